/** Reports by interval. Every number comes with its formula; `null` is no value. */
import { address, api } from "./client";
import type { Named } from "./interactions";

export type Subject = "queues" | "agents";
export type Interval = "15m" | "30m" | "1h" | "1d";

export interface Definition {
  name: string;
  formula: string;
  unit: "count" | "share" | "seconds" | "factor";
  better: "more" | "less" | "neither";
}

/** One queue or agent in one interval: measures by name, beside the keys that say whose and when. */
export interface ReportRow {
  /** With the offset of the zone in which it is told. */
  interval_start: string;
  interval_end: string;
  /** Null in the total over all. */
  queue?: Named | null;
  agent?: Named | null;
  [measure: string]: Measure | string | Named | undefined;
}

type Measure = number | null;

export interface Report {
  definitions: Record<string, Definition>;
  rows: ReportRow[];
  /** One per queue or agent over the whole period, and one without either for all. */
  totals: ReportRow[];
}

export interface ReportQuery {
  /** Dates: local midnight of each queue's own zone; `to` is not included. */
  from: string;
  to: string;
  interval: Interval;
  /** For agents, who have no zone of their own. */
  time_zone?: string | undefined;
  queue?: number | undefined;
  agent?: number | undefined;
  language: string;
}

export const fetchReport = (subject: Subject, query: ReportQuery): Promise<Report> =>
  api.get(`/reports/${subject}`, { ...query });

export const csvAddress = (subject: Subject, query: ReportQuery): string =>
  address(`/reports/${subject}`, { ...query, format: "csv" });
