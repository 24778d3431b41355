import { describe, expect, it } from "vitest";
import type { Goal } from "@/api/goals";
import { flattenGoal, reachOf, unflattenGoal } from "./goals.model";

const GOAL: Goal = {
  id: 4,
  measure: "occupancy",
  aim: "at_least",
  target: 0.6,
  warn: 0.4,
  team: 2,
  agent: null,
};
const unitOf = (measure: string) => (measure === "occupancy" ? "share" : "seconds");

describe("the form of a goal", () => {
  it("gives back what it was given", () => {
    const { id, ...rest } = GOAL;
    expect(id).toBe(4);
    expect(unflattenGoal(flattenGoal(GOAL), unitOf)).toEqual(rest);
  });

  it("sends only the number in the unit of the measure, and only the people that are chosen", () => {
    const flat = {
      ...flattenGoal(GOAL),
      measure: "aht",
      aim: "at_most",
      target_seconds: 300,
      warn_seconds: "",
      reach: "everybody",
    };
    expect(unflattenGoal(flat, unitOf)).toEqual({
      measure: "aht",
      aim: "at_most",
      target: 300,
      warn: null,
      team: null,
      agent: null,
    });
  });

  it("knows for whom it is", () => {
    expect(reachOf({ team: null, agent: 3 })).toBe("agent");
    expect(reachOf({ team: 2, agent: null })).toBe("team");
    expect(reachOf({ team: null, agent: null })).toBe("everybody");
  });
});
