import { memo, useCallback } from "react";
import { useI18n } from "@/i18n/i18n";
import { JudgementShape, StateShape, useTicking } from "@/ui";
import { duration, timeWithSeconds } from "@/ui/format";
import { ageAt, useStopped } from "./clock";
import css from "./Wallboard.module.css";

/** How old a number is: "Live, 0.4 s ago", or since when it stands still and how old it is by now. */
export const Age = memo(function Age({ shape = false }: { shape?: boolean }) {
  const { t, fmt } = useI18n();
  const stopped = useStopped();
  const text = useCallback(
    (now: number) => {
      const seconds = ageAt(now);
      if (stopped === null) return t("wallboard.age", { seconds: fmt.number(seconds, 1) });
      const since = t("wallboard.stopped", { time: timeWithSeconds(stopped) });
      return `${since}, ${t("wallboard.old", { age: duration(seconds) })}`;
    },
    [t, fmt, stopped],
  );
  const words = useTicking(text);
  if (stopped === 0) return null;
  return (
    <span className={css.age} data-stale={stopped !== null || undefined}>
      {shape &&
        (stopped === null ? (
          <StateShape state="ready" size={9} />
        ) : (
          <JudgementShape judgement="warn" size={11} />
        ))}
      <span ref={words} className={css.ageText} />
    </span>
  );
});
