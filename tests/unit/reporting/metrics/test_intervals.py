"""Local days partition time, also when the clocks change; stretches are divided over intervals without loss."""

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.metrics.intervals import Interval, Step, datetime_of, instant_of, intervals, local_day, midnight, place, spread

HOUR = 3_600_000_000
BERLIN = ZoneInfo("Europe/Berlin")


def day_of(day: date, zone: ZoneInfo) -> list[Interval]:
    return list(intervals(midnight(day, zone), midnight(date.fromordinal(day.toordinal() + 1), zone), Step.DAY, zone))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 6, 1), 24), (date(2026, 10, 25), 25)])
def test_a_day_in_berlin_has_23_24_or_25_hours(day: date, hours: int) -> None:
    assert [i.length for i in day_of(day, BERLIN)] == [hours * HOUR]


def test_the_hour_that_happens_twice_gives_two_rows() -> None:
    start = midnight(date(2026, 10, 25), BERLIN)
    cut = list(intervals(start, start + 25 * HOUR, Step.HOUR, BERLIN))
    assert len(cut) == 25
    assert [datetime_of(i.start).astimezone(BERLIN).hour for i in cut[:5]] == [0, 1, 2, 2, 3]


def test_half_an_hour_of_daylight_saving_ends_the_day_with_a_short_row() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    start, end = midnight(date(2026, 10, 4), lord_howe), midnight(date(2026, 10, 5), lord_howe)
    assert [i.length for i in intervals(start, end, Step.HOUR, lord_howe)] == [HOUR] * 23 + [HOUR // 2]


def test_where_clocks_jump_over_midnight_the_day_begins_after_the_gap() -> None:
    beirut = ZoneInfo("Asia/Beirut")
    assert datetime_of(midnight(date(2026, 3, 29), beirut)) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert local_day(midnight(date(2026, 3, 29), beirut), beirut) == date(2026, 3, 29)


def test_a_day_that_never_was_gives_no_row() -> None:
    apia = ZoneInfo("Pacific/Apia")
    start, end = midnight(date(2011, 12, 29), apia), midnight(date(2012, 1, 1), apia)
    assert [i.length for i in intervals(start, end, Step.DAY, apia)] == [24 * HOUR, 24 * HOUR]


def test_the_edges_of_a_report_cut_the_first_and_last_interval() -> None:
    start = midnight(date(2026, 6, 1), BERLIN) + 20 * 60_000_000
    assert [i.length // 60_000_000 for i in intervals(start, start + HOUR, Step.HALF, BERLIN)] == [10, 30, 20]


def test_microseconds_survive_the_round_trip() -> None:
    moment = datetime(2026, 11, 22, 1, 2, 3, 456_789, tzinfo=UTC)
    assert datetime_of(instant_of(moment)) == moment


zones = st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/Havana", "Asia/Beirut"])
starts = st.integers(instant_of(datetime(2009, 1, 1, tzinfo=UTC)), instant_of(datetime(2029, 1, 1, tzinfo=UTC)))


@given(zones, starts, st.integers(1, 72 * HOUR), st.sampled_from(Step))
def test_intervals_leave_no_gap_and_never_overlap(name: str, start: int, length: int, step: Step) -> None:
    cut = list(intervals(start, start + length, step, ZoneInfo(name)))
    assert cut[0].start == start
    assert cut[-1].end == start + length
    assert all(a.end == b.start for a, b in itertools.pairwise(cut))


@given(st.lists(st.integers(0, 100), unique=True, min_size=2), st.integers(-20, 120), st.integers(-20, 120))
def test_a_stretch_is_divided_exactly(edges: list[int], a: int, b: int) -> None:
    edges.sort()
    start, end = min(a, b), max(a, b)
    cut = [Interval(x, y) for x, y in itertools.pairwise(edges)]
    inside = max(0, min(end, edges[-1]) - max(start, edges[0]))
    assert sum(part for _, part in spread(cut, start, end)) == inside
    found = place(cut, start)
    assert (found is not None) == (edges[0] <= start < edges[-1])
    assert found is None or start in cut[found]
