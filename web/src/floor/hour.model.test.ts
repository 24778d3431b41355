import { describe, expect, it } from "vitest";
import type { AgentState } from "@/contracts/contracts.gen";
import { agentView } from "@/live/samples";
import { bars, Hours, HOUR_MS, lengths } from "./hour.model";

const NOW = 10 * HOUR_MS;
const minute = (count: number) => NOW - HOUR_MS + count * 60_000;
const floor = (state: AgentState, since: number) =>
  new Map([[7, agentView(7, { state, state_since: since * 1000 })]]);
const told = {
  agent: 7,
  presence: [["ready", minute(-30), null]] as const,
  work: [
    ["alerting", minute(10), minute(11)],
    ["talking", minute(11), minute(20)],
    ["wrapping_up", minute(20), minute(22)],
  ] as const,
};
const shown = (hours: Hours, now = NOW) =>
  hours
    .stretches(7, now)
    .map(({ state, from, to }) => [state, (from - minute(0)) / 60_000, (to - minute(0)) / 60_000]);

describe("the last hour of somebody", () => {
  it("is what they did, else what they were, cut where the hour begins", () => {
    const hours = new Hours();
    hours.load([told]);
    expect(shown(hours)).toEqual([
      ["ready", 0, 10],
      ["ringing", 10, 11],
      ["talking", 11, 20],
      ["wrap_up", 20, 22],
      ["ready", 22, 60],
    ]);
  });
  it("goes on with what is seen live, also when that came before the history", () => {
    const hours = new Hours();
    hours.observe(floor("ready", minute(22)));
    hours.observe(floor("talking", minute(50)));
    hours.load([told]);
    hours.observe(floor("wrapping_up", minute(55)));
    expect(shown(hours).slice(-3)).toEqual([
      ["ready", 22, 50],
      ["talking", 50, 55],
      ["wrap_up", 55, 60],
    ]);
  });
  it("moves with the time and forgets what is over", () => {
    const hours = new Hours();
    hours.load([told]);
    hours.observe(floor("talking", minute(58)));
    expect(shown(hours, NOW + 50 * 60_000)[0]).toEqual(["ready", 50, 58]);
  });
  it("shows nothing of who is not there", () => {
    const hours = new Hours();
    hours.observe(floor("offline", minute(3)));
    expect(shown(hours)).toEqual([]);
  });
  it("adds up by state, the longest first", () => {
    const hours = new Hours();
    hours.load([told]);
    expect(lengths(hours.stretches(7, NOW))).toEqual([
      ["ready", 48 * 60_000],
      ["talking", 9 * 60_000],
      ["wrap_up", 2 * 60_000],
      ["ringing", 60_000],
    ]);
  });
  it("is drawn with the height of the state, and never too thin to be seen", () => {
    const stretches = [
      { state: "ringing" as const, from: NOW - 5_000, to: NOW },
      { state: "wrap_up" as const, from: minute(0), to: minute(30) },
    ];
    expect(bars(stretches, NOW, 60, 1)).toEqual([
      { state: "ringing", x: 59, width: 1, height: 1 },
      { state: "wrap_up", x: 0, width: 30, height: 0.5 },
    ]);
  });
});
