import math

from benchmarks.boards import Sighting
from benchmarks.busy_floor import MARKED, SECOND, BusyFloor
from benchmarks.figures import Figures
from benchmarks.wallboard import Mark, Watched, delays, rows
from contracts.live import LiveState
from contracts.reducer import apply

START = 1_795_424_400 * SECOND


def test_a_mark_is_seen_when_its_number_appears_after_it() -> None:
    marks = [Mark(1, 1_000), Mark(2, 1_700), Mark(1, 2_400)]
    seen = [Sighting(0, 900), Sighting(1, 1_050), Sighting(2, 1_790), Sighting(1, 2_430)]
    assert delays(marks, seen).values == [50, 90, 30]


def test_a_number_that_was_passed_over_is_infinitely_late() -> None:
    marks = [Mark(1, 1_000), Mark(2, 1_100), Mark(3, 1_200)]
    late = delays(marks, [Sighting(1, 1_010), Sighting(3, 1_290)])
    assert late.values == [10, math.inf, 90]
    watched = Watched(late, late, late, 0)
    assert not rows(watched, watched)[0].met  # type: ignore[union-attr]  # the first row is the goal


def test_a_busy_center_tells_facts_that_make_its_live_state() -> None:
    floor = BusyFloor(START, agents=20, queues=4, gap_seconds=3)
    told = LiveState()
    for envelope in floor.run(START + 300 * SECOND):
        apply(told, envelope)
    assert told == floor.live
    assert {agent.state for agent in told.agents.values()} >= {"talking", "wrapping_up"}


def test_only_marks_move_the_marked_queue() -> None:
    floor = BusyFloor(START, agents=20, queues=4, gap_seconds=3)
    numbers = []
    for second, waiting in enumerate((1, 2, 1, 0), start=60):
        floor.run(START + second * SECOND)
        numbers.append(len(floor.live.queues[MARKED].waiting))
        floor.mark(START + second * SECOND, waiting)
        numbers.append(len(floor.live.queues[MARKED].waiting))
    assert numbers == [0, 1, 1, 2, 2, 1, 1, 0]


def test_the_goal_is_held_against_every_paint() -> None:
    quick = Figures([40.0])
    goal, *_ = rows(Watched(Figures([100.0] * 94 + [151.0] * 6), quick, quick, 0.3), Watched(quick, quick, quick, 0.1))
    assert (goal.measured, goal.met) == (151, False)  # type: ignore[union-attr]  # the first row is the goal
