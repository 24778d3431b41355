/** What a report is about: it lives in the address. */
import type { Interval, ReportQuery, Subject } from "@/api/reports";
import { midnight } from "@/calls/filters.model";
import { dayKey } from "@/ui/format";

export const SPANS = ["today", "yesterday", "7d", "30d"] as const;
type Span = (typeof SPANS)[number];
export const INTERVALS: readonly Interval[] = ["15m", "30m", "1h", "1d"];

export interface Choice {
  subject?: Subject;
  span?: Span;
  interval?: Interval;
  /** A queue's or an agent's id, by the subject. */
  only?: number;
}

export function readChoice(search: Record<string, unknown>): Choice {
  const only = Number(search["only"]);
  const span = SPANS.find((candidate) => candidate === search["span"]);
  const interval = INTERVALS.find((candidate) => candidate === search["interval"]);
  return {
    ...(search["subject"] === "agents" ? { subject: "agents" as const } : {}),
    ...(span ? { span } : {}),
    ...(interval ? { interval } : {}),
    ...(Number.isInteger(only) && only > 0 ? { only } : {}),
  };
}

/** Short spans by the half hour, long ones by the day, unless chosen. */
export const intervalOf = (choice: Choice): Interval =>
  choice.interval ?? (choice.span === "7d" || choice.span === "30d" ? "1d" : "30m");

/** Days before today: the first, and the first that is not included any more. */
const DAYS: Record<Span, readonly [first: number, end: number]> = {
  today: [0, -1],
  yesterday: [1, 0],
  "7d": [6, -1],
  "30d": [29, -1],
};

/** Dates rather than instants, so that each queue's own midnight decides. */
export function queryOf(
  choice: Choice,
  now: Date,
  language: string,
  timeZone: string,
): ReportQuery {
  const [first, end] = DAYS[choice.span ?? "today"];
  return {
    from: dayKey(midnight(now, first)),
    to: dayKey(midnight(now, end)),
    interval: intervalOf(choice),
    language,
    ...(choice.subject === "agents" ? { time_zone: timeZone } : {}),
    ...(choice.only === undefined ? {} : { [oneKey(choice)]: choice.only }),
  };
}

const oneKey = (choice: Choice): "queue" | "agent" =>
  choice.subject === "agents" ? "agent" : "queue";
