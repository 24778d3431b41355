import { useSyncExternalStore } from "react";
import { live } from "@/live/browser";
import { isStale } from "@/live/state";
import { nowMs, subscribeSecond } from "@/ui/ticker";

let sample = { second: 0, age: 0 };

/** Seconds since the numbers were known to be true. Looked at once a second: every tile says the same, and none says "0.0 s" because a message has just come. */
export function ageAt(now: number): number {
  if (sample.second !== now)
    sample = { second: now, age: Math.max(0, (nowMs() - live.state().freshAt) / 1000) };
  return sample.age;
}

function subscribe(listener: () => void): () => void {
  const forget = live.subscribe(listener);
  const rest = subscribeSecond(listener);
  return () => {
    forget();
    rest();
  };
}

const stoppedAt = (): number | null => {
  const state = live.state();
  return isStale(state, nowMs()) ? state.freshAt : null;
};

/**
 * When every clock of the page stands still, because the data does: the milliseconds up to which the numbers are known to be true; null
 * while they are fresh. Looked at once a second, and at once when stale data becomes fresh again.
 */
export const useStopped = (): number | null => useSyncExternalStore(subscribe, stoppedAt);
