import { useSyncExternalStore } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, StateShape, useSecond } from "@/ui";
import { timeWithSeconds } from "@/ui/format";
import { nowMs } from "@/ui/ticker";
import { live } from "./browser";
import type { Link } from "./connection";
import { ageSeconds, isStale, type LiveState } from "./state";

/** A part of the live state; draws again only when that part has another identity. */
export const useLive = <Part,>(select: (state: LiveState) => Part): Part =>
  useSyncExternalStore(live.subscribe, () => select(live.state()));

export const useLink = (): Link => useSyncExternalStore(live.subscribe, live.link);

/** How old the numbers on this page are: "Live, 0.4 s", or since when they stand still. */
export function DataAge() {
  const { t, fmt } = useI18n();
  useSecond();
  const state = live.state();
  const now = nowMs();
  const age = ageSeconds(state, now);
  if (age === null) return null;
  const stopped = isStale(state, now);
  return (
    <span className="num detail" style={{ display: "inline-flex", alignItems: "center", gap: 6 }}>
      {stopped ? (
        <JudgementShape judgement="warn" size={11} />
      ) : (
        <StateShape state="ready" size={9} />
      )}
      {stopped
        ? t("age.stopped", { time: timeWithSeconds(state.freshAt) })
        : t("age.live", { seconds: fmt.number(age, 1) })}
    </span>
  );
}
