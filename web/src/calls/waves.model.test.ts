import { expect, it } from "vitest";
import { wavesOf } from "./waves.model";

it("draws both sides on one scale, the loudest moment full", () => {
  expect(wavesOf({ channels: { agent: [0, 50], caller: [25] } })).toEqual([[0, 1], [0.5]]);
});

it("does not blow silence up", () => {
  expect(wavesOf({ channels: { agent: [3], caller: [] } })).toEqual([[0.2], []]);
});
