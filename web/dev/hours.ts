/** The invented last hour of everybody, and what an invented engine says of who waits. */
import type { AgentView, QueueView } from "../src/contracts/contracts.gen";
import type { Chance } from "./chance.ts";

const HOUR_MS = 3_600_000;

type Told = [string, number, number | null];

/** Calls with a ring before and wrap-up behind them, some with a hold, until somebody's present state. */
export function agentHours(chance: Chance, agents: readonly AgentView[]) {
  const now = Date.now();
  return agents
    .filter((agent) => agent.live.state !== "offline")
    .map((agent) => {
      const work: Told[] = [];
      const until = Math.min(now, agent.live.state_since / 1000);
      let at = now - HOUR_MS - chance.between(0, 600) * 1000;
      const go = (word: string, seconds: number) => {
        const end = Math.min(until, at + seconds * 1000);
        if (end > at) work.push([word, at, end]);
        at = end;
      };
      while (at < until) {
        go("alerting", chance.between(3, 14));
        go("talking", chance.between(60, 420));
        if (chance.next() < 0.3) go("on_hold", chance.between(20, 80));
        go("wrapping_up", chance.between(15, 90));
        at += chance.between(5, 120) * 1000;
      }
      return { agent: agent.live.id, presence: [["ready", now - 2 * HOUR_MS, null]], work };
    });
}

const named = (id: number, name: string) => ({ id, name });

/** As GET /live/queues/<id>/outlook answers. */
export function outlook(queue: QueueView, agents: readonly AgentView[]) {
  const people = agents.filter((agent) => agent.queues.includes(queue.id)).slice(0, 30);
  const soon = new Date(Date.now() + 12_000).toISOString();
  return {
    at: new Date().toISOString(),
    sentence:
      "Three candidates talk, two are not ready (lunch); ring 2 starts in 12 s and brings four more.",
    queue: named(queue.id, queue.name),
    interaction: queue.waiting > 0 ? `w${queue.id}-0` : null,
    waiting: queue.waiting,
    place: 1,
    stage: 0,
    entered_at: null,
    required_skills: [{ ...named(1, "German"), level: 3 }],
    next_ring: { stage: 1, at: soon, required_skills: [], teams: [named(2, "Hafen")], gains: 4 },
    kept_for: null,
    kept_until: null,
    people_count: people.length,
    people: people.map((agent, index) => ({
      agent: named(agent.live.id, agent.name),
      place: agent.live.state === "ready" ? index + 1 : 0,
      why: agent.live.state === "ready" ? "free" : agent.live.state,
      sentence: agent.live.state.replace("_", " "),
      stage: index < 12 ? 0 : 1,
      level: 1,
      since: null,
      skills: [{ ...named(1, "German"), level: (index % 5) + 1 }],
      lacks: [],
    })),
    next: [],
  };
}
