/** A number's last hours as a line, laid out for a drawing of so many pixels. Without React. */
import type { Thresholds } from "@/contracts/contracts.gen";
import type { Judgement } from "@/ui/StateShape";

export type Unit = "count" | "share" | "seconds" | "factor";

/** Instants in milliseconds. */
export interface Point {
  readonly start: number;
  readonly end: number;
  readonly value: number | null;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Room for the words at each side. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Tick {
  readonly at: number;
  readonly value: number;
}

export interface Drawing {
  /** Path of the intervals that are over; a gap where there is no value. */
  readonly line: string;
  /** Path of the one that is not over yet: level, from its start until now. */
  readonly step: string;
  /** Values between two gaps: a line has no length there. */
  readonly alone: readonly { readonly x: number; readonly y: number }[];
  /** The last value there is, at its place. */
  readonly last: { readonly x: number; readonly y: number; readonly value: number } | null;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
  readonly rules: readonly {
    readonly y: number;
    readonly judgement: Judgement;
    readonly value: number;
  }[];
  /** One for each interval, to point at. */
  readonly columns: readonly {
    readonly x: number;
    readonly width: number;
    readonly point: Point;
  }[];
}

const TICKS_UP = 4;
const TICK_ACROSS_PX_MIN = 90;
const HOUR_MS = 3_600_000;
const SECONDS_STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];
/** A share that never falls below this is drawn from there on. */
const SHARE_CROP = 0.5;

function step(most: number, unit: Unit): number {
  const wanted = most / TICKS_UP;
  if (unit === "seconds") return SECONDS_STEPS.find((one) => one >= wanted) ?? 14_400;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const nice = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= wanted - 1e-9);
  return unit === "count" ? Math.max(1, nice ?? power * 10) : (nice ?? power * 10);
}

/** Bottom, top and distance of the lines up. */
export function scaleOf(values: readonly number[], unit: Unit): readonly [number, number, number] {
  if (unit === "share") {
    const low = Math.min(1, ...values) >= SHARE_CROP && values.length > 0 ? SHARE_CROP : 0;
    return [low, 1, 0.25];
  }
  const most = Math.max(unit === "seconds" ? 20 : 4, ...values);
  const distance = step(most, unit);
  return [0, Math.ceil(most / distance - 1e-9) * distance, distance];
}

/** Whole hours, as many as there is room for. */
function hoursAcross(from: number, to: number, room: number): readonly number[] {
  const most = Math.max(1, Math.floor(room / TICK_ACROSS_PX_MIN));
  const every =
    [0.5, 1, 2, 3, 4, 6, 12].find((hours) => (to - from) / (hours * HOUR_MS) <= most) ?? 24;
  const distance = every * HOUR_MS;
  // Full hours of the reader's clock, also where that is half an hour off.
  const zone = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - zone) / distance) * distance + zone;
  const found: number[] = [];
  for (let at = first; at <= to; at += distance) found.push(at);
  return found;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export function drawingOf(
  points: readonly Point[],
  thresholds: Thresholds,
  unit: Unit,
  frame: Frame,
  now: number,
): Drawing {
  const from = points[0]?.start ?? now - HOUR_MS;
  const to = points.at(-1)?.end ?? now;
  const bounds = [thresholds.warn, thresholds.bad].filter((bound) => bound !== null);
  const values = points.flatMap(({ value }) => value ?? []);
  const [low, high, distance] = scaleOf([...values, ...bounds], unit);
  const inner = {
    width: frame.width - frame.left - frame.right,
    height: frame.height - frame.top - frame.bottom,
  };
  const x = (at: number) =>
    round(frame.left + ((at - from) / Math.max(1, to - from)) * inner.width);
  const y = (value: number) => round(frame.top + (1 - (value - low) / (high - low)) * inner.height);
  const lines = Math.round((high - low) / distance);
  // A label is about as high as the room for those below; on a low tile only some are there.
  const every = Math.max(1, Math.ceil((frame.bottom * lines) / Math.max(1, inner.height)));
  const rule = (judgement: Judgement, value: number | null) =>
    value === null ? [] : [{ y: y(value), judgement, value }];
  return {
    ...lineOf(points, x, y, now),
    across: hoursAcross(from, to, inner.width).map((value) => ({ at: x(value), value })),
    up: Array.from({ length: lines + 1 }, (_, index) => {
      const value = low + index * distance;
      return { at: y(value), value };
    }).filter((_, index) => index % every === 0),
    rules: [...rule("warn", thresholds.warn), ...rule("bad", thresholds.bad)],
    columns: points.map((point) => ({
      x: x(point.start),
      width: x(point.end) - x(point.start),
      point,
    })),
  };
}

/** Values stand in the middle of their interval; the one that runs is level until now. */
function lineOf(
  points: readonly Point[],
  x: (at: number) => number,
  y: (value: number) => number,
  now: number,
): Pick<Drawing, "line" | "step" | "alone" | "last"> {
  let line = "";
  let gap = true;
  let last: Drawing["last"] = null;
  let running = "";
  const alone: { x: number; y: number }[] = [];
  const over = (point: Point | undefined) =>
    point !== undefined && point.value !== null && point.end <= now;
  for (const [index, { start, end, value }] of points.entries()) {
    if (value === null) {
      gap = true;
      continue;
    }
    const height = y(value);
    if (end > now) {
      const until = x(Math.max(now, start));
      running = `M${x(start)} ${height}H${until}`;
      last = { x: until, y: height, value };
      continue;
    }
    const middle = x((start + end) / 2);
    line += `${gap ? "M" : "L"}${middle} ${height}`;
    if (gap && !over(points[index + 1])) alone.push({ x: middle, y: height });
    gap = false;
    last = { x: middle, y: height, value };
  }
  return { line, step: running, alone, last };
}

/** The same points with the running one as it is now: the server's word and what has been counted since. */
export function withLive(points: readonly Point[], counted: number, now: number): readonly Point[] {
  const last = points.at(-1);
  if (!last || last.end <= now || counted <= 0) return points;
  return [...points.slice(0, -1), { ...last, value: (last.value ?? 0) + counted }];
}
