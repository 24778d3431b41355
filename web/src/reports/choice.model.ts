/** What a report is about: it lives in the address. */
import type { Interval, ReportQuery, Subject } from "@/api/reports";
import { midnight } from "@/calls/filters.model";

export const SPANS = ["today", "yesterday", "7d", "30d"] as const;
export type Span = (typeof SPANS)[number];
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

export function boundsOf(span: Span, now: Date): { from: Date; to: Date } {
  switch (span) {
    case "today":
      return { from: midnight(now, 0), to: midnight(now, -1) };
    case "yesterday":
      return { from: midnight(now, 1), to: midnight(now, 0) };
    case "7d":
      return { from: midnight(now, 6), to: midnight(now, -1) };
    case "30d":
      return { from: midnight(now, 29), to: midnight(now, -1) };
  }
}

export function queryOf(choice: Choice, now: Date, language: string): ReportQuery {
  const bounds = boundsOf(choice.span ?? "today", now);
  const only = choice.only === undefined ? {} : { [oneKey(choice)]: choice.only };
  return {
    from: bounds.from.toISOString(),
    to: bounds.to.toISOString(),
    interval: intervalOf(choice),
    language,
    ...only,
  };
}

export const oneKey = (choice: Choice): "queue" | "agent" =>
  choice.subject === "agents" ? "agent" : "queue";
