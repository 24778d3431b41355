import { describe, expect, it } from "vitest";
import type { BoardMeasure, Thresholds } from "@/contracts/contracts.gen";
import { agentView, queueView } from "@/live/samples";
import { cellOf, figureKept, figureOf, judgeBy, type Numbers, type Wanted } from "./figures.model";

const NOW = 1_800_000_000_000;
const us = (ms: number) => ms * 1000;
const NONE: Thresholds = { warn: null, bad: null };

const wanted = (measure: BoardMeasure, part: Partial<Wanted> = {}): Wanted => ({
  measure,
  queues: [],
  members: null,
  thresholds: NONE,
  better: "neither",
  ...part,
});

const center = (part: Partial<Numbers> = {}): Numbers => ({
  queues: new Map(),
  agents: new Map(),
  ...part,
});

const day = queueView(1).today;
const one = queueView(1, {
  waiting: 2,
  oldest_entered_at: us(NOW - 130_000),
  staffed: 2,
  ready: 1,
  today: {
    ...day,
    offered: 10,
    answered: 8,
    answered_in_time: 4,
    abandoned: 2,
    answered_wait: 80e6,
  },
});
const two = queueView(2, {
  waiting: 1,
  oldest_entered_at: us(NOW - 10_000),
  staffed: 1,
  today: {
    ...day,
    offered: 100,
    answered: 90,
    answered_in_time: 90,
    abandoned: 10,
    abandoned_in_time: 10,
  },
});
const agents = new Map(
  [
    agentView(1, { state: "ready" }, { queues: [1, 2] }),
    agentView(2, { state: "talking" }, { queues: [1] }),
    agentView(3, { state: "offline", presence: "offline" }, { queues: [2] }),
    agentView(4, { state: "not_ready", presence: "not_ready" }),
  ].map((agent) => [agent.live.id, agent]),
);
const both = center({ queues: new Map([one, two].map((view) => [view.id, view])), agents });

describe("a number", () => {
  it("adds counters before it divides", () => {
    expect(figureOf(wanted("service_level"), both, NOW).value).toBeCloseTo(94 / 100, 10);
    expect(figureOf(wanted("asa"), both, NOW).value).toBeCloseTo(80 / 98, 10);
    expect(figureOf(wanted("offered"), both, NOW).value).toBe(110);
  });
  it("is of the chosen queues, and of none when they are gone", () => {
    expect(figureOf(wanted("waiting", { queues: [2] }), both, NOW).value).toBe(1);
    expect(figureOf(wanted("waiting", { queues: [2, 9] }), both, NOW).value).toBe(1);
    expect(figureOf(wanted("waiting", { queues: [9] }), both, NOW).value).toBeNull();
  });
  it("counts somebody who works for two queues once", () => {
    expect(figureOf(wanted("staffed"), both, NOW).value).toBe(2);
    expect(figureOf(wanted("free"), both, NOW).value).toBe(1);
    expect(figureOf(wanted("staffed", { queues: [1] }), both, NOW).value).toBe(2);
  });
  it("is of everybody, or of the people of the chosen teams", () => {
    expect(figureOf(wanted("agents_signed_in"), both, NOW).value).toBe(3);
    expect(figureOf(wanted("agents_not_ready"), both, NOW).value).toBe(1);
    const members = new Set([2, 3]);
    expect(figureOf(wanted("agents_signed_in", { members }), both, NOW).value).toBe(1);
    expect(figureOf(wanted("agents_handling", { members }), both, NOW).value).toBe(1);
  });
  it("has no value before there was a call, which is not nought", () => {
    const quiet = center({ queues: new Map([[1, queueView(1)]]) });
    expect(figureOf(wanted("service_level"), quiet, NOW)).toMatchObject({
      value: null,
      judgement: "good",
    });
    expect(figureOf(wanted("longest_waiting_now"), quiet, NOW)).toMatchObject({
      value: null,
      since: 0,
    });
  });
});

describe("whether somebody should look", () => {
  it("goes by the direction that stands with the number", () => {
    const bounds = { warn: 5, bad: 10 };
    expect([4, 5, 10].map((value) => judgeBy(value, bounds, "less"))).toEqual([
      "good",
      "warn",
      "bad",
    ]);
    const falling = { warn: 0.8, bad: 0.7 };
    expect([0.8, 0.79, 0.7, 0.69].map((value) => judgeBy(value, falling, "more"))).toEqual([
      "good",
      "warn",
      "warn",
      "bad",
    ]);
  });
  it("is never said of a number of which neither is better, or of none", () => {
    expect(judgeBy(2, { warn: 5, bad: 3 }, "neither")).toBe("good");
    expect(judgeBy(null, { warn: 5, bad: 3 }, "less")).toBe("good");
  });
  it("is the queue's own goal when the tile has none", () => {
    expect(figureOf(wanted("service_level", { queues: [1] }), both, NOW)).toMatchObject({
      value: 0.4,
      target: 0.8,
      judgement: "bad",
    });
    expect(figureOf(wanted("longest_waiting_now"), both, NOW).judgement).toBe("warn");
    const thresholds = { warn: null, bad: 200 };
    expect(
      figureOf(wanted("longest_waiting_now", { thresholds, better: "less" }), both, NOW).judgement,
    ).toBe("good");
    expect(cellOf("service_level", one, NOW).judgement).toBe("bad");
  });
});

describe("what is drawn anew", () => {
  it("is nothing as long as the number says the same", () => {
    const kept = figureKept(wanted("service_level", { queues: [1] }));
    const before = kept(both, NOW);
    const other = { ...both, queues: new Map(both.queues).set(2, { ...two, waiting: 7 }) };
    expect(kept(other, NOW)).toBe(before);
    expect(kept({ ...other, agents: new Map() }, NOW)).toBe(before);
  });
  it("is the tile whose number changed", () => {
    const kept = figureKept(wanted("waiting"));
    const before = kept(both, NOW);
    const other = { ...both, queues: new Map(both.queues).set(2, { ...two, waiting: 7 }) };
    expect(kept(other, NOW)).not.toBe(before);
    expect(kept(other, NOW).value).toBe(9);
  });
  it("is a running wait only when it is judged otherwise or another caller waits longest", () => {
    const kept = figureKept(wanted("longest_waiting_now"));
    const before = kept(both, NOW);
    expect(kept(both, NOW + 1000)).toBe(before);
    expect(kept(both, NOW + 60_000)).toMatchObject({ judgement: "bad", since: before.since });
  });
  it("is one tile of fifty when five hundred people work and one queue changes", () => {
    const queues = new Map(
      Array.from({ length: 50 }, (_, id) => [id, queueView(id, { waiting: 1 })]),
    );
    const people = new Map(
      Array.from({ length: 500 }, (_, id) => [id, agentView(id, {}, { queues: [id % 50] })]),
    );
    const tiles = [...queues.keys()].map((id) => figureKept(wanted("waiting", { queues: [id] })));
    let state: Numbers = { queues, agents: people };
    const first = tiles.map((kept) => kept(state, NOW));
    let draws = 0;
    for (let delta = 0; delta < 100; delta++) {
      // Somebody changes their state in each delta; in every tenth a caller comes to the seventh queue.
      state = {
        queues:
          delta % 10 === 0
            ? new Map(state.queues).set(7, queueView(7, { waiting: delta }))
            : state.queues,
        agents: new Map(state.agents).set(delta, agentView(delta, { state: "talking" })),
      };
      tiles.forEach((kept, index) => {
        const next = kept(state, NOW);
        if (next !== first[index]) draws++;
        first[index] = next;
      });
    }
    expect(draws).toBe(10);
  });
});
