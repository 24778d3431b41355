/** What everybody did in the last hour: asked for once, then continued by the live state. Independent of React. */
import type { AgentView } from "@/contracts/contracts.gen";
import { stateName, type StateName } from "@/ui/StateShape";
import type { Stretch } from "@/ui/ribbon";

export const HOUR_MS = 3_600_000;

/** As the server tells it: word, beginning and end in milliseconds, end null while it goes on. */
type ToldStretch = readonly [string, number, number | null];
export interface ToldHour {
  readonly agent: number;
  readonly presence: readonly ToldStretch[];
  readonly work: readonly ToldStretch[];
}

const WORDS: Readonly<Record<string, StateName>> = {
  offline: "offline",
  ready: "ready",
  not_ready: "not_ready",
  alerting: "ringing",
  talking: "talking",
  on_hold: "hold",
  wrapping_up: "wrap_up",
  dialling: "ringing",
  consulting: "talking",
  monitoring: "talking",
};

/** From here on, until the next one. */
interface Turn {
  readonly at: number;
  readonly state: StateName;
}

const during = (stretches: readonly ToldStretch[], at: number): StateName | null => {
  const found = stretches.findLast(([, from, to]) => from <= at && (to === null || at < to));
  return found ? (WORDS[found[0]] ?? null) : null;
};

/** One state at each instant: what somebody does, else what they are. */
function turnsOf({ presence, work }: ToldHour): Turn[] {
  const instants = new Set<number>();
  for (const [, from, to] of [...presence, ...work]) {
    instants.add(from);
    if (to !== null) instants.add(to);
  }
  const turns: Turn[] = [];
  for (const at of [...instants].sort((a, b) => a - b)) {
    const state = during(work, at) ?? during(presence, at) ?? "offline";
    if (turns.at(-1)?.state !== state) turns.push({ at, state });
  }
  return turns;
}

/** The last hour of everybody. `observe` is told the live state as often as it changes and looks only at who changed. */
export class Hours {
  #turns = new Map<number, Turn[]>();
  #seen: ReadonlyMap<number, AgentView> = new Map();

  /** History goes before what was seen since the page began. */
  load(told: readonly ToldHour[]): void {
    for (const hour of told) {
      const before = turnsOf(hour);
      const last = before.at(-1);
      const since = (this.#turns.get(hour.agent) ?? []).filter(
        (turn) => !last || turn.at > last.at,
      );
      const first = since[0];
      if (first && last && first.state === last.state) since.shift();
      this.#turns.set(hour.agent, [...before, ...since]);
    }
  }

  observe(agents: ReadonlyMap<number, AgentView>): void {
    if (agents === this.#seen) return;
    for (const [id, agent] of agents) {
      const before = this.#seen.get(id);
      if (before === agent) continue;
      this.#turn(id, agent);
    }
    this.#seen = agents;
  }

  #turn(id: number, { live }: AgentView): void {
    const state = stateName(live.state);
    const turns = this.#turns.get(id);
    if (!turns) {
      this.#turns.set(id, [{ at: live.state_since / 1000, state }]);
      return;
    }
    const last = turns.at(-1);
    if (last?.state === state) return;
    turns.push({ at: Math.max(last?.at ?? 0, live.state_since / 1000), state });
    // Kept: the turn that was in force when the hour began, and all since.
    const begun = (turns.at(-1)?.at ?? 0) - HOUR_MS;
    const first = turns.findLastIndex((turn) => turn.at <= begun);
    if (first > 0) turns.splice(0, first);
  }

  /** In order, without gaps from the first word on; cut to the hour before `now` (milliseconds). */
  stretches(id: number, now: number): Stretch[] {
    const turns = this.#turns.get(id) ?? [];
    const from = now - HOUR_MS;
    return turns.flatMap((turn, index) => {
      const to = Math.min(now, turns[index + 1]?.at ?? now);
      const begun = Math.max(from, turn.at);
      return to <= begun || turn.state === "offline"
        ? []
        : [{ state: turn.state, from: begun, to }];
    });
  }
}

/** Milliseconds in each state, the longest first. */
export function lengths(stretches: readonly Stretch[]): [StateName, number][] {
  const found = new Map<StateName, number>();
  for (const { state, from, to } of stretches)
    if (state !== "flow") found.set(state, (found.get(state) ?? 0) + to - from);
  return [...found].sort((a, b) => b[1] - a[1]);
}

export interface Bar {
  readonly state: StateName;
  readonly x: number;
  readonly width: number;
  /** From the foot upwards, as a share of the row's height. */
  readonly height: number;
}

const HEIGHTS: Readonly<Record<StateName, number>> = {
  talking: 1,
  hold: 1,
  ringing: 1,
  wrap_up: 0.5,
  ready: 0.2,
  not_ready: 0.2,
  waiting: 0.5,
  offline: 0,
};

/** The bars of one ribbon `width` pixels wide, never thinner than `least`: a ring of a few seconds is seen. */
export function bars(
  stretches: readonly Stretch[],
  now: number,
  width: number,
  least: number,
): Bar[] {
  const scale = width / HOUR_MS;
  const begin = now - HOUR_MS;
  return stretches.flatMap(({ state, from, to }): Bar[] =>
    state === "flow"
      ? []
      : [
          {
            state,
            x: Math.min(width - least, (from - begin) * scale),
            width: Math.max(least, (to - from) * scale),
            height: HEIGHTS[state],
          },
        ],
  );
}
