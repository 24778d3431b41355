import { useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import type { Translate } from "@/i18n/catalogue";
import { duration, isoDuration, runningClock, timeOfDay } from "./format";
import { currentSecond, subscribeSecond } from "./ticker";

/** The current second on the server's clock; draws again once a second. */
export const useSecond = (): number => useSyncExternalStore(subscribeSecond, currentSecond);

/** A clock counting up from an instant (milliseconds). */
export function Timer({ since, className }: { since: number; className?: string | undefined }) {
  const seconds = Math.max(0, useSecond() - Math.floor(since / 1000));
  return (
    <time className={className} dateTime={isoDuration(seconds)} role="timer" aria-live="off">
      {runningClock(seconds)}
    </time>
  );
}

/** A clock counting down to an instant (milliseconds); stays at 00:00. */
export function Countdown({ until, className }: { until: number; className?: string | undefined }) {
  const seconds = Math.max(0, Math.ceil(until / 1000) - useSecond());
  return (
    <time className={className} dateTime={isoDuration(seconds)} role="timer" aria-live="off">
      {runningClock(seconds)}
    </time>
  );
}

/** A duration that is over. */
export function Duration({ seconds }: { seconds: number | null | undefined }) {
  return typeof seconds === "number" ? (
    <time dateTime={isoDuration(seconds)}>{duration(seconds)}</time>
  ) : (
    <span className="num">{duration(seconds)}</span>
  );
}

/** "3 s ago", for what was saved or seen. */
function ago(t: Translate, seconds: number): string {
  if (seconds < 2) return t("ago.now");
  if (seconds < 60) return t("ago.seconds", { seconds: Math.floor(seconds) });
  if (seconds < 3600) return t("ago.minutes", { minutes: Math.floor(seconds / 60) });
  return t("ago.hours", { hours: Math.floor(seconds / 3600) });
}

export function Ago({ at }: { at: number }) {
  const { t } = useI18n();
  const seconds = useSecond() - Math.floor(at / 1000);
  return <span className="num">{ago(t, seconds)}</span>;
}

/** An instant as time of day. */
export function At({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>;
}
