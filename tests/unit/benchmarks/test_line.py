from benchmarks.figures import Figures
from benchmarks.goals import Goal
from benchmarks.line import rows


def test_the_tail_is_the_goal() -> None:
    (goal, note) = rows(Figures([4.0] * 18 + [29.0, 31.0]))
    assert isinstance(goal, Goal)
    assert (goal.measured, goal.met) == (29.0, True)
    assert note.measured == 4.0
    (missed, _) = rows(Figures([4.0, 31.0]))
    assert isinstance(missed, Goal)
    assert not missed.met
