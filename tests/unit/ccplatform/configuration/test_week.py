from __future__ import annotations

from datetime import date, time

from ccplatform.configuration.consequences import week
from contracts.flows import Opening

WINTER, SUMMER = date(2026, 11, 23), date(2026, 7, 6)


def daily(opens: str, closes: str, *days: int) -> list[Opening]:
    return [Opening(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)) for day in days]


def test_opening_hours_are_read_on_the_clocks_of_their_place() -> None:
    berlin = week.opened(daily("08:00", "18:00", 0), "Europe/Berlin", WINTER)
    assert week.in_words(berlin) == "Mon 07:00–17:00"
    assert week.in_words(week.opened(daily("08:00", "18:00", 0), "Europe/Berlin", SUMMER)) == "Mon 06:00–16:00"
    assert week.in_words(week.local(berlin, "Europe/Berlin", WINTER)) == "Mon 08:00–18:00"


def test_what_begins_on_monday_in_the_east_is_sunday_for_utc() -> None:
    tokyo = week.opened(daily("00:00", "10:00", 0), "Asia/Tokyo", WINTER)
    assert week.in_words(tokyo) == "Mon 00:00–01:00, Sun 15:00–24:00"


def test_midnight_is_the_end_of_the_day_and_a_whole_week_is_always() -> None:
    assert week.opened(daily("00:00", "00:00", *range(7)), "UTC", WINTER) == week.ALWAYS
    assert week.in_words(week.ALWAYS) == "always"


def test_days_with_the_same_hours_are_told_together() -> None:
    hours = daily("08:00", "18:00", 0, 1, 2, 4) + daily("09:00", "12:00", 5)
    assert week.in_words(week.opened(hours, "UTC", WINTER)) == "Mon–Wed, Fri 08:00–18:00, Sat 09:00–12:00"


def test_an_evening_that_is_lost_is_told_from_when_on() -> None:
    long, short = (week.opened(daily("08:00", closes, 0, 1, 2, 3, 4), "UTC", WINTER) for closes in ("19:00", "18:00"))
    assert str(week.lost_in_words(long & ~short, short)) == "after 18:00 (Mon–Fri)"


def test_a_lunch_break_that_is_lost_is_told_by_its_times() -> None:
    whole = week.opened(daily("08:00", "18:00", 0), "UTC", WINTER)
    parts = week.opened(daily("08:00", "12:00", 0) + daily("13:00", "18:00", 0), "UTC", WINTER)
    assert str(week.lost_in_words(whole & ~parts, parts)) == "at these times: Mon 12:00–13:00"


def test_all_that_there_was_is_lost_at_any_time() -> None:
    assert str(week.lost_in_words(week.ALWAYS, week.NEVER)) == "at any time"
    two = week.opened(daily("08:00", "18:00", 0) + daily("09:00", "18:00", 1), "UTC", WINTER)
    assert str(week.lost_in_words(two, week.NEVER)) == "at any time"
