import { useEffect, useRef } from "react";
import { useI18n } from "@/i18n/i18n";
import { workplace } from "./browser";
import css from "./PhoneColumn.module.css";

const BARS = 6;
const FRAME_MS = 80;

export function Bars({ label, bars }: { label: string; bars: React.Ref<HTMLSpanElement> }) {
  const { t } = useI18n();
  return (
    <span className={css.meter}>
      <span>{label}</span>
      <span
        ref={bars}
        className={css.bars}
        role="img"
        aria-label={t("phone.volume", { who: label })}
        data-level={0}
      >
        {Array.from({ length: BARS }, (_, index) => (
          <i key={index} style={{ height: 4 + index * 2 }} />
        ))}
      </span>
    </span>
  );
}

/** Lights as many bars as the level (0 to 1) deserves. */
export const paint = (bars: HTMLElement | null, level: number) => {
  if (bars) bars.dataset["level"] = String(Math.round(level * BARS));
};

/** How loud both sides are. Painted past React: a dozen times a second must cost nothing. */
export function Meters() {
  const { t } = useI18n();
  const you = useRef<HTMLSpanElement>(null);
  const caller = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const levels = workplace.phone()?.levels();
      paint(you.current, levels?.you ?? 0);
      paint(caller.current, levels?.caller ?? 0);
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={css.meters}>
      <Bars label={t("phone.you")} bars={you} />
      <Bars label={t("phone.caller")} bars={caller} />
    </div>
  );
}
