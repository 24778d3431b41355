import { STALE_MS } from "@/contracts/contracts.gen";
import type {
  AgentView,
  CallbackView,
  Colleague,
  Delta,
  Hello,
  InteractionView,
  Me,
  Pulse,
  QueueView,
} from "@/contracts/contracts.gen";

/** What this page knows of the live center. Immutable: parts that did not change keep their identity. */
export interface LiveState {
  readonly me: Me | null;
  readonly queues: ReadonlyMap<number, QueueView>;
  readonly agents: ReadonlyMap<number, AgentView>;
  readonly interactions: ReadonlyMap<string, InteractionView>;
  /** Arranged and not done. */
  readonly callbacks: ReadonlyMap<string, CallbackView>;
  /** Everybody one can ask or transfer to. */
  readonly colleagues: ReadonlyMap<number, Colleague>;
  /** The engine runs and is heard. */
  readonly engine: boolean;
  /** The telephone system is reachable. */
  readonly pbx: boolean;
  /** Milliseconds since 1970 on the server's clock up to which all this is known to be true; 0 before the first word. */
  readonly freshAt: number;
}

export const EMPTY: LiveState = {
  me: null,
  queues: new Map(),
  agents: new Map(),
  interactions: new Map(),
  callbacks: new Map(),
  colleagues: new Map(),
  engine: false,
  pbx: false,
  freshAt: 0,
};

/** The wire speaks microseconds, the browser milliseconds. */
export const toMs = (instant: number): number => instant / 1000;

const byId = <Key, View>(views: readonly View[], key: (view: View) => Key): Map<Key, View> =>
  new Map(views.map((view) => [key(view), view]));

function merge<Key, View>(
  before: ReadonlyMap<Key, View>,
  changed: readonly View[],
  gone: readonly Key[],
  key: (view: View) => Key,
): ReadonlyMap<Key, View> {
  if (changed.length === 0 && gone.length === 0) return before;
  const after = new Map(before);
  for (const view of changed) after.set(key(view), view);
  for (const id of gone) after.delete(id);
  return after;
}

const queueId = (view: QueueView): number => view.id;
const agentId = (view: AgentView): number => view.live.id;
const callbackId = (view: CallbackView): string => view.live.id;
const colleagueId = (view: Colleague): number => view.id;
const interactionId = (view: InteractionView): string => view.live.id;

/** Applies one message of the server. A hello replaces everything, a delta merges, a pulse only says how fresh it is. */
export function applyMessage(state: LiveState, message: Hello | Delta | Pulse): LiveState {
  const freshAt = toMs(message.fresh_at);
  switch (message.kind) {
    case "hello":
      return {
        me: message.me,
        queues: byId(message.queues, queueId),
        agents: byId(message.agents, agentId),
        interactions: byId(message.interactions, interactionId),
        callbacks: byId(message.callbacks, callbackId),
        colleagues: byId(message.colleagues, colleagueId),
        engine: message.engine,
        pbx: message.pbx,
        freshAt,
      };
    case "delta":
      return {
        ...state,
        queues: merge(state.queues, message.queues, message.gone_queues, queueId),
        agents: merge(state.agents, message.agents, message.gone_agents, agentId),
        interactions: merge(
          state.interactions,
          message.interactions,
          message.gone_interactions,
          interactionId,
        ),
        callbacks: merge(state.callbacks, message.callbacks, message.gone_callbacks, callbackId),
        colleagues: merge(
          state.colleagues,
          message.colleagues,
          message.gone_colleagues,
          colleagueId,
        ),
        freshAt,
      };
    case "pulse":
      return { ...state, engine: message.engine, pbx: message.pbx, freshAt };
  }
}

/** Seconds since these numbers were last known to be true; null before the first word. `now` on the server's clock. */
export const ageSeconds = (state: LiveState, now: number): number | null =>
  state.freshAt === 0 ? null : Math.max(0, (now - state.freshAt) / 1000);

/** Stale numbers are struck through; alarms stay as they were. */
export const isStale = (state: Pick<LiveState, "freshAt">, now: number): boolean =>
  state.freshAt === 0 || now - state.freshAt > STALE_MS;
