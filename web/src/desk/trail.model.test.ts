import { expect, it } from "vitest";
import type { LiveInteraction } from "@/contracts/contracts.gen";
import { interactionView } from "@/live/samples";
import { grow, stretchesUntil, type Trail } from "./trail.model";

const us = (seconds: number) => seconds * 1_000_000;
const version = (part: Partial<LiveInteraction>): LiveInteraction =>
  interactionView("i1", { arrived_at: us(10), ...part }).live;
const drawn = (trail: Trail, now: number) =>
  stretchesUntil(trail, now).map(({ state, from, to }) => [state, from / 1000, to / 1000]);

it("follows a call from its arrival to its end", () => {
  const story: [Partial<LiveInteraction>, number][] = [
    [{ phase: "in_flow", phase_since: us(10) }, 10],
    [{ phase: "waiting", phase_since: us(48), queued_at: us(48) }, 48],
    [{ phase: "offered", phase_since: us(120), queued_at: us(48) }, 120],
    [{ phase: "connected", phase_since: us(124), connected_at: us(124) }, 124],
    [{ phase: "connected", phase_since: us(124), connected_at: us(124), held_since: us(200) }, 200],
    [{ phase: "connected", phase_since: us(124), connected_at: us(124) }, 222],
    [{ phase: "ended", phase_since: us(300), connected_at: us(124), wrapping_up: [1] }, 300],
  ];
  let trail: Trail | null = null;
  for (const [part, at] of story) trail = grow(trail, version(part), at * 1000);
  expect(drawn(trail as Trail, 400_000)).toEqual([
    ["flow", 10, 48],
    ["waiting", 48, 120],
    ["ringing", 120, 124],
    ["talking", 124, 200],
    ["hold", 200, 222],
    ["talking", 222, 300],
  ]);
});

it("knows the past of a call that it first sees in the middle", () => {
  const trail = grow(
    null,
    version({ phase: "connected", phase_since: us(124), queued_at: us(48), connected_at: us(124) }),
    0,
  );
  expect(drawn(trail, 130_000)).toEqual([
    ["flow", 10, 48],
    ["waiting", 48, 124],
    ["talking", 124, 130],
  ]);
});

it("starts anew with another call", () => {
  const first = grow(
    null,
    version({ phase: "waiting", phase_since: us(20), queued_at: us(20) }),
    0,
  );
  const other = interactionView("i2", { phase: "in_flow", arrived_at: us(90) }).live;
  expect(drawn(grow(first, other, 0), 95_000)).toEqual([["flow", 90, 95]]);
});
