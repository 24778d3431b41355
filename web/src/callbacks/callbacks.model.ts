import type { CallbackView, Intent } from "@/contracts/contracts.gen";
import { toMs } from "@/live/state";

/** How far a call-back is. */
export type Progress = "planned" | "waiting" | "calling";

export function progressOf(view: CallbackView, now: number): Progress {
  if (view.live.interaction !== null) return "calling";
  return toMs(view.live.due_at) > now ? "planned" : "waiting";
}

/** The next one first; what waits already is older than what is planned. */
export function byDue(views: Iterable<CallbackView>): readonly CallbackView[] {
  return [...views].sort(
    (a, b) => a.live.due_at - b.live.due_at || a.live.id.localeCompare(b.live.id),
  );
}

/** Only what is not under way can be called off. */
export const cancelWish = (view: CallbackView, agent: number | null): Intent | null =>
  view.live.interaction === null
    ? { kind: "cancel_callback", agent, callback: view.live.id }
    : null;
