import { describe, expect, it } from "vitest";
import { agentView, queueView } from "@/live/samples";
import {
  agentDetail,
  countShapes,
  countsKept,
  countStates,
  judgeLevel,
  judgeWait,
  orderByName,
  orderByTrouble,
  queueRow,
  rosterKept,
  rowsPerColumn,
  signedIn,
  totalsOf,
} from "./wallboard.model";

const NOW = 1_800_000_000_000;
const us = (ms: number) => ms * 1000;
const day = queueView(1).today;

describe("a queue on the wall", () => {
  it("waits as long as its oldest caller, on the server's clock", () => {
    const view = queueView(1, { waiting: 2, oldest_entered_at: us(NOW - 156_000) });
    expect(queueRow(view, NOW)).toMatchObject({ longest: 156, wait: "warn" });
  });
  it("has no longest wait when nobody waits", () => {
    expect(queueRow(queueView(1), NOW).longest).toBeNull();
  });
  it("never waits less than nothing when the clocks disagree", () => {
    const view = queueView(1, { waiting: 1, oldest_entered_at: us(NOW + 900) });
    expect(queueRow(view, NOW).longest).toBe(0);
  });
});

it("judges a wait by the queue's own service-level time", () => {
  expect([119, 120, 179, 180].map((seconds) => judgeWait(seconds, 20))).toEqual([
    "good",
    "warn",
    "warn",
    "bad",
  ]);
  expect(judgeWait(180, 60)).toBe("good");
});

it("judges a service level by its distance to the target, and no value not at all", () => {
  expect([0.8, 0.799, 0.75, 0.749, null].map((level) => judgeLevel(level, 0.8))).toEqual([
    "good",
    "warn",
    "warn",
    "bad",
    "good",
  ]);
});

it("sorts by trouble, then by name, and puts a queue without callers last", () => {
  const rows = [
    queueView(1, { name: "Alpha" }),
    queueView(2, { name: "Gas", today: { ...day, offered: 5 } }),
    queueView(3, { name: "Beta", today: { ...day, offered: 5 } }),
    queueView(4, {
      name: "Zeta",
      today: { ...day, offered: 9 },
      metrics: { service_level: 0.61, abandonment_rate: null, asa: null },
    }),
    queueView(5, { name: "Wait", waiting: 1, oldest_entered_at: us(NOW - 130_000) }),
  ].map((view) => queueRow(view, NOW));
  expect(orderByTrouble(rows)).toEqual([4, 5, 3, 2, 1]);
});

describe("the totals", () => {
  it("add counters before they divide: the worked example of the metric contract", () => {
    const half = {
      ...day,
      offered: 530,
      answered: 500,
      answered_in_time: 430,
      abandoned: 30,
      abandoned_in_time: 10,
    };
    const rows = [1, 2].map((id) => queueRow(queueView(id, { today: half }), NOW));
    const totals = totalsOf(rows);
    expect(totals.serviceLevel).toBeCloseTo(860 / 1040, 10);
    expect(totals).toMatchObject({ target: 0.8, level: "good" });
  });
  it("have no service level before the first call", () => {
    expect(totalsOf([queueRow(queueView(1), NOW)])).toMatchObject({
      serviceLevel: null,
      worst: null,
      level: "good",
    });
  });
  it("name the queue with the longest wait", () => {
    const rows = [30_000, 90_000].map((ms, index) =>
      queueRow(queueView(index + 1, { waiting: 2, oldest_entered_at: us(NOW - ms) }), NOW),
    );
    expect(totalsOf(rows)).toMatchObject({ waiting: 4, waitingQueues: 2, worst: rows[1] });
  });
});

describe("agents", () => {
  const ready = agentView(1, {}, { name: "Zoe", queues: [2, 9] });
  const away = agentView(2, { state: "not_ready", reason: "lunch" }, { name: "Anna" });
  const gone = agentView(3, { state: "offline" }, { name: "Ben" });
  const talks = agentView(
    4,
    { state: "on_hold" },
    { name: "Anna", queue_name: "Billing DE", caller: "Holm" },
  );
  const all = new Map([ready, away, gone, talks].map((agent) => [agent.live.id, agent]));

  it("are counted by state, and signed in unless offline", () => {
    const counts = countStates(all.values());
    expect(counts).toMatchObject({ ready: 1, not_ready: 1, offline: 1, on_hold: 1, talking: 0 });
    expect(signedIn(counts)).toBe(3);
  });
  it("keep their place by name, whatever they do", () => {
    expect(orderByName(all.values())).toEqual([2, 4, 3, 1]);
  });
  it("have a roster that does not change with a state", () => {
    const roster = rosterKept(true);
    const before = roster(all);
    expect(before).toEqual([2, 4, 3, 1]);
    const changed = new Map(all).set(1, agentView(1, { state: "talking" }, { name: "Zoe" }));
    expect(roster(changed)).toBe(before);
    expect(roster(new Map([[1, ready]]))).toEqual([1]);
    expect(roster(new Map([[1, { ...ready, name: "Zora" }]]))).not.toBe(before);
  });
  it("leave the roster of the wall when they go offline, and come back to it", () => {
    const roster = rosterKept(false);
    expect(roster(all)).toEqual([2, 4, 1]);
    const back = new Map(all).set(3, agentView(3, {}, { name: "Ben" }));
    expect(roster(back)).toEqual([2, 4, 3, 1]);
    expect(roster(all)).toEqual([2, 4, 1]);
  });
  it("are one entry of the strip where their states are drawn alike", () => {
    const counts = { ...countStates(all.values()), talking: 2, consulting: 1 };
    const shapes = countShapes(counts);
    expect(shapes.get("talking")).toBe(3);
    expect([...shapes.keys()]).toEqual([...new Set(shapes.keys())]);
    expect([...shapes.values()].reduce((a, b) => a + b)).toBe(signedIn(counts) + 1);
  });
  it("are counted anew only when a count changes", () => {
    const counts = countsKept();
    const before = counts(all);
    const other = new Map(all).set(4, { ...talks, caller: "+49405550199" });
    expect(counts(other)).toBe(before);
    expect(counts(new Map(all).set(1, away))).toMatchObject({ ready: 0, not_ready: 2 });
  });
  it("stand in as many columns as there is room for", () => {
    expect(rowsPerColumn(10, 0)).toBe(10);
    expect(rowsPerColumn(10, 320)).toBe(10);
    expect(rowsPerColumn(11, 640)).toBe(6);
  });
  it("say for what they are free, with whom they talk, or why they are away", () => {
    const queues = new Map([[2, queueView(2, { name: "Gas" })]]);
    expect(agentDetail(ready, queues)).toEqual({ kind: "free", queues: ["Gas"] });
    expect(agentDetail(talks, queues)).toEqual({
      kind: "work",
      queue: "Billing DE",
      caller: "Holm",
    });
    expect(agentDetail(away, queues)).toEqual({ kind: "away", reason: "lunch" });
    expect(agentDetail(gone, queues)).toEqual({ kind: "none" });
  });
});
