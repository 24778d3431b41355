import type { LiveInteraction } from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";
import type { Stretch, StretchState } from "@/ui";

/** The way of one caller so far, to scale. Grows with every version of the interaction that arrives. */
export interface Trail {
  readonly interaction: string;
  readonly stretches: readonly Stretch[];
  /** The stretch that still runs. */
  readonly current: { readonly state: StretchState; readonly from: number } | null;
}

interface Moment {
  state: StretchState | null;
  from: number;
}

function momentOf(live: LiveInteraction): Moment {
  if (live.wrapping_up.length > 0 || live.phase === "ended")
    return { state: null, from: toMs(live.phase_since) };
  if (live.held_since > 0) return { state: "hold", from: toMs(live.held_since) };
  switch (live.phase) {
    case "arrived":
    case "in_flow":
      return { state: "flow", from: toMs(live.arrived_at) };
    case "waiting":
      return { state: "waiting", from: toMs(live.phase_since) };
    case "offered":
    case "dialling":
      return { state: "ringing", from: toMs(live.phase_since) };
    case "connected":
    case "transferred":
      return { state: "talking", from: toMs(live.phase_since) };
  }
}

/** What must have happened before the first version that this page saw. */
function before(live: LiveInteraction, moment: Moment): Stretch[] {
  const arrived = toMs(live.arrived_at);
  const queued = toMs(live.queued_at);
  const connected = toMs(live.connected_at);
  const found: Stretch[] = [];
  const push = (state: StretchState, from: number, to: number) => {
    if (to > from) found.push({ state, from, to });
  };
  if (moment.state === "flow") return found;
  push("flow", arrived, queued > 0 ? queued : moment.from);
  if (queued > 0) push("waiting", queued, connected > 0 ? connected : moment.from);
  if (connected > 0 && moment.state !== "talking") push("talking", connected, moment.from);
  return found;
}

/** `now` on the server's clock: where a hold ended that nobody dated. */
export function grow(trail: Trail | null, live: LiveInteraction, now: number): Trail {
  const moment = momentOf(live);
  if (trail?.interaction !== live.id) {
    return {
      interaction: live.id,
      stretches: before(live, moment),
      current: moment.state && { state: moment.state, from: moment.from },
    };
  }
  const { current } = trail;
  if (current?.state === (moment.state ?? undefined)) return trail;
  // After a hold the phase is as old as the connect; the stretch begins now.
  const from = current?.state === "hold" && moment.state === "talking" ? now : moment.from;
  const closed = current && from > current.from ? [{ ...current, to: from }] : [];
  return {
    interaction: live.id,
    stretches: [...trail.stretches, ...closed],
    current: moment.state && { state: moment.state, from },
  };
}

/** All stretches up to now. */
export const stretchesUntil = (trail: Trail, now: number): readonly Stretch[] =>
  trail.current ? [...trail.stretches, { ...trail.current, to: now }] : trail.stretches;
