import { describe, expect, it } from "vitest";
import { layOut, ticks } from "./ribbon";

describe("a ribbon", () => {
  it("is to scale and cuts off what lies outside", () => {
    const pieces = layOut(
      [
        { state: "waiting", from: -50, to: 25 },
        { state: "talking", from: 25, to: 75 },
        { state: "wrap_up", from: 75, to: 75 },
        { state: "ready", from: 120, to: 140 },
      ],
      0,
      100,
    );
    expect(pieces.map((piece) => [piece.state, piece.left, piece.width])).toEqual([
      ["waiting", 0, 0.25],
      ["talking", 0.25, 0.5],
    ]);
  });
  it("draws nothing when no time has passed", () => {
    expect(layOut([{ state: "ready", from: 0, to: 1 }], 5, 5)).toEqual([]);
  });
  it("puts its times on whole hours", () => {
    const from = new Date("2026-11-12T08:10:00").getTime();
    const found = ticks(from, from + 5 * 3_600_000, 5);
    expect(found.map((at) => new Date(at).toTimeString().slice(0, 5))).toEqual([
      "09:00",
      "10:00",
      "11:00",
      "12:00",
      "13:00",
    ]);
  });
});
