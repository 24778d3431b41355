/** My day in figures: what stands in the line, how far a number is from its goal, and what it opens. Pure. */
import type { AgentDay, DayNumber } from "@/api/goals";
import type { Filters } from "@/calls/filters.model";
import { duration, NO_VALUE } from "@/ui/format";

/** What the line at the foot has room for, in the order of a call. */
export const LINE = ["handled", "att", "hold", "acw", "aht", "occupancy", "answer_rate"] as const;
export type LineMeasure = (typeof LINE)[number];

/** How the language writes numbers (i18n.Formatter). */
export interface Writes {
  number: (value: number | null | undefined, digits?: number) => string;
  percent: (share: number | null | undefined, digits?: number) => string;
}

export function inUnit(
  value: number | null,
  unit: DayNumber["unit"],
  writes: Writes,
  digits = 0,
): string {
  if (value === null) return NO_VALUE;
  switch (unit) {
    case "count":
      return writes.number(value);
    case "share":
      return writes.percent(value, digits);
    case "seconds":
      return duration(value);
    case "factor":
      return writes.number(value, 2);
  }
}

export interface Bar {
  /** Both from 0 to 1 of the bar's length. */
  readonly filled: number;
  readonly tick: number;
}

/** The target stands in the same place whatever the number is, as long as the number fits: a tick that wanders says nothing. */
const TICK_AT = 2 / 3;

/** Null where there is no goal. A number without a value is an empty bar. */
export function barOf({ value, goal }: Pick<DayNumber, "value" | "goal">): Bar | null {
  if (goal === null) return null;
  const most = Math.max(goal.target / TICK_AT, value ?? 0);
  if (most === 0) return { filled: 0, tick: 0 };
  return { filled: (value ?? 0) / most, tick: goal.target / most };
}

/** Good is quiet, and so is what is only near or on its way. */
export const needsLook = (number: Pick<DayNumber, "judgement">): boolean =>
  number.judgement === "warn";

const isOfLine = (measure: string): measure is LineMeasure => LINE.some((one) => one === measure);

/** The numbers of the line; those with a goal of their own come along behind. */
export function lineOf(day: AgentDay): readonly DayNumber[] {
  const known = new Map(day.numbers.map((number) => [number.measure as string, number]));
  return [
    ...LINE.flatMap((measure) => known.get(measure) ?? []),
    ...day.numbers.filter((number) => number.goal !== null && !isOfLine(number.measure)),
  ];
}

/** Those worth a row in the table of all: with a value that is not nothing, or with a goal. */
export const toldOf = (day: AgentDay): readonly DayNumber[] =>
  day.numbers.filter((number) => (number.value ?? 0) !== 0 || number.goal !== null);

/** The calls that the number counts. */
export const behind = (day: AgentDay, number: DayNumber, agent: number): Filters => ({
  agent,
  behind: number.measure,
  from: day.from,
  to: day.to,
});
