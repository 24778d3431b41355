/** What a number on a board is, from the live state: sums over queues and people, and whether somebody should look. Without React. */
import type {
  AgentView,
  BoardMeasure,
  QueueDay,
  QueueView,
  Thresholds,
} from "@/contracts/contracts.gen";
import { toMs, type LiveState } from "@/live/state";
import { stateName, type Judgement, type StateName } from "@/ui/StateShape";
import { judgeLevel, judgeWait } from "@/wallboard/wallboard.model";

type Better = "more" | "less" | "neither";

/** Of what a measure is: queues as they are now, queues since midnight, or people. */
type MeasureOf = "now" | "today" | "agents";

export const MEASURES: Readonly<Record<BoardMeasure, MeasureOf>> = {
  waiting: "now",
  longest_waiting_now: "now",
  staffed: "now",
  free: "now",
  offered: "today",
  answered: "today",
  answered_in_time: "today",
  abandoned: "today",
  short_abandons: "today",
  flowed_out: "today",
  callbacks: "today",
  service_level: "today",
  abandonment_rate: "today",
  asa: "today",
  agents_signed_in: "agents",
  agents_ready: "agents",
  agents_handling: "agents",
  agents_wrapping_up: "agents",
  agents_not_ready: "agents",
};

const NAMES = Object.keys(MEASURES) as BoardMeasure[];
export const isMeasure = (word: string): word is BoardMeasure => word in MEASURES;
export const measuresOf = (...of: readonly MeasureOf[]): readonly BoardMeasure[] =>
  NAMES.filter((measure) => of.includes(MEASURES[measure]));

type Counter = Exclude<keyof QueueDay, "day" | "longest_wait">;
type Tally = Readonly<Record<Counter, number>>;

const COUNTERS: readonly Counter[] = [
  "offered",
  "answered",
  "answered_in_time",
  "abandoned",
  "abandoned_in_time",
  "short_abandons",
  "flowed_out",
  "callbacks",
  "answered_wait",
];

