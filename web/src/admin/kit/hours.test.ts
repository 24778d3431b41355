import { describe, expect, it } from "vitest";
import { HOLIDAY_YEARS_AWAY_MAX } from "@/contracts/contracts.gen";
import {
  byYear,
  isAllDay,
  isCalendarYear,
  missingDays,
  weekInWords,
  weekPicture,
} from "./hours.model";

const open = (weekday: number, opens: string, closes: string) => ({ weekday, opens, closes });
const words = {
  day: (day: number) => "Mon Tue Wed Thu Fri Sat Sun".split(" ")[day] ?? "",
  allDay: "all day",
};

describe("a week in words", () => {
  it("puts days in a row with the same times together", () => {
    const week = [0, 1, 2, 3, 4].map((day) => open(day, "08:00:00", "20:00:00"));
    expect(weekInWords([...week, open(5, "09:00", "16:00")], words)).toBe(
      "Mon–Fri 08:00–20:00; Sat 09:00–16:00",
    );
  });
  it("keeps days apart that have another one between them", () => {
    const week = [open(0, "08:00", "12:00"), open(2, "08:00", "12:00")];
    expect(weekInWords(week, words)).toBe("Mon 08:00–12:00; Wed 08:00–12:00");
  });
  it("says all day, two times of one day, and nothing of a week that is closed", () => {
    expect(weekInWords([open(6, "00:00", "00:00")], words)).toBe("Sun all day");
    expect(weekInWords([open(0, "14:00", "18:00"), open(0, "08:00", "12:00")], words)).toBe(
      "Mon 08:00–12:00, 14:00–18:00",
    );
    expect(weekInWords([], words)).toBe("");
  });
});

describe("a week as a picture", () => {
  it("is a share of the day", () => {
    expect(weekPicture([open(0, "06:00", "18:00")])[0]).toEqual([{ from: 0.25, to: 0.75 }]);
  });
  it("goes on after midnight, from Sunday to Monday too", () => {
    const week = weekPicture([open(6, "18:00", "06:00")]);
    expect(week[6]).toEqual([{ from: 0.75, to: 1 }]);
    expect(week[0]).toEqual([{ from: 0, to: 0.25 }]);
  });
  it("leaves out what is still being typed", () => {
    expect(weekPicture([open(0, "8", "18:00")]).flat()).toEqual([]);
  });
});

describe("closed days", () => {
  it("stand by year, each once", () => {
    expect(byYear(["2027-01-01", "2026-12-25", "2027-01-01", "tomorrow"])).toEqual([
      ["2026", ["2026-12-25"]],
      ["2027", ["2027-01-01"]],
      ["", ["tomorrow"]],
    ]);
  });
  it("have names in the years that a calendar is asked for", () => {
    const [nearest, last] = [2026, 2026 + HOLIDAY_YEARS_AWAY_MAX];
    const asked = [String(nearest), String(last), String(last + 1), "1999", ""];
    expect(asked.filter((year) => isCalendarYear(year, "2026-11-22"))).toEqual([
      String(nearest),
      String(last),
    ]);
  });
  it("are taken from a calendar once", () => {
    expect(missingDays(["2026-12-25"], ["2026-12-25", "2026-12-26"])).toEqual(["2026-12-26"]);
  });
});

describe("opening hours", () => {
  it("from midnight to midnight are the whole day", () => {
    expect(isAllDay({ opens: "00:00:00", closes: "00:00" })).toBe(true);
    expect(isAllDay({ opens: "00:00", closes: "12:00" })).toBe(false);
    expect(isAllDay({ opens: "18:00", closes: "00:00" })).toBe(false);
  });
});
