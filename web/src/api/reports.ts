/** Reports by interval. Every number comes with its formula; `null` is no value. */
import { address, api } from "./client";

export type Subject = "queues" | "agents";
export type Interval = "15m" | "30m" | "1h" | "1d";

export interface Definition {
  name?: string;
  formula: string;
  unit: "count" | "share" | "seconds" | "factor";
  better?: "more" | "less" | "neither";
}

/** One queue or agent in one interval: measures by name, beside the keys that say whose and when. */
export type ReportRow = {
  interval_start: string;
  interval_end: string;
  queue?: number;
  agent?: number;
  name?: string;
} & Record<string, number | string | null | undefined>;

export interface Report {
  definitions: Record<string, Definition>;
  rows: ReportRow[];
  /** One per queue or agent over the whole period, and one without either for all. */
  totals: ReportRow[];
}

export interface ReportQuery {
  from: string;
  to: string;
  interval: Interval;
  queue?: number | undefined;
  agent?: number | undefined;
  language: string;
}

export const fetchReport = (subject: Subject, query: ReportQuery): Promise<Report> =>
  api.get(`/reports/${subject}`, { ...query });

export const csvAddress = (subject: Subject, query: ReportQuery): string =>
  address(`/reports/${subject}`, { ...query, format: "csv" });
