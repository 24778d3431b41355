import { describe, expect, it } from "vitest";
import { DEAD_PEAK, signalOf } from "./level-check";

describe("a microphone", () => {
  it("that delivers nothing but zeros has no signal", () => {
    expect(signalOf(new Float32Array(48), false)).toBe("none");
    expect(signalOf(new Float32Array([DEAD_PEAK / 2, -DEAD_PEAK / 2]), false)).toBe("none");
  });
  it("in a quiet room has one", () => {
    expect(signalOf(new Float32Array([0, -0.002, 0]), false)).toBe("there");
  });
  it("that the system has muted has none, whatever is still in the pipe", () => {
    expect(signalOf(new Float32Array([0.5]), true)).toBe("none");
  });
});
