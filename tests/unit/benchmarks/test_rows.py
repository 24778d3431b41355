from benchmarks.figures import Figures
from benchmarks.goals import Goal
from benchmarks.ring_path import RingPath
from benchmarks.rows import moment_rows, ring_rows
from benchmarks.scenarios import Moments


def goals(rows: list[object]) -> dict[str, Goal]:
    return {row.name: row for row in rows if isinstance(row, Goal)}


def test_the_ring_path_has_a_goal_for_median_and_tail() -> None:
    ours = RingPath(Figures([4.0]), Figures([10.0]))
    theirs = RingPath(Figures([3.0]), Figures([600.0]), out_of_order=2, served=9)
    met = {name: goal.met for name, goal in goals([*ring_rows(ours, theirs)]).items()}
    assert met == {
        "caller's INVITE to idle agent's INVITE, p50": True,
        "caller's INVITE to idle agent's INVITE, p95": True,
        "agent's BYE to the next INVITE there, p50": True,
        "agent's BYE to the next INVITE there, p95": False,
        "callers served out of order": True,
    }


def test_every_moment_is_held_against_its_share_of_app_queues() -> None:
    ours = Moments(Figures([40.0]), Figures([4.0]), 1, Figures([1.0]), Figures([2.5]), 1, 20)
    theirs = Moments(Figures([1000.0]), Figures([1000.0]), 0, Figures([3.0]), Figures([1.0]), 0, 20)
    rows = goals([*moment_rows(ours, theirs, 10)])
    assert [(goal.said, goal.met) for goal in rows.values()] == [
        ("<= 1/20 app_queue", True),
        ("<= 1/100 app_queue", True),
        ("<= 0.5x app_queue", True),
        ("<= 2x app_queue", False),
        ("0 (of 1 / 1)", False),
        ("0 (of 20 / 20)", False),
    ]


def test_turns_are_added_up() -> None:
    whole = Moments()
    for _ in range(2):
        whole.extend(Moments(Figures([1.0]), Figures([2.0]), 1, Figures([3.0]), Figures([4.0]), 1, 5))
    assert whole == Moments(Figures([1.0] * 2), Figures([2.0] * 2), 2, Figures([3.0] * 2), Figures([4.0] * 2), 2, 10)
