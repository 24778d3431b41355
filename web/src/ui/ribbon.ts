import type { StateName } from "./StateShape";

/** What a stretch can show: a state, or the way through the menus. */
export type StretchState = StateName | "flow";

/** A stretch of time in one state; instants in milliseconds. */
export interface Stretch {
  state: StretchState;
  from: number;
  to: number;
  /** Shown when one points at it. */
  title?: string;
}

export interface Piece {
  state: StretchState;
  /** Shares of the whole, 0 to 1. */
  left: number;
  width: number;
  title: string | undefined;
}

/** Lays stretches out to scale between two instants; what lies outside is cut off, what has no length is dropped. */
export function layOut(stretches: readonly Stretch[], from: number, to: number): Piece[] {
  const span = to - from;
  if (span <= 0) return [];
  const pieces: Piece[] = [];
  for (const stretch of stretches) {
    const start = Math.max(stretch.from, from);
    const end = Math.min(stretch.to, to);
    if (end <= start) continue;
    pieces.push({
      state: stretch.state,
      left: (start - from) / span,
      width: (end - start) / span,
      title: stretch.title,
    });
  }
  return pieces;
}

/** Whole steps for the axis: at most `limit` ticks, on the hour where the span allows. */
export function ticks(from: number, to: number, limit: number): number[] {
  const STEPS_MINUTES = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720];
  const minutes = (to - from) / 60_000;
  const step = (STEPS_MINUTES.find((size) => minutes / size <= limit) ?? 1440) * 60_000;
  const offset = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const found: number[] = [];
  for (let at = first; at <= to; at += step) found.push(at);
  return found;
}
