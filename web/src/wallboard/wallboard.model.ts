/** What the wallboard says, decided without React. Instants are milliseconds on the server's clock unless named otherwise. */
import type { AgentState, AgentView, QueueView } from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";
import { stateName, type Judgement, type StateName } from "@/ui/StateShape";

/** A wait is looked at from six, and bad from nine times the queue's service-level time. */
const WAIT_WARN_FACTOR = 6;
export const WAIT_BAD_FACTOR = 9;
/** Up to five points below target somebody should look; further below it is bad. */
const LEVEL_WARN_POINTS = 0.05;
/** Rows may change places this often, so that a finger on the screen still points at the same queue. */
export const ORDER_SECONDS = 10;

export function judgeWait(seconds: number, serviceLevelSeconds: number): Judgement {
  if (seconds >= serviceLevelSeconds * WAIT_BAD_FACTOR) return "bad";
  return seconds >= serviceLevelSeconds * WAIT_WARN_FACTOR ? "warn" : "good";
}

export function judgeLevel(level: number | null, target: number): Judgement {
  if (level === null || level >= target) return "good";
  return level >= target - LEVEL_WARN_POINTS ? "warn" : "bad";
}

export interface QueueRow {
  view: QueueView;
  /** Seconds of the longest waiting caller; null when nobody waits. */
  longest: number | null;
  wait: Judgement;
  level: Judgement;
}

export function queueRow(view: QueueView, now: number): QueueRow {
  const waits = view.waiting > 0 && view.oldest_entered_at > 0;
  const longest = waits ? Math.max(0, (now - toMs(view.oldest_entered_at)) / 1000) : null;
  return {
    view,
    longest,
    wait: longest === null ? "good" : judgeWait(longest, view.service_level_seconds),
    level: judgeLevel(view.metrics.service_level, view.service_level_target),
  };
}

const TROUBLE: Record<Judgement, number> = { good: 0, warn: 1, bad: 2 };

/** 0 to 4: who should be looked at first. */
const trouble = (row: QueueRow): number => TROUBLE[row.wait] + TROUBLE[row.level];

/** Most trouble first, then the longest wait, then by name; a queue without a day (closed, new) comes last. */
export function orderByTrouble(rows: readonly QueueRow[]): number[] {
  const idle = (row: QueueRow) => row.view.today.offered === 0 && row.view.waiting === 0;
  return [...rows]
    .sort(
      (a, b) =>
        Number(idle(a)) - Number(idle(b)) ||
        trouble(b) - trouble(a) ||
        (trouble(a) > 0 ? (b.longest ?? 0) - (a.longest ?? 0) : 0) ||
        a.view.name.localeCompare(b.view.name),
    )
    .map((row) => row.view.id);
}

export interface Totals {
  waiting: number;
  /** How many queues somebody waits in. */
  waitingQueues: number;
  worst: QueueRow | null;
  /** null: no value. */
  serviceLevel: number | null;
  /** One target when all queues share it, else the mean weighted by their callers. */
  target: number;
  level: Judgement;
}

/** The default service level of metrics.md over all queues: the counters add up, ratios do not. */
export function totalsOf(rows: readonly QueueRow[]): Totals {
  let waiting = 0;
  let waitingQueues = 0;
  let inTime = 0;
  let counted = 0;
  let weight = 0;
  let targets = 0;
  let worst: QueueRow | null = null;
  for (const row of rows) {
    const { today } = row.view;
    waiting += row.view.waiting;
    if (row.view.waiting > 0) waitingQueues++;
    inTime += today.answered_in_time;
    counted += today.answered + today.abandoned - today.abandoned_in_time;
    const share = Math.max(today.offered, 1);
    weight += share;
    targets += row.view.service_level_target * share;
    if (row.longest !== null && row.longest > (worst?.longest ?? -1)) worst = row;
  }
  const serviceLevel = counted > 0 ? inTime / counted : null;
  const target = weight > 0 ? targets / weight : 0;
  return {
    waiting,
    waitingQueues,
    worst,
    serviceLevel,
    target,
    level: judgeLevel(serviceLevel, target),
  };
}

const STATE_ORDER: readonly AgentState[] = [
  "ready",
  "ringing",
  "talking",
  "on_hold",
  "dialling",
  "consulting",
  "monitoring",
  "reconnecting",
  "wrapping_up",
  "not_ready",
  "offline",
];

