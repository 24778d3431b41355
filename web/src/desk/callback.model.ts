import type { CallbackView, ScheduleCallback } from "@/contracts/contracts.gen";
import { localTime } from "@/ui/local-time";
import { numberIn } from "./directory.model";

/** What is typed into the form of a call-back. `at` as the browser writes local time: `2026-11-24T14:30`. */
export interface CallbackDraft {
  readonly number: string;
  readonly name: string;
  readonly queue: number | null;
  readonly at: string;
  readonly note: string;
  /** I am asked first. */
  readonly byMe: boolean;
}

export type Missing = "number" | "queue" | "at" | "past";

const MINUTE_MS = 60_000;
const STEP_MS = 15 * MINUTE_MS;

/** In an hour, at the next quarter. */
export const suggested = (now: number): string =>
  localTime(Math.ceil((now + 60 * MINUTE_MS) / STEP_MS) * STEP_MS);

/** The intent, or what is missing or wrong. `now` in milliseconds. */
export function callbackWish(
  draft: CallbackDraft,
  agent: number,
  now: number,
): ScheduleCallback | Missing {
  const number = numberIn(draft.number);
  if (number === null) return "number";
  if (draft.queue === null) return "queue";
  const at = Date.parse(draft.at);
  if (Number.isNaN(at)) return "at";
  if (at <= now) return "past";
  return {
    kind: "schedule_callback",
    agent,
    queue: draft.queue,
    number,
    at: at * 1000,
    name: draft.name.trim(),
    note: draft.note.trim(),
    for_agent: draft.byMe ? agent : null,
  };
}

/** What has become of a wish that was granted; null while it is not told. */
export const madeOf = (
  wish: ScheduleCallback,
  callbacks: Iterable<CallbackView>,
): CallbackView | null =>
  [...callbacks].find(
    ({ live }) =>
      live.number === wish.number &&
      live.queue === wish.queue &&
      live.due_at === wish.at &&
      live.note === wish.note,
  ) ?? null;
