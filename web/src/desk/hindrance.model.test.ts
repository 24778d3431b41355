import { describe, expect, it } from "vitest";
import { agentView } from "@/live/samples";
import { hindranceOf } from "./hindrance.model";

const HERE = 7;
const ready = agentView(1, { device: HERE, reachable_devices: [HERE] }).live;
const workplace = { microphone: "granted", signal: "there", device: HERE } as const;

describe("somebody who is ready", () => {
  it("gets calls with a phone and a microphone", () => {
    expect(hindranceOf(ready, workplace)).toBeNull();
  });
  it("is told of a microphone that is missing or blocked", () => {
    expect(hindranceOf(ready, { ...workplace, microphone: "missing" })).toBe("microphone_missing");
    expect(hindranceOf(ready, { ...workplace, microphone: "denied" })).toBe("microphone_denied");
  });
  it("is told of a microphone from which nothing comes", () => {
    expect(hindranceOf(ready, { ...workplace, signal: "none" })).toBe("microphone_silent");
    expect(hindranceOf(ready, { ...workplace, signal: "unknown" })).toBeNull();
  });
  it("needs no microphone here when calls ring on a desk phone", () => {
    const elsewhere = { ...ready, device: 9, reachable_devices: [9] };
    expect(hindranceOf(elsewhere, { ...workplace, microphone: "missing" })).toBeNull();
  });
  it("is told that no phone is connected", () => {
    expect(hindranceOf({ ...ready, reachable_devices: [] }, workplace)).toBe("phone");
  });
  it("is told nothing while away or talking", () => {
    const missing = { ...workplace, microphone: "missing" } as const;
    expect(hindranceOf({ ...ready, state: "not_ready" }, missing)).toBeNull();
    expect(hindranceOf({ ...ready, state: "talking" }, missing)).toBeNull();
  });
});
