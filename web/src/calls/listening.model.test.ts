import { describe, expect, it } from "vitest";
import type { OtherFact } from "@/api/interactions";
import { heardAt } from "./listening.model";

const START = Date.parse("2026-11-12T13:00:00Z");
const at = (seconds: number) => START + seconds * 1000;
const fact = (kind: string, seconds: number): OtherFact => ({
  kind,
  at: new Date(at(seconds)).toISOString(),
});
const CALL = [
  fact("recording_started", 10),
  fact("recording_paused", 30),
  fact("recording_continued", 50),
  fact("recording_ended", 90),
];

describe("where a moment is heard", () => {
  it("is counted from the recording's beginning, without its pauses", () => {
    expect([15, 30.5, 60].map((seconds) => heardAt(CALL, 60, at(seconds)))).toEqual([5, null, 30]);
  });
  it("counts pauses where the recording holds them as silence", () => {
    expect(heardAt(CALL, 80, at(60))).toBe(50);
  });
  it("is nowhere before and after it, and without one", () => {
    expect([5, 95].map((seconds) => heardAt(CALL, 60, at(seconds)))).toEqual([null, null]);
    expect(heardAt([], null, at(1))).toBeNull();
  });
  it("is in the last of several", () => {
    const twice = [...CALL, fact("recording_started", 100), fact("recording_ended", 120)];
    expect([20, 105].map((seconds) => heardAt(twice, 20, at(seconds)))).toEqual([null, 5]);
  });
});
