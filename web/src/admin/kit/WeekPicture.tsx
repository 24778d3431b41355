import type { Opening } from "@/api/flows";
import { useI18n } from "@/i18n/i18n";
import css from "./Hours.module.css";
import { weekInWords, weekPicture, type WeekWords } from "./hours.model";

const CLOCK = ["0:00", "6:00", "12:00", "18:00", "24:00"];
const DAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;

function useWeekWords(): WeekWords {
  const { t } = useI18n();
  return { day: (weekday) => t(`admin.weekday.${weekday}`), allDay: t("admin.flows.allDay") };
}

/** A week to look at: one bar a day, filled where it is open. Says the same in words to who does not see it. */
export function WeekPicture({ openings }: { openings: readonly Opening[] }) {
  const { t } = useI18n();
  const words = useWeekWords();
  const week = weekPicture(openings);
  return (
    <div
      className={css.week}
      role="img"
      aria-label={weekInWords(openings, words) || t("admin.hours.never")}
    >
      {DAYS.map((day, at) => [
        <span key={`name-${day}`}>{t(`admin.weekday.${day}`)}</span>,
        <span key={day} className={css.day}>
          {(week[at] ?? []).map(({ from, to }) => (
            <i
              key={`${from}-${to}`}
              style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
            />
          ))}
        </span>,
      ])}
      <span className={css.clock}>
        {CLOCK.map((hour) => (
          <span key={hour} className="num">
            {hour}
          </span>
        ))}
      </span>
    </div>
  );
}
