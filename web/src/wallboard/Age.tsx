import { useI18n } from "@/i18n/i18n";
import { JudgementShape, StateShape } from "@/ui";
import { duration, timeWithSeconds } from "@/ui/format";
import css from "./Wallboard.module.css";
import type { WallClock } from "./clock";

/** How old a number is: "Live, 0.4 s ago", or since when it stands still and how old it is by now. */
export function Age({ clock, shape = false }: { clock: WallClock; shape?: boolean }) {
  const { t, fmt } = useI18n();
  if (clock.freshAt === 0) return null;
  const seconds = clock.ageSeconds;
  if (!clock.stale) {
    return (
      <span className={css.age}>
        {shape && <StateShape state="ready" size={9} />}
        {t("wallboard.age", { seconds: fmt.number(seconds, 1) })}
      </span>
    );
  }
  return (
    <span className={css.age} data-stale>
      {shape && <JudgementShape judgement="warn" size={11} />}
      {t("wallboard.stopped", { time: timeWithSeconds(clock.freshAt) })}
      {", "}
      {t("wallboard.old", { age: duration(seconds) })}
    </span>
  );
}
