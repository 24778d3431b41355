/** What a report shows: columns, rows and series from one answer of the server, so that chart and table cannot differ. */
import type { Named } from "@/api/interactions";
import type { Definition, Report, ReportRow, Subject } from "@/api/reports";
import type { Formatter } from "@/i18n/i18n";
import { judgeLevel } from "@/wallboard/wallboard.model";
import { duration, NO_VALUE } from "@/ui/format";
import type { Judgement } from "@/ui/StateShape";

const COLUMNS: Record<Subject, readonly string[]> = {
  queues: [
    "offered",
    "answered",
    "abandoned",
    "abandonment_rate",
    "service_level",
    "asa",
    "wait_p90",
    "aht",
  ],
  agents: ["handled", "aht", "att", "hold", "acw", "occupancy", "answer_rate", "signed_in"],
};

/** The measures of the table that the server knows, in order. */
export const columnsOf = (subject: Subject, report: Report): readonly string[] =>
  COLUMNS[subject].filter((key) => key in report.definitions);

export const measure = (row: ReportRow, key: string): number | null => {
  const value = row[key];
  return typeof value === "number" ? value : null;
};

/** A number in its unit; a dash for no value. */
export function inUnit(value: number | null, definition: Definition, fmt: Formatter): string {
  if (value === null) return NO_VALUE;
  switch (definition.unit) {
    case "count":
      return fmt.number(value);
    case "share":
      return fmt.percent(value, 1);
    case "seconds":
      return duration(value);
    case "factor":
      return fmt.number(value, 2);
  }
}

export const whose = (row: ReportRow, subject: Subject): Named | null =>
  (subject === "queues" ? row.queue : row.agent) ?? null;

/** One row for each queue or agent; the total over all stands apart. */
export function splitTotals(
  report: Report,
  subject: Subject,
): { each: readonly ReportRow[]; all: ReportRow | null } {
  return {
    each: report.totals.filter((row) => whose(row, subject) !== null),
    all: report.totals.find((row) => whose(row, subject) === null) ?? null,
  };
}

export interface Point {
  from: string;
  to: string;
  /** Sums over the queues or agents of the interval. */
  offered: number;
  answered: number;
  abandoned: number;
  handled: number;
  /** Share from 0 to 1; null: no value. For queues the service level, for one agent the occupancy. */
  share: number | null;
}

const COUNTED = [
  "offered",
  "answered",
  "abandoned",
  "handled",
  "answered_in_time",
  "abandoned_in_time",
] as const;

const DAY_MS = 82_800_000;

/** Without the hours before the first and after the last call: nobody looks at the night. Days are kept whole. */
export function busyHours(report: Report): Report {
  const busy = report.rows.filter(
    (row) => (measure(row, "offered") ?? 0) > 0 || (measure(row, "handled") ?? 0) > 0,
  );
  const times = busy.map((row) => Date.parse(row.interval_start));
  const first = report.rows[0];
  if (!first || times.length === 0) return { ...report, rows: [] };
  if (Date.parse(first.interval_end) - Date.parse(first.interval_start) >= DAY_MS) return report;
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const within = (row: ReportRow) => {
    const at = Date.parse(row.interval_start);
    return at >= from && at <= to;
  };
  return { ...report, rows: report.rows.filter(within) };
}

/** One point for each interval over all rows: counters add up, and the ratio is made from the sums (metrics.md, default). */
export function pointsOf(report: Report, subject: Subject): Point[] {
  const byStart = new Map<number, { row: ReportRow; rows: number; sums: Record<string, number> }>();
  for (const row of report.rows) {
    const key = Date.parse(row.interval_start);
    const found = byStart.get(key) ?? { row, rows: 0, sums: {} };
    found.rows++;
    for (const name of COUNTED)
      found.sums[name] = (found.sums[name] ?? 0) + (measure(row, name) ?? 0);
    byStart.set(key, found);
  }
  return [...byStart.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, { row, rows, sums }]) => {
      const of = (name: (typeof COUNTED)[number]) => sums[name] ?? 0;
      const base = of("answered") + of("abandoned") - of("abandoned_in_time");
      const level = base > 0 ? of("answered_in_time") / base : null;
      return {
        from: row.interval_start,
        to: row.interval_end,
        offered: of("offered"),
        answered: of("answered"),
        abandoned: of("abandoned"),
        handled: of("handled"),
        share: subject === "queues" ? level : rows === 1 ? measure(row, "occupancy") : null,
      };
    });
}

/** Whether a point has a value and none of its neighbours has one: no line reaches it. */
export const alone = (points: readonly Point[], index: number): boolean =>
  (points[index]?.share ?? null) !== null &&
  (points[index - 1]?.share ?? null) === null &&
  (points[index + 1]?.share ?? null) === null;

/** Where the line ends: the last point with a value, or −1. */
export const lastWithShare = (points: readonly Point[]): number =>
  points.findLastIndex((point) => point.share !== null);

/** The distance of an axis' labels, a whole 1, 2 or 5 times a power of ten, so that `steps` of them reach at least `most`. */
export function stepOf(most: number, steps: number): number {
  const least = Math.max(1, most / steps);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

/** Only a service level has a target; the rest is told without judging. */
export const judge = (key: string, value: number | null, target: number | null): Judgement =>
  key === "service_level" && target !== null ? judgeLevel(value, target) : "good";

/** The target all queues share, or that of the one that is shown; null when they differ. */
export function sharedTarget(targets: readonly number[]): number | null {
  const [first, ...rest] = targets;
  return first !== undefined && rest.every((target) => target === first) ? first : null;
}

/** The calls behind a number, as filters of the calls page. */
export function behind(
  row: Pick<ReportRow, "interval_start" | "interval_end">,
  subject: Subject,
  id: number | null,
  key: string,
): Record<string, string | number> | null {
  const outcome = { answered: "answered", abandoned: "abandoned", handled: "answered" }[key];
  if (outcome === undefined && key !== "offered") return null;
  return {
    from: new Date(row.interval_start).toISOString(),
    to: new Date(row.interval_end).toISOString(),
    ...(id === null ? {} : { [subject === "queues" ? "queue" : "agent"]: id }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** How many of the calls in a report were given up so early that the abandonment rate leaves them out. */
export const shortAbandonsIn = (report: Report): number =>
  report.rows.reduce((sum, row) => sum + (measure(row, "short_abandons") ?? 0), 0);
