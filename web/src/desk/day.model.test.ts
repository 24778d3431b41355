import { describe, expect, it } from "vitest";
import type { AgentDay, DayNumber } from "@/api/goals";
import { createFormatter } from "@/i18n/i18n";
import { barOf, behind, inUnit, lineOf, needsLook, toldOf } from "./day.model";

const number = (part: Partial<DayNumber>): DayNumber => ({
  measure: "aht",
  name: "Average handle time",
  formula: "",
  unit: "seconds",
  better: "neither",
  value: 240,
  goal: null,
  judgement: null,
  ...part,
});

const goal = (target: number): DayNumber["goal"] => ({
  aim: "at_most",
  target,
  warn: null,
  reach: "everybody",
});

const day = (...numbers: DayNumber[]): AgentDay => ({
  from: "2026-11-12T23:00:00Z",
  to: "2026-11-13T23:00:00Z",
  numbers,
});

describe("the bar of a number", () => {
  it("has its tick in the same place while the number fits", () => {
    expect(barOf(number({ value: 100, goal: goal(300) }))).toEqual({
      filled: 100 / 450,
      tick: 300 / 450,
    });
    expect(barOf(number({ value: 450, goal: goal(300) }))).toEqual({ filled: 1, tick: 2 / 3 });
  });

  it("moves the tick rather than cutting a number that is far over", () => {
    expect(barOf(number({ value: 900, goal: goal(300) }))).toEqual({ filled: 1, tick: 1 / 3 });
  });

  it("is empty without a value, and not there without a goal", () => {
    expect(barOf(number({ value: null, goal: goal(300) }))).toEqual({ filled: 0, tick: 2 / 3 });
    expect(barOf(number({ value: 0, goal: goal(0) }))).toEqual({ filled: 0, tick: 0 });
    expect(barOf(number({}))).toBeNull();
  });
});

describe("my day", () => {
  it("tells the line in the order of a call, and behind it what else has a goal", () => {
    const all = day(
      number({ measure: "signed_in" }),
      number({ measure: "offers_missed", goal: goal(1) }),
      number({ measure: "aht" }),
      number({ measure: "handled" }),
    );
    expect(lineOf(all).map((one) => one.measure)).toEqual(["handled", "aht", "offers_missed"]);
  });

  it("leaves out of the table what is nothing and aims at nothing", () => {
    const all = day(
      number({ measure: "monitoring", value: 0 }),
      number({ measure: "hold", value: null }),
      number({ measure: "offers_missed", value: 0, goal: goal(1) }),
      number({ measure: "aht" }),
    );
    expect(toldOf(all).map((one) => one.measure)).toEqual(["offers_missed", "aht"]);
  });

  it("asks for a look only where the goal warns", () => {
    const judged = (["reached", "near", "on_the_way", "warn", null] as const).map((judgement) =>
      needsLook({ judgement }),
    );
    expect(judged).toEqual([false, false, false, true, false]);
  });

  it("opens the calls that a number counts, of the same day", () => {
    expect(behind(day(), number({ measure: "acw" }), 3)).toEqual({
      agent: 3,
      behind: "acw",
      from: "2026-11-12T23:00:00Z",
      to: "2026-11-13T23:00:00Z",
    });
  });

  it("writes each unit as the reader's language does", () => {
    const en = createFormatter("en");
    expect(inUnit(0.614, "share", en)).toBe("61\u202f%");
    expect(inUnit(252, "seconds", en)).toBe("4:12");
    expect(inUnit(12, "count", en)).toBe("12");
    expect(inUnit(1.25, "factor", createFormatter("de"))).toBe("1,25");
    expect(inUnit(null, "share", en)).toBe("–");
  });
});
