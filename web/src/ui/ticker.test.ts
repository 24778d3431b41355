import { describe, expect, it } from "vitest";
import { untilBeat } from "./ticker";

describe("the beat of a page's clocks", () => {
  it("comes just after the full second", () => {
    expect(untilBeat(10_400, 0)).toBe(605);
  });
  it("comes a phase later where a page has one", () => {
    expect(untilBeat(10_400, 700)).toBe(305);
    expect(untilBeat(10_800, 700)).toBe(905);
  });
});
