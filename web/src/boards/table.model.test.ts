import { describe, expect, it } from "vitest";
import type { AlarmView } from "@/contracts/contracts.gen";
import { agentView, interactionView, queueView } from "@/live/samples";
import {
  alarmsOf,
  orderKept,
  peopleKept,
  rowKept,
  teamCountsKept,
  waitingKept,
} from "./table.model";

const NOW = 1_800_000_000_000;
const us = (ms: number) => ms * 1000;
const calm = queueView(1, { name: "Alpha", today: { ...queueView(1).today, offered: 3 } });
const hot = queueView(2, { name: "Beta", waiting: 1, oldest_entered_at: us(NOW - 170_000) });
const queues = new Map([calm, hot].map((view) => [view.id, view]));

describe("a table", () => {
  it("has the queue in trouble first, or all by name", () => {
    expect(orderKept([], true)(queues, NOW)).toEqual([2, 1]);
    expect(orderKept([], false)(queues, NOW)).toEqual([1, 2]);
    expect(orderKept([2, 9], true)(queues, NOW)).toEqual([2]);
  });
  it("keeps its order for some seconds, and is the same order while it says the same", () => {
    const order = orderKept([], true);
    const before = order(queues, NOW);
    const quiet = new Map(queues).set(2, { ...hot, waiting: 0, oldest_entered_at: 0 });
    expect(order(quiet, NOW + 1000)).toBe(before);
    expect(order(quiet, NOW + 11_000)).toEqual([1, 2]);
    expect(order(new Map([[1, calm]]), NOW + 11_500)).toEqual([1]);
  });
  it("draws a row when its queue changes or its wait is judged otherwise", () => {
    const row = rowKept(2, ["waiting", "longest_waiting_now"]);
    const before = row(queues, NOW);
    expect(before?.judgements).toEqual(["good", "warn"]);
    expect(row(new Map(queues).set(1, { ...calm, waiting: 4 }), NOW + 1000)).toBe(before);
    expect(row(queues, NOW + 11_000)?.judgements).toEqual(["good", "bad"]);
    expect(row(new Map(), NOW)).toBeNull();
  });
  it("counts the people of a team, and is the same while nobody changes", () => {
    const counts = teamCountsKept(new Set([1, 2, 9]), ["agents_ready", "agents_signed_in"]);
    const agents = new Map([1, 2, 3].map((id) => [id, agentView(id)]));
    const before = counts(agents);
    expect(before).toEqual([2, 2]);
    expect(counts(new Map(agents).set(3, agentView(3, { state: "talking" })))).toBe(before);
    expect(counts(new Map(agents).set(2, agentView(2, { state: "talking" })))).toEqual([1, 2]);
  });
});

describe("a list", () => {
  it("has whoever waits longest first, of the chosen queues", () => {
    const found = new Map(
      [
        interactionView("b", { queued_at: 5, queue: 1 }),
        interactionView("a", { queued_at: 2, queue: 2, phase: "offered" }),
        interactionView("c", { queued_at: 1, queue: 1, phase: "connected" }),
      ].map((view) => [view.live.id, view]),
    );
    expect(waitingKept([])(found)).toEqual(["a", "b"]);
    expect(waitingKept([1])(found)).toEqual(["b"]);
  });
  it("has the people at work of the chosen teams and queues", () => {
    const agents = new Map(
      [
        agentView(1, {}, { name: "Zoe", queues: [1] }),
        agentView(2, {}, { name: "Anna", queues: [2] }),
        agentView(3, { state: "offline" }, { name: "Ben", queues: [1] }),
      ].map((agent) => [agent.live.id, agent]),
    );
    expect(peopleKept([], null)(agents)).toEqual([2, 1]);
    expect(peopleKept([1], null)(agents)).toEqual([1]);
    expect(peopleKept([], new Set([2, 3]))(agents)).toEqual([2]);
  });
  it("has the alarms of the chosen queues, and those of none", () => {
    const alarm = (subject: string) => ({ subject }) as AlarmView;
    const all = [alarm("queue:1"), alarm("queue:2"), alarm("pbx")];
    expect(alarmsOf(all, [2])).toEqual([all[1], all[2]]);
    expect(alarmsOf(all, [])).toEqual(all);
  });
});
