/** The filters of the calls page: they live in the address, so that a link shows the same rows to everybody. */
import type { Query } from "@/api/client";
import type { InteractionOutcome } from "@/api/interactions";

export const PERIODS = ["today", "yesterday", "7d", "30d", "all"] as const;
export type Period = (typeof PERIODS)[number];

export const OUTCOMES: readonly InteractionOutcome[] = [
  "answered",
  "abandoned",
  "in_flow_ended",
  "callback",
  "overflowed",
  "unreached",
  "rejected",
  "open",
];

export interface Filters {
  search?: string;
  queue?: number;
  agent?: number;
  disposition?: number;
  contact?: number;
  outcome?: InteractionOutcome;
  /** Left out: the last seven days. */
  period?: Period;
  /** A number of the agents' report: what it counts for this agent between the bounds, wherever the calls began. */
  behind?: string;
  /** Exact bounds (ISO 8601) from a report's number; they win over the period. */
  from?: string;
  to?: string;
}

export const PERIOD_DEFAULT: Period = "7d";

const positive = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

const text = (value: unknown): string | undefined => {
  // The router reads "4940" in an address as a number.
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
};

const instant = (value: unknown): string | undefined =>
  typeof value === "string" && Number.isFinite(Date.parse(value)) ? value : undefined;

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

/** Reads an address; what makes no sense is left out rather than refused. */
export function readFilters(search: Record<string, unknown>): Filters {
  const read = {
    search: text(search["search"]),
    queue: positive(search["queue"]),
    agent: positive(search["agent"]),
    disposition: positive(search["disposition"]),
    contact: positive(search["contact"]),
    outcome: oneOf(OUTCOMES, search["outcome"]),
    period: oneOf(PERIODS, search["period"]),
    behind: text(search["behind"]),
    from: instant(search["from"]),
    to: instant(search["to"]),
  };
  // Without its person and its beginning the number is none.
  if (read.agent === undefined || read.from === undefined) read.behind = undefined;
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Midnight of the reader's day, `days` before today. */
export function midnight(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

/** First and last instant of a period; the last is open where it is undefined. */
function boundsOf(period: Period, now: Date): { from?: Date; to?: Date } {
  switch (period) {
    case "today":
      return { from: midnight(now, 0) };
    case "yesterday":
      return { from: midnight(now, 1), to: midnight(now, 0) };
    case "7d":
      return { from: midnight(now, 6) };
    case "30d":
      return { from: midnight(now, 29) };
    case "all":
      return {};
  }
}

/** What the server is asked. */
export function queryOf(filters: Filters, now: Date): Query {
  const { period, from, to, ...rest } = filters;
  const exact = from !== undefined || to !== undefined;
  const bounds = exact ? {} : boundsOf(period ?? PERIOD_DEFAULT, now);
  return {
    ...rest,
    from: from ?? bounds.from?.toISOString(),
    to: to ?? bounds.to?.toISOString(),
  };
}

/** Without the parts that are undefined; an empty text is no filter. */
export function change(
  filters: Filters,
  part: { [K in keyof Filters]?: Filters[K] | undefined },
): Filters {
  return readFilters({ ...filters, ...part });
}

/** Whether anything narrows the list beyond the usual period. */
export const isNarrowed = (filters: Filters): boolean =>
  Object.keys(filters).some((key) => key !== "period");
