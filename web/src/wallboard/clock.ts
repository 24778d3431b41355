import { live } from "@/live/browser";
import { useLive } from "@/live/useLive";
import { isStale } from "@/live/state";
import { useSecond } from "@/ui";
import { nowMs } from "@/ui/ticker";

export interface WallClock {
  /** Milliseconds on the server's clock, in whole seconds; stands still with the data. */
  now: number;
  stale: boolean;
  /** Milliseconds up to which the numbers are known to be true. */
  freshAt: number;
  /** How old they were at the last full second. */
  ageSeconds: number;
}

let sample = { second: 0, age: 0 };

/** Looked at once a second: every tile says the same, and no tile says "0.0 s" because a message has just come. */
function ageAt(second: number): number {
  if (sample.second !== second)
    sample = { second, age: Math.max(0, (nowMs() - live.state().freshAt) / 1000) };
  return sample.age;
}

/**
 * The one clock of the page: every duration on it is counted from here, and stops when the data stops. It turns once a second, and at
 * once when stale data becomes fresh again.
 */
export function useWallClock(): WallClock {
  const second = useSecond();
  const stale = useLive((state) => isStale(state, nowMs()));
  const { freshAt } = live.state();
  return { now: stale ? freshAt : second * 1000, stale, freshAt, ageSeconds: ageAt(second) };
}
