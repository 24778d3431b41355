/** The live side of the invented center: queues fill and empty, agents work, deltas and pulses go out. */
import type {
  AgentState,
  AgentView,
  Hello,
  InteractionView,
  QueueView,
  ServerMessage,
} from "../src/contracts/contracts.gen";
import { agentView, interactionView, queueView } from "../src/live/samples.ts";
import type { Chance } from "./chance.ts";
import { AGENT_NAMES, CALLER_NAMES, QUEUES } from "./names.ts";

const us = (ms: number): number => Math.round(ms * 1000);

const STATES: readonly AgentState[] = [
  ...Array<AgentState>(34).fill("talking"),
  ...Array<AgentState>(7).fill("ready"),
  ...Array<AgentState>(3).fill("ringing"),
  ...Array<AgentState>(4).fill("on_hold"),
  ...Array<AgentState>(7).fill("wrapping_up"),
  ...Array<AgentState>(9).fill("not_ready"),
  ...Array<AgentState>(8).fill("offline"),
];

/** Where the picture of the wallboard stands: offered, answered in time, answered, abandoned after and within T. */
const DAYS: readonly (readonly number[])[] = [
  [462, 274, 364, 85, 4, 9, 278],
  [632, 460, 582, 23, 22, 5, 156],
  [306, 262, 294, 4, 7, 1, 48],
  [149, 134, 146, 1, 1, 1, 31],
  [93, 87, 92, 1, 0, 0, 0],
  [71, 58, 66, 2, 3, 0, 0],
  [43, 41, 42, 1, 0, 1, 12],
  [0, 0, 0, 0, 0, 0, 0],
];

export class LiveCenter {
  readonly queues: QueueView[];
  readonly agents: AgentView[];
  readonly interactions: InteractionView[];
  /** While true, no pulse and no delta leaves, as if the center had stopped. */
  stalled = false;

  constructor(
    private readonly chance: Chance,
    agents: number,
  ) {
    this.queues = QUEUES.map((queue, index) => this.#queue(index, queue));
    this.agents = Array.from({ length: agents }, (_, index) => this.#agent(index));
    this.interactions = this.queues.flatMap((queue) =>
      Array.from({ length: queue.waiting }, (_, index) => this.#waiting(queue, index)),
    );
  }

  #queue(index: number, [name, target, seconds]: (typeof QUEUES)[number]): QueueView {
    const [offered = 0, inTime = 0, answered = 0, late = 0, early = 0, waiting = 0, longest = 0] =
      DAYS[index] ?? [];
    const base = queueView(index + 1);
    const counted = answered + late;
    return {
      ...base,
      name,
      waiting,
      oldest_entered_at: waiting > 0 ? us(Date.now() - longest * 1000) : 0,
      today: {
        ...base.today,
        offered,
        answered,
        answered_in_time: inTime,
        abandoned: late + early,
        abandoned_in_time: early,
        short_abandons: Math.floor(early / 2),
        answered_wait: us(answered * 14_000),
        longest_wait: us(Math.max(longest, 190) * 1000),
      },
      metrics: {
        service_level: counted > 0 ? inTime / counted : null,
        abandonment_rate: offered > 0 ? late / offered : null,
        asa: answered > 0 ? us(14_000) : null,
      },
      service_level_seconds: seconds,
      service_level_target: target,
      staffed: [21, 18, 9, 5, 4, 3, 4, 0][index] ?? 0,
      ready: index === 0 ? 0 : index === 7 ? 0 : 1,
    };
  }

  #agent(index: number): AgentView {
    const state = this.chance.of(STATES);
    const view = agentView(index + 1);
    const name = AGENT_NAMES[index % AGENT_NAMES.length] ?? "";
    const queue = this.chance.between(1, 7);
    const named = index < AGENT_NAMES.length ? name : `${name} ${Math.floor(index / 64) + 1}`;
    return this.#in({ ...view, name: named, queues: [queue, (queue % 7) + 1] }, state);
  }

  #in(agent: AgentView, state: AgentState): AgentView {
    const busy = ["ringing", "talking", "on_hold", "wrapping_up"].includes(state);
    const seconds = state === "ringing" ? 9 : state === "wrapping_up" ? 50 : 900;
    const queue = this.queues.find((view) => view.id === agent.queues[0]);
    return {
      ...agent,
      queue_name: busy ? (queue?.name ?? "") : "",
      caller: busy && state !== "ringing" ? this.chance.of(CALLER_NAMES) : "",
      live: {
        ...agent.live,
        presence: state === "offline" ? "offline" : state === "not_ready" ? "not_ready" : "ready",
        reason:
          state === "not_ready" ? this.chance.of(["break", "lunch", "training", "missed"]) : "",
        state,
        state_since: us(Date.now() - this.chance.between(1, seconds) * 1000),
      },
    };
  }

  #waiting(queue: QueueView, index: number): InteractionView {
    return interactionView(
      `w${queue.id}-${index}`,
      {
        queue: queue.id,
        caller_name: this.chance.of(CALLER_NAMES),
        queued_at: queue.oldest_entered_at + us(index * 20_000),
      },
      { queue_name: queue.name },
    );
  }

  hello(): Hello {
    return {
      kind: "hello",
      server_at: us(Date.now()),
      fresh_at: us(Date.now()),
      engine: true,
      pbx: true,
      me: { user: 1, name: "Jonas Reuter", role: "administrator", agent: null, permissions: [] },
      queues: this.queues,
      agents: this.agents,
      interactions: this.interactions,
      callbacks: [],
      colleagues: [],
    };
  }

  pulse(): ServerMessage {
    const now = us(Date.now());
    return { kind: "pulse", server_at: now, fresh_at: now, engine: true, pbx: true };
  }

  /** A little life: `count` agents change, one queue takes or loses a caller. */
  step(count: number): ServerMessage {
    const changed: AgentView[] = [];
    for (let turn = 0; turn < count; turn++) {
      const index = this.chance.between(0, this.agents.length - 1);
      const agent = this.agents[index];
      if (!agent) continue;
      const next = this.#in(agent, this.chance.of(STATES));
      next.live.state_since = us(Date.now());
      this.agents[index] = next;
      changed.push(next);
    }
    const at = this.chance.between(0, 6);
    const queue = this.queues[at];
    const queues = queue ? [this.#moved(queue)] : [];
    if (queues[0]) this.queues[at] = queues[0];
    return {
      kind: "delta",
      fresh_at: us(Date.now()),
      queues,
      agents: changed,
      interactions: [],
      gone_queues: [],
      gone_agents: [],
      gone_interactions: [],
      callbacks: [],
      gone_callbacks: [],
      colleagues: [],
      gone_colleagues: [],
    };
  }

  #moved(queue: QueueView): QueueView {
    const joins = this.chance.next() < 0.5;
    const waiting = Math.max(queue.id === 1 ? 6 : 0, queue.waiting + (joins ? 1 : -1));
    return {
      ...queue,
      waiting,
      oldest_entered_at: waiting === 0 ? 0 : queue.oldest_entered_at || us(Date.now()),
      today: { ...queue.today, offered: queue.today.offered + (joins ? 1 : 0) },
    };
  }
}