export type StateCounts = Readonly<Record<AgentState, number>>;

export function countStates(agents: Iterable<AgentView>): StateCounts {
  const counts: Record<AgentState, number> = {
    ready: 0,
    ringing: 0,
    talking: 0,
    on_hold: 0,
    dialling: 0,
    consulting: 0,
    monitoring: 0,
    reconnecting: 0,
    wrapping_up: 0,
    not_ready: 0,
    offline: 0,
  };
  for (const agent of agents) counts[agent.live.state]++;
  return counts;
}

/** From the left of the strip to its right: agents by what is drawn for their state, as several states are drawn alike. */
export function countShapes(counts: StateCounts): ReadonlyMap<StateName, number> {
  const shapes = new Map<StateName, number>();
  for (const state of STATE_ORDER) {
    const shape = stateName(state);
    shapes.set(shape, (shapes.get(shape) ?? 0) + counts[state]);
  }
  return shapes;
}

export const signedIn = (counts: StateCounts): number =>
  STATE_ORDER.reduce((sum, state) => sum + (state === "offline" ? 0 : counts[state]), 0);

/** The counts of the last call as long as they say the same: a changed caller or queue is no other count. */
export function countsKept(): (agents: ReadonlyMap<number, AgentView>) => StateCounts {
  let seen: ReadonlyMap<number, AgentView> | null = null;
  let kept: StateCounts | null = null;
  return (agents) => {
    if (kept && agents === seen) return kept;
    seen = agents;
    const counts = countStates(agents.values());
    const before = kept;
    if (!before || STATE_ORDER.some((state) => before[state] !== counts[state])) kept = counts;
    return kept ?? counts;
  };
}

/** Who is there, by name; a place never depends on the state, so that rows change where they are. */
export function orderByName(agents: Iterable<AgentView>): number[] {
  return [...agents]
    .sort((a, b) => a.name.localeCompare(b.name) || a.live.id - b.live.id)
    .map((agent) => agent.live.id);
}

/** The roster of the last call until somebody comes, goes or is renamed. The wall screen has no room for those who are away from work. */
export function rosterKept(
  withOffline: boolean,
): (agents: ReadonlyMap<number, AgentView>) => readonly number[] {
  let seen: ReadonlyMap<number, AgentView> | null = null;
  let names = new Map<number, string>();
  let roster: readonly number[] = [];
  const shown = (agent: AgentView) => withOffline || agent.live.state !== "offline";
  const same = (agents: ReadonlyMap<number, AgentView>): boolean => {
    let count = 0;
    for (const [id, agent] of agents) {
      if (!shown(agent)) continue;
      if (names.get(id) !== agent.name) return false;
      count++;
    }
    return count === names.size;
  };
  return (agents) => {
    if (agents === seen || (seen && same(agents))) {
      seen = agents;
      return roster;
    }
    seen = agents;
    const present = [...agents.values()].filter(shown);
    names = new Map(present.map((agent) => [agent.live.id, agent.name]));
    roster = orderByName(present);
    return roster;
  };
}

/** The least width of a person's row in CSS pixels, with the gap to the next column. */
const COLUMN_MIN = 320;

/** How many rows stand below each other before the next column begins. */
export const rowsPerColumn = (count: number, width: number): number =>
  Math.ceil(count / Math.max(1, Math.floor(width / COLUMN_MIN)));

export type AgentDetail =
  | { kind: "work"; queue: string; caller: string }
  | { kind: "free"; queues: readonly string[] }
  | { kind: "away"; reason: string }
  | { kind: "none" };

/** What stands beside the clock: with whom and where, for what one is free, or why one is away. */
export function agentDetail(agent: AgentView, queues: ReadonlyMap<number, QueueView>): AgentDetail {
  switch (agent.live.state) {
    case "ringing":
    case "talking":
    case "on_hold":
    case "dialling":
    case "consulting":
    case "monitoring":
    case "reconnecting":
    case "wrapping_up":
      return { kind: "work", queue: agent.queue_name, caller: agent.caller };
    case "ready":
      return {
        kind: "free",
        queues: agent.queues.flatMap((id) => queues.get(id)?.name ?? []),
      };
    case "not_ready":
      return { kind: "away", reason: agent.live.reason };
    case "offline":
      return { kind: "none" };
  }
}
