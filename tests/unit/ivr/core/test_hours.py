"""Business hours on the clocks of the place, in the nights in which those change too."""

from datetime import UTC, date, datetime, time

import pytest

from contracts.flows import Hours, Opening
from ivr.core.hours import is_open, local, zone

BERLIN = "Europe/Berlin"


def hours(*openings: Opening, closed_on: list[date] | None = None, time_zone: str = BERLIN) -> Hours:
    return Hours(id="h", time_zone=time_zone, openings=list(openings), open_next="a", closed_next="b", closed_on=closed_on or [])


def utc(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1_000_000)


MONDAY = hours(Opening(weekday=0, opens=time(8), closes=time(17)))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T06:59:59.999999", False),
        ("2026-11-23T07:00:00", True),  # 08:00 in Berlin's winter
        ("2026-11-23T15:59:59.999999", True),
        ("2026-11-23T16:00:00", False),
        ("2026-11-24T10:00:00", False),  # a Tuesday
        ("2026-06-22T06:00:00", True),  # 08:00 in Berlin's summer
        ("2026-06-22T15:00:00", False),
    ],
)
def test_open_from_the_first_to_before_the_last_instant(at: str, expected: bool) -> None:
    assert is_open(MONDAY, utc(at)) is expected


def test_the_weekday_is_the_places_own() -> None:
    late = hours(Opening(weekday=1, opens=time(0), closes=time(1)))
    assert is_open(late, utc("2026-11-23T23:30:00"))  # Tuesday 00:30 in Berlin, still Monday in UTC


def test_closing_at_midnight_is_the_end_of_the_day() -> None:
    evening = hours(Opening(weekday=0, opens=time(18), closes=time(0)))
    assert is_open(evening, utc("2026-11-23T22:59:59"))
    assert not is_open(evening, utc("2026-11-23T23:00:00"))


def test_a_holiday_is_closed_all_day() -> None:
    christmas = hours(Opening(weekday=4, opens=time(0), closes=time(0)), closed_on=[date(2026, 12, 25)])
    assert not is_open(christmas, utc("2026-12-25T12:00:00"))
    assert is_open(christmas, utc("2026-12-18T12:00:00"))


def test_the_hour_that_is_skipped_in_spring_is_never_open() -> None:
    night = hours(Opening(weekday=6, opens=time(2), closes=time(3)))
    opened = [minute for minute in range(24 * 60) if is_open(night, utc("2026-03-29T00:00:00") + minute * 60_000_000)]
    assert opened == []


def test_the_hour_that_is_repeated_in_autumn_is_open_twice() -> None:
    night = hours(Opening(weekday=6, opens=time(2), closes=time(3)))
    opened = [minute for minute in range(24 * 60) if is_open(night, utc("2026-10-24T22:00:00") + minute * 60_000_000)]
    assert len(opened) == 120


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "/etc/passwd", "Europe", "x" * 5000, "a\x00b"])
def test_an_unknown_zone_is_closed_and_no_error(name: str) -> None:
    assert zone(name) is None
    assert not is_open(hours(Opening(weekday=0, opens=time(0), closes=time(0)), time_zone=name), utc("2026-11-23T12:00:00"))
    assert local(0, name).isoformat() == "1970-01-01T00:00:00+00:00"
