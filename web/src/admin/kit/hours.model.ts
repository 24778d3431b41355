/** Opening hours as people read them: a week in one line, a week as a picture, closed days by year. Pure. */
import type { Opening } from "@/api/flows";
import { HOLIDAY_YEARS_AWAY_MAX } from "@/contracts/contracts.gen";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
type Weekday = (typeof WEEKDAYS)[number];
const DAY_MINUTES = 1_440;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)/;

/** `08:00` of `08:00:00`. */
export const shortTime = (time: string): string => time.slice(0, 5);

/** From midnight to midnight: closing at 00:00 is the end of the day (ivr/core/hours.py). */
export const isAllDay = (opening: Pick<Opening, "opens" | "closes">): boolean =>
  shortTime(opening.opens) === "00:00" && shortTime(opening.closes) === "00:00";

export interface WeekWords {
  day: (weekday: Weekday) => string;
  allDay: string;
}

/** "Monday–Friday 08:00–20:00; Saturday 09:00–16:00": days in a row with the same times stand together. */
export function weekInWords(openings: readonly Opening[], words: WeekWords): string {
  const times = WEEKDAYS.map((day) =>
    openings
      .filter((one) => one.weekday === day)
      .map((one) =>
        isAllDay(one) ? words.allDay : `${shortTime(one.opens)}–${shortTime(one.closes)}`,
      )
      .sort()
      .join(", "),
  );
  const rows: { first: Weekday; last: Weekday; times: string }[] = [];
  for (const day of WEEKDAYS) {
    const said = times[day] ?? "";
    const before = rows.at(-1);
    if (before?.times === said && before.last === day - 1) before.last = day;
    else rows.push({ first: day, last: day, times: said });
  }
  return rows
    .filter((row) => row.times !== "")
    .map(({ first, last, times: said }) => {
      const days = first === last ? words.day(first) : `${words.day(first)}–${words.day(last)}`;
      return `${days} ${said}`;
    })
    .join("; ");
}

/** A stretch of a day, both 0 to 1. */
export interface Stretch {
  from: number;
  to: number;
}

const minutes = (time: string): number | null => {
  const match = TIME.exec(time);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
};

/** Monday to Sunday, when it is open; one that closes after midnight goes on the next day, and what cannot be read is left out. */
export function weekPicture(openings: readonly Opening[]): readonly (readonly Stretch[])[] {
  const week: Stretch[][] = WEEKDAYS.map(() => []);
  for (const { weekday, opens, closes } of openings) {
    const [from, until] = [minutes(opens), minutes(closes)];
    if (from === null || until === null) continue;
    const to = until === 0 ? DAY_MINUTES : until;
    const put = (day: number, start: number, end: number) =>
      week[day % 7]?.push({ from: start / DAY_MINUTES, to: end / DAY_MINUTES });
    if (from < to) put(weekday, from, to);
    else {
      put(weekday, from, DAY_MINUTES);
      put(weekday + 1, 0, to);
    }
  }
  return week;
}

/** Dates (2026-12-25) by year, in order; what is no date stands under "". */
export function byYear(days: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const years = new Map<string, string[]>();
  for (const day of [...new Set(days)].sort()) {
    const year = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.slice(0, 4) : "";
    years.set(year, [...(years.get(year) ?? []), day]);
  }
  return [...years];
}

/** A calendar is asked for the years near this one; `year` is a key of byYear. */
export const isCalendarYear = (year: string, today: string): boolean =>
  year !== "" && Math.abs(Number(year) - Number(today.slice(0, 4))) <= HOLIDAY_YEARS_AWAY_MAX;

/** The days of a calendar that are not in the list yet. */
export const missingDays = (days: readonly string[], calendar: readonly string[]): string[] =>
  calendar.filter((day) => !days.includes(day));
