/** A queue's form asked of the past: which days, what differs from live, and the days put together. Pure. */
import type { Queue } from "@/api/configuration";
import type { Compared, RecordedDay, Replay } from "@/api/replays";

/** What a replay can show the effect of; the API takes no other fields. */
const REPLAYABLE = [
  "strategy",
  "required_skills",
  "preferred_skills",
  "rings",
  "groups",
  "wrap_up",
  "wrap_up_seconds",
  "offer_seconds",
  "service_level_seconds",
  "short_abandon_seconds",
  "waiting_max",
  "priority",
] as const satisfies readonly (keyof Queue)[];

/** Never a rule of the routing: they say nothing about a day. */
const SILENT: ReadonlySet<string> = new Set(["id", "name", "time_zone", "service_level_target"]);

const differs = (live: Partial<Queue>, wanted: Partial<Queue>, key: keyof Queue): boolean =>
  key in wanted && JSON.stringify(live[key]) !== JSON.stringify(wanted[key]);

/** What of the form a replay shows, and what differs but is left out of it. */
export function asked(live: Partial<Queue>, wanted: Partial<Queue>) {
  const keys = Object.keys(wanted) as (keyof Queue)[];
  const changed = keys.filter((key) => key in live && differs(live, wanted, key));
  const shown = changed.filter((key) => REPLAYABLE.some((one) => one === key));
  return {
    changes: Object.fromEntries(shown.map((key) => [key, wanted[key]])),
    left: changed.filter((key) => !shown.includes(key) && !SILENT.has(key)),
  };
}

const DAYS = 7;
const DAY_MS = 86_400_000;

/** The week up to the newest recorded day, oldest first; days on which nobody came are none. */
export function lastWeek(days: readonly RecordedDay[]): string[] {
  const sorted = days.map((one) => one.day).sort();
  const newest = Date.parse(sorted.at(-1) ?? "");
  return sorted.filter((day) => Date.parse(day) > newest - DAYS * DAY_MS);
}

export const SHOWN = ["service_level", "abandonment_rate", "asa", "wait_p95"] as const;
export type Shown = (typeof SHOWN)[number];

export interface Sides {
  readonly name: string;
  readonly formula: string;
  readonly unit: Compared["unit"];
  readonly wanted: Compared["wanted"];
  readonly recorded: number | null;
  readonly before: number | null;
  readonly after: number | null;
}

export interface DayRow {
  readonly day: string;
  /** Callers of the unchanged replay: the weight of the day. */
  readonly offered: number;
  readonly numbers: Readonly<Partial<Record<Shown, Sides>>>;
}

/** One finished day for one queue; null when the queue had nobody on it. */
export function rowOf(replay: Replay, queue: number): DayRow | null {
  const found = replay.result?.find((one) => one.queue === queue);
  if (!found) return null;
  const by = new Map(found.numbers.map((one) => [one.key, one]));
  const numbers: Partial<Record<Shown, Sides>> = {};
  for (const key of SHOWN) {
    const one = by.get(key);
    if (one)
      numbers[key] = {
        name: one.name,
        formula: one.formula,
        unit: one.unit,
        wanted: one.wanted,
        recorded: one.recorded,
        before: one.as_it_was,
        // Where nothing was changed there is one side only.
        after: one.changed ?? one.as_it_was,
      };
  }
  return { day: replay.day, offered: by.get("offered")?.as_it_was ?? 0, numbers };
}

/** A percentile of several days is no mean of theirs. */
const MEANS: ReadonlySet<Shown> = new Set(["service_level", "abandonment_rate", "asa"]);

/** The mean over the days, each by its callers; null for what has none. */
export function together(rows: readonly DayRow[], key: Shown): Sides | null {
  const known = rows.flatMap((row) => {
    const sides = row.numbers[key];
    return sides && row.offered > 0 ? [{ sides, weight: row.offered }] : [];
  });
  const first = known[0]?.sides;
  if (!first || !MEANS.has(key)) return null;
  const mean = (side: "recorded" | "before" | "after"): number | null => {
    const told = known.filter(({ sides }) => sides[side] !== null);
    const weight = told.reduce((sum, one) => sum + one.weight, 0);
    if (weight === 0) return null;
    return told.reduce((sum, one) => sum + (one.sides[side] ?? 0) * one.weight, 0) / weight;
  };
  return { ...first, recorded: mean("recorded"), before: mean("before"), after: mean("after") };
}

/** Whether the change makes a number better; null: no difference, or none that is better or worse. */
export function better({ before, after, wanted }: Sides): boolean | null {
  if (before === null || after === null || Math.abs(after - before) < 1e-9) return null;
  return wanted === "neither" ? null : after > before === (wanted === "more");
}
