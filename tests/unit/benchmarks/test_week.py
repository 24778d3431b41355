import math
from types import SimpleNamespace
from typing import cast

from benchmarks.busy_floor import SECOND
from benchmarks.goals import Goal
from benchmarks.week import BEGIN, HEAP_KB_MAX, KB, Board, Clock, Growth, Held, Week, rows

MB = KB * KB


def held(megabytes: float, nodes: int = 900, listeners: int = 200) -> Held:
    return Held(round(megabytes * MB), nodes, listeners)


def week(*boards: list[Held], noticed: float = 5.5, wrong: int = 0) -> list[Goal]:
    lived = SimpleNamespace(
        boards=[cast(Board, SimpleNamespace(days=days, detached=0)) for days in boards],
        noticed=[5.0, noticed],
        back=[2.0],
        signed_out=12.0,
        signed_in=1.0,
        wrong=wrong,
    )
    return [row for row in rows(cast(Week, lived)) if isinstance(row, Goal)]


def test_growth_is_counted_a_day_from_the_end_of_the_first() -> None:
    growth = Growth.of([held(7), held(9, 1_000), held(8, 1_100, 206)])
    assert growth == Growth(0.5 * MB, 100, 3)
    assert math.isnan(Growth.of([held(7)]).bytes)


def test_the_board_that_grows_most_counts() -> None:
    still, grows = [held(7), held(7)], [held(7), held(7.1 + HEAP_KB_MAX / KB)]
    assert week(still)[0].met
    assert not week(still, grows)[0].met


def test_one_board_that_is_silent_for_too_long_or_wrong_at_night_misses_its_goal() -> None:
    days = [held(7), held(7)]
    assert all(goal.met for goal in week(days))
    assert [goal.met for goal in week(days, noticed=7)].count(False) == 1
    assert [goal.met for goal in week(days, wrong=1)].count(False) == 1


def test_the_clock_goes_over_the_change_to_summer_time() -> None:
    clock = Clock(BEGIN)
    assert 0 <= clock() - BEGIN.timestamp() * SECOND < 60 * SECOND
    clock.jump(5 * 86_400)
    assert f"{clock.local():%a %H}" == "Mon 01"