/** Counters add up; ratios never do. */
export function addUp(days: Iterable<Tally>): Tally {
  const sum = Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Record<Counter, number>;
  for (const day of days) for (const name of COUNTERS) sum[name] += day[name];
  return sum;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

const RATIOS: Partial<Record<BoardMeasure, (sum: Tally) => number | null>> = {
  service_level: (sum) =>
    ratio(sum.answered_in_time, sum.answered + sum.abandoned - sum.abandoned_in_time),
  abandonment_rate: (sum) =>
    ratio(sum.abandoned - sum.short_abandons, sum.offered - sum.short_abandons),
  asa: (sum) => ratio(sum.answered_wait / 1e6, sum.answered),
};

const isCounter = (measure: string): measure is Counter =>
  (COUNTERS as readonly string[]).includes(measure);

/** The formulas of docs/metrics.md; oracle.gen.json holds them to the ones of the reports. Seconds, shares of 0 to 1, or counts. */
export function ofTally(measure: BoardMeasure, sum: Tally): number | null {
  const formula = RATIOS[measure];
  if (formula) return formula(sum);
  return isCounter(measure) ? sum[measure] : null;
}

/** The chosen queues, all of them when none is chosen; those that are gone are left out. */
export function chosenQueues(
  queues: ReadonlyMap<number, QueueView>,
  chosen: readonly number[],
): readonly QueueView[] {
  if (chosen.length === 0) return [...queues.values()];
  return chosen.flatMap((id) => queues.get(id) ?? []);
}

const present = ({ live }: AgentView): boolean => live.presence !== "offline";
const canTake = ({ live }: AgentView): boolean => live.state === "ready";

/** Who works for several queues is one person. A queue alone knows its own number, also for somebody who does not see the others. */
function people(
  measure: "staffed" | "free",
  views: readonly QueueView[],
  agents: ReadonlyMap<number, AgentView>,
): number {
  const [only] = views;
  if (views.length === 1 && only) return measure === "staffed" ? only.staffed : only.ready;
  const ids = new Set(views.map((view) => view.id));
  let count = 0;
  for (const agent of agents.values())
    if (
      (measure === "staffed" ? present : canTake)(agent) &&
      agent.queues.some((id) => ids.has(id))
    )
      count++;
  return count;
}

/** The states of the strip that count for each; together they are everybody who is signed in. */
const STATES: Partial<Record<BoardMeasure, readonly StateName[]>> = {
  agents_signed_in: ["ready", "ringing", "talking", "hold", "wrap_up", "not_ready"],
  agents_ready: ["ready"],
  agents_handling: ["ringing", "talking", "hold"],
  agents_wrapping_up: ["wrap_up"],
  agents_not_ready: ["not_ready"],
};

/** Whether this person is one of those whom the measure counts; of queues: who works for one of them and is signed in, or free. */
export function countedIn(measure: BoardMeasure, agent: AgentView): boolean {
  if (measure === "staffed") return present(agent);
  if (measure === "free") return canTake(agent);
  return STATES[measure]?.includes(stateName(agent.live.state)) ?? false;
}

/** `since`: microseconds from which a running wait counts; 0 when the number does not run. */
export interface Figure {
  readonly value: number | null;
  readonly since: number;
  /** Of a service level: what the queues want of themselves, weighted by their callers. */
  readonly target: number | null;
  readonly judgement: Judgement;
}

const NO_FIGURE: Figure = { value: null, since: 0, target: null, judgement: "good" };

/** The part of the live state that numbers are made of. */
export type Numbers = Pick<LiveState, "queues" | "agents">;

/** What is asked of the live state. */
export interface Wanted {
  readonly measure: BoardMeasure;
  readonly queues: readonly number[];
  /** The people of the chosen teams; null: everybody. */
  readonly members: ReadonlySet<number> | null;
  readonly thresholds: Thresholds;
  readonly better: Better;
}

/** By the tile's own thresholds. Which way is bad stands with the number's definition; where it says neither there are none. */
export function judgeBy(
  value: number | null,
  { warn, bad }: Thresholds,
  better: Better,
): Judgement {
  if (value === null || better === "neither") return "good";
  const met = (bound: number | null) =>
    bound !== null && (better === "more" ? value < bound : value >= bound);
  if (met(bad)) return "bad";
  return met(warn) ? "warn" : "good";
}

export const hasThresholds = ({ warn, bad }: Thresholds): boolean => warn !== null || bad !== null;

function targetOf(views: readonly QueueView[]): number | null {
  let weight = 0;
  let sum = 0;
  for (const { today, service_level_target: target } of views) {
    const share = Math.max(today.offered, 1);
    weight += share;
    sum += target * share;
  }
  return weight > 0 ? sum / weight : null;
}

const waits = (view: QueueView): boolean => view.waiting > 0 && view.oldest_entered_at > 0;

const WORSE: Readonly<Record<Judgement, number>> = { good: 0, warn: 1, bad: 2 };
const worse = (a: Judgement, b: Judgement): Judgement => (WORSE[b] > WORSE[a] ? b : a);

function longest(wanted: Wanted, views: readonly QueueView[], now: number): Figure {
  let since = 0;
  let own: Judgement = "good";
  for (const view of views) {
    if (!waits(view)) continue;
    if (since === 0 || view.oldest_entered_at < since) since = view.oldest_entered_at;
    const seconds = (now - toMs(view.oldest_entered_at)) / 1000;
    own = worse(own, judgeWait(seconds, view.service_level_seconds));
  }
  const value = since === 0 ? null : Math.max(0, (now - toMs(since)) / 1000);
  const judgement = hasThresholds(wanted.thresholds)
    ? judgeBy(value, wanted.thresholds, wanted.better)
    : own;
  return { value, since, target: null, judgement };
}

function ofQueues(wanted: Wanted, state: Numbers, now: number): Figure {
  const { measure, thresholds, better } = wanted;
  const views = chosenQueues(state.queues, wanted.queues);
  if (views.length === 0) return NO_FIGURE;
  if (measure === "longest_waiting_now") return longest(wanted, views, now);
  const value =
    measure === "waiting"
      ? views.reduce((sum, view) => sum + view.waiting, 0)
      : measure === "staffed" || measure === "free"
        ? people(measure, views, state.agents)
        : ofTally(measure, addUp(views.map((view) => view.today)));
  const target = measure === "service_level" ? targetOf(views) : null;
  const judgement =
    target !== null && !hasThresholds(thresholds)
      ? judgeLevel(value, target)
      : judgeBy(value, thresholds, better);
  return { value, since: 0, target, judgement };
}

/** `now`: milliseconds on the server's clock; only a running wait looks at it. */
export function figureOf(wanted: Wanted, state: Numbers, now: number): Figure {
  if (MEASURES[wanted.measure] !== "agents") return ofQueues(wanted, state, now);
  let value = 0;
  for (const agent of state.agents.values())
    if ((wanted.members?.has(agent.live.id) ?? true) && countedIn(wanted.measure, agent)) value++;
  const judgement = judgeBy(value, wanted.thresholds, wanted.better);
  return { value, since: 0, target: null, judgement };
}

const sameFigure = (a: Figure, b: Figure): boolean =>
  a.since === b.since &&
  a.target === b.target &&
  a.judgement === b.judgement &&
  // A running wait is written by its clock, not drawn.
  (a.value === b.value || (a.since !== 0 && b.since !== 0));

/**
 * The figure of the last call as long as it says the same, so that a delta draws only the tiles whose number it changes. Nothing is
 * added up while neither queues nor people have changed.
 */
export function figureKept(wanted: Wanted): (state: Numbers, now: number) => Figure {
  let seen: Numbers | null = null;
  let at = 0;
  let kept: Figure | null = null;
  const runs = wanted.measure === "longest_waiting_now";
  const agents = MEASURES[wanted.measure] === "agents";
  return (state, now) => {
    const unchanged =
      seen !== null &&
      (agents || seen.queues === state.queues) &&
      (!agents || seen.agents === state.agents) &&
      (wanted.measure === "staffed" || wanted.measure === "free"
        ? seen.agents === state.agents
        : true) &&
      (!runs || at === now);
    if (kept && unchanged) return kept;
    seen = state;
    at = now;
    const next = figureOf(wanted, state, now);
    if (!kept || !sameFigure(kept, next)) kept = next;
    return kept;
  };
}

const NOBODY: ReadonlyMap<number, AgentView> = new Map();
const NO_THRESHOLDS: Thresholds = { warn: null, bad: null };

/** A cell of a table: the same as a number tile over this queue alone, judged by the queue's own goal. */
export const cellOf = (measure: BoardMeasure, view: QueueView, now: number): Figure =>
  ofQueues(
    {
      measure,
      queues: [view.id],
      members: null,
      thresholds: NO_THRESHOLDS,
      better: "neither",
    },
    { queues: new Map([[view.id, view]]), agents: NOBODY },
    now,
  );
