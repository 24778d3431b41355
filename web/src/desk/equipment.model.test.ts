import { describe, expect, it } from "vitest";
import { microphoneInUse, troublesOf } from "./equipment.model";

const JABRA = { id: "jabra", label: "Jabra Evolve2" };
const LAPTOP = { id: "laptop", label: "Laptop" };
const fine = {
  microphone: "granted",
  signal: "there",
  microphones: [LAPTOP, JABRA],
  speakers: [JABRA],
  chosen: { microphone: "jabra", speaker: "jabra", ringer: "" },
} as const;

describe("the equipment before the first call", () => {
  it("is quiet when it is fine, and while nothing is known", () => {
    expect(troublesOf(fine)).toEqual([]);
    expect(troublesOf({ ...fine, signal: "unknown" })).toEqual([]);
    expect(troublesOf({ ...fine, microphone: "prompt", signal: "none" })).toEqual([]);
  });
  it("says that nothing comes from the microphone", () => {
    expect(troublesOf({ ...fine, signal: "none" })).toEqual(["microphone_silent"]);
  });
  it("says what was chosen and is not plugged in", () => {
    expect(troublesOf({ ...fine, microphones: [LAPTOP] })).toEqual(["microphone_gone"]);
    expect(microphoneInUse({ ...fine, microphones: [LAPTOP] })).toBe("Laptop");
    const other = { ...fine, speakers: [LAPTOP] };
    expect(troublesOf(other)).toEqual(["speaker_gone"]);
  });
  it("names a headset once that was to speak and to ring", () => {
    const one = { ...fine, speakers: [LAPTOP], chosen: { ...fine.chosen, ringer: "jabra" } };
    expect(troublesOf(one)).toEqual(["speaker_gone"]);
    const two = { ...fine, chosen: { ...fine.chosen, ringer: "desk" } };
    expect(troublesOf(two)).toEqual(["ringer_gone"]);
  });
  it("blames no speaker in a browser that lists none", () => {
    expect(troublesOf({ ...fine, speakers: [] })).toEqual([]);
  });
});
