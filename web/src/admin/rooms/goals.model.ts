/** A goal as its form sees it. Pure. */
import type { Goal } from "@/api/goals";
import { textOf, type Flat } from "../kit/fields";

export const UNITS = ["seconds", "share", "count", "factor"] as const;
export type UnitName = (typeof UNITS)[number];

/** One field for each unit on the form, one number on the wire. */
export const FIELDS = ["target", "warn"] as const;
export const REACHES = ["everybody", "team", "agent"] as const;

export const reachOf = (goal: Pick<Goal, "team" | "agent">): (typeof REACHES)[number] =>
  goal.agent !== null ? "agent" : goal.team !== null ? "team" : "everybody";

export function flattenGoal(goal: Goal): Flat {
  const numbers = FIELDS.flatMap((field) => UNITS.map((unit) => [`${field}_${unit}`, goal[field]]));
  return {
    id: goal.id,
    measure: goal.measure,
    aim: goal.aim,
    reach: reachOf(goal),
    team: goal.team,
    agent: goal.agent,
    ...(Object.fromEntries(numbers) as Flat),
  };
}

/** What has changed is sent; the fields of the other units say nothing. */
export function unflattenGoal(flat: Flat, unitOf: (measure: string) => UnitName): Partial<Goal> {
  const unit = unitOf(textOf(flat["measure"]));
  const number = (field: string) => {
    const value = flat[`${field}_${unit}`];
    return typeof value === "number" ? value : null;
  };
  const key = (name: "team" | "agent") =>
    flat["reach"] === name && typeof flat[name] === "number" ? flat[name] : null;
  return {
    measure: textOf(flat["measure"]) as Goal["measure"],
    aim: flat["aim"] === "at_least" ? "at_least" : "at_most",
    target: number("target") ?? 0,
    warn: number("warn"),
    team: key("team"),
    agent: key("agent"),
  };
}
