import { describe, expect, it } from "vitest";
import { drawingOf, scaleOf, withLive, type Frame, type Point } from "./trend.model";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 12, 9);
const FRAME: Frame = { width: 440, height: 120, left: 40, right: 0, top: 10, bottom: 10 };
const NONE = { warn: null, bad: null };
const points = (...values: (number | null)[]): Point[] =>
  values.map((value, index) => ({
    start: START + index * HOUR,
    end: START + (index + 1) * HOUR,
    value,
  }));

describe("a trend", () => {
  it("draws the middle of each interval that is over, and leaves a gap where there is no value", () => {
    const { line, alone } = drawingOf(
      points(0, 4, null, 4),
      NONE,
      "count",
      FRAME,
      START + 4 * HOUR,
    );
    expect(line).toBe("M90 110L190 10M390 10");
    expect(alone).toEqual([{ x: 390, y: 10 }]);
  });
  it("draws the one that runs level until now, and says the last value there", () => {
    const drawn = drawingOf(points(0, 4), NONE, "count", FRAME, START + 1.5 * HOUR);
    expect(drawn.line).toBe("M140 110");
    expect(drawn.step).toBe("M240 10H340");
    expect(drawn.last).toEqual({ x: 340, y: 10, value: 4 });
  });
  it("has room for its thresholds, which are rules across", () => {
    const drawn = drawingOf(points(1, 2), { warn: 8, bad: 10 }, "count", FRAME, START + 2 * HOUR);
    expect(drawn.up.at(-1)?.value).toBe(10);
    expect(drawn.rules.map(({ judgement, value }) => [judgement, value])).toEqual([
      ["warn", 8],
      ["bad", 10],
    ]);
  });
  it("labels as many lines up as there is room for", () => {
    const low = drawingOf(points(0, 4), NONE, "count", { ...FRAME, height: 40 }, START);
    expect(low.up.map(({ value }) => value)).toEqual([0, 2, 4]);
  });
  it("labels whole hours, as many as there is room for", () => {
    const { across } = drawingOf(
      points(1, 2, 3, 4, 5, 6, 7, 8),
      NONE,
      "count",
      FRAME,
      START + 8 * HOUR,
    );
    expect(across.length).toBeGreaterThan(1);
    expect(across.length).toBeLessThanOrEqual(5);
    expect(across.every(({ value }) => value % HOUR === 0)).toBe(true);
  });
  it("begins at nought, except a share that stays high", () => {
    expect(scaleOf([3], "count")).toEqual([0, 4, 1]);
    expect(scaleOf([174], "count")).toEqual([0, 200, 50]);
    expect(scaleOf([95], "seconds")).toEqual([0, 120, 30]);
    expect(scaleOf([0.9, 0.81], "share")).toEqual([0.5, 1, 0.25]);
    expect(scaleOf([0.9, 0.2], "share")).toEqual([0, 1, 0.25]);
    expect(scaleOf([], "share")[0]).toBe(0);
  });
  it("counts on from the server's word in the interval that runs, and in no other", () => {
    const two = points(3, 4);
    expect(withLive(two, 2, START + 1.5 * HOUR).at(-1)?.value).toBe(6);
    expect(withLive(points(3, null), 2, START + 1.5 * HOUR).at(-1)?.value).toBe(2);
    expect(withLive(two, 2, START + 2 * HOUR)).toBe(two);
  });
  it("is empty without points, and does not fail", () => {
    expect(drawingOf([], NONE, "count", FRAME, START)).toMatchObject({
      line: "",
      step: "",
      last: null,
    });
  });
});
