import { describe, expect, it } from "vitest";
import { prospectShape, skillsInWords } from "./outlook.model";

describe("who could take somebody", () => {
  it("is drawn as the state that keeps them from it", () => {
    expect(["talking", "on_hold", "wrapping_up", "free", "skill"].map(prospectShape)).toEqual([
      "talking",
      "hold",
      "wrap_up",
      "ready",
      "not_ready",
    ]);
  });
  it("has a shape also for a word of a newer engine", () => {
    expect(prospectShape("dreaming")).toBe("not_ready");
  });
  it("is told with skills and levels", () => {
    const skills = [
      { name: "German", level: 3 },
      { name: "Billing", level: 2 },
    ];
    expect(skillsInWords(skills)).toBe("German 3, Billing 2");
    expect(skillsInWords(skills.slice(0, 1), "≥")).toBe("German ≥ 3");
  });
});
