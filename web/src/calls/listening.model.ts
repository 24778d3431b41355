/** Where in the recording an instant of a call is heard. */
import type { OtherFact } from "@/api/interactions";

interface Part {
  from: number;
  to: number;
  paused: boolean;
}

/** The parts of the last recording, as the facts tell them; one that goes on lasts until the last fact. */
function partsOf(timeline: readonly OtherFact[]): Part[] {
  let parts: Part[] = [];
  let open: Part | null = null;
  const close = (at: number) => {
    if (open && at > open.from) parts.push({ ...open, to: at });
    open = null;
  };
  for (const { kind, at: text } of timeline) {
    const at = Date.parse(text);
    if (kind === "recording_started") {
      parts = [];
      open = { from: at, to: at, paused: false };
    } else if (kind === "recording_paused" || kind === "recording_continued") {
      close(at);
      open = { from: at, to: at, paused: kind === "recording_paused" };
    } else if (kind === "recording_ended") close(at);
  }
  const last = timeline.at(-1);
  if (last) close(Date.parse(last.at));
  return parts;
}

const lengthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + part.to - part.from, 0);

/**
 * Seconds from the recording's beginning; null for an instant that it does not hold. `duration` (seconds) tells whether its pauses are
 * silence in it, or were left out.
 */
export function heardAt(
  timeline: readonly OtherFact[],
  duration: number | null,
  at: number,
): number | null {
  const parts = partsOf(timeline);
  const index = parts.findIndex((part) => part.from <= at && at < part.to);
  const part = parts[index];
  if (!part || part.paused) return null;
  const spoken = parts.filter((one) => !one.paused);
  const middle = (lengthOf(parts) + lengthOf(spoken)) / 2000;
  const silent = duration !== null && duration > middle;
  const before = parts.slice(0, index).filter((one) => silent || !one.paused);
  const seconds = (lengthOf(before) + at - part.from) / 1000;
  return duration === null ? seconds : Math.min(seconds, duration);
}
