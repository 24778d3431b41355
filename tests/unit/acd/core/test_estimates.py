"""Places in line, and how long they take."""

from __future__ import annotations

import pytest

from acd.core.estimates import ANSWERS_MIN, ESTIMATE_MAX, MICROSECONDS, Line


def moving(line: Line, answers: int, every: int, start: int = 0) -> int:
    """Somebody always stands there, and the first is answered every so many seconds; the second when it is over."""
    at = start
    for number in range(answers):
        line.enter((number, 0), at * MICROSECONDS)
        at += every
        line.offered((number, 0), at * MICROSECONDS, at_once=False)
    return at


def test_places_are_in_order_of_rank() -> None:
    line = Line()
    for rank in (30, 10, 20):
        line.enter((rank, 0), 0)
    assert [line.place((rank, 0)) for rank in (5, 10, 20, 25, 30, 31)] == [1, 1, 2, 3, 3, 4]
    line.leave((10, 0), 1, gave_up=False)
    assert line.place((20, 0)) == 1 and len(line) == 2


def test_leaving_twice_is_leaving_once() -> None:
    line = Line()
    line.enter((1, 0), 0)
    line.offered((1, 0), 1, at_once=False)
    line.leave((1, 0), 2, gave_up=True)
    assert len(line) == 0


def test_nothing_is_estimated_before_enough_is_known() -> None:
    line = Line()
    moving(line, ANSWERS_MIN - 1, every=10)
    assert line.estimate(1) is None
    moving(line, 1, every=10, start=1000)
    assert line.estimate(1) == 10


def test_each_place_takes_as_long_as_answers_have_taken() -> None:
    line = Line()
    moving(line, 50, every=12)
    assert [line.estimate(place) for place in (1, 2, 10)] == [12, 24, 120]


def test_nights_in_which_nobody_waits_make_no_difference() -> None:
    line = Line()
    end = moving(line, 50, every=12)
    moving(line, 50, every=12, start=end + 10 * 3600)
    assert line.estimate(10) == 120


def test_those_who_give_up_shorten_the_wait_of_those_behind() -> None:
    line = Line()
    at = 0
    for number in range(64):
        line.enter((number, 0), at * MICROSECONDS)
        line.enter((number, 1), at * MICROSECONDS)
        at += 5
        line.leave((number, 1), at * MICROSECONDS, gave_up=True)
        at += 5
        line.offered((number, 0), at * MICROSECONDS, at_once=False)
    # 0.1 answers a second; one who waits gives up every 15 s of waiting.
    expected = [sum(1 / (0.1 + k / 15) for k in range(place)) for place in (1, 5, 50)]
    assert [line.estimate(place) for place in (1, 5, 50)] == pytest.approx(expected, rel=0.15, abs=1)


def test_what_was_long_ago_is_forgotten() -> None:
    line = Line()
    end = moving(line, 200, every=60)
    moving(line, 300, every=6, start=end)
    assert line.estimate(10) == pytest.approx(60, rel=0.1)


def test_an_estimate_has_an_end() -> None:
    line = Line()
    moving(line, 10, every=100)
    assert line.estimate(100_000) == ESTIMATE_MAX


def test_who_finds_an_agent_waits_for_the_ringing_only_and_says_nothing_of_the_pace() -> None:
    line = Line()
    moving(line, 50, every=30)
    for number in range(ANSWERS_MIN):
        line.enter((100 + number, 0), 10_000 * MICROSECONDS)
        line.offered((100 + number, 0), 10_000 * MICROSECONDS, at_once=True)
        assert line.estimate(1, free=True) is None
        line.answered(4 * MICROSECONDS)
    assert (line.estimate(1, free=True), line.estimate(1), line.estimate(3)) == (4, 34, 94)


def test_an_offer_that_was_lost_moved_nothing() -> None:
    line = Line()
    end = moving(line, 50, every=30) * MICROSECONDS
    line.enter((99, 0), end)
    line.offered((99, 0), end + 30 * MICROSECONDS, at_once=False)
    assert len(line) == 0
    line.back((99, 0), end + 30 * MICROSECONDS, at_once=False)
    line.offered((99, 0), end + 60 * MICROSECONDS, at_once=False)
    assert line.estimate(1) == pytest.approx(31, abs=1)
