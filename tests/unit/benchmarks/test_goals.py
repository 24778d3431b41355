import math

from benchmarks.goals import Goal, Note, as_dict, figure, table, verdict


def ring(measured: float, yardstick: float) -> Goal:
    return Goal(name="ring", unit="ms", measured=measured, limit=yardstick * 1.5, said="<= 1.5x", yardstick=yardstick)


def test_a_goal_is_met_up_to_its_limit() -> None:
    assert ring(4.5, 3).met
    assert not ring(4.6, 3).met


def test_what_was_not_measured_meets_nothing() -> None:
    assert not ring(math.nan, 3).met
    assert not ring(3, math.nan).met


def test_a_missed_goal_is_named() -> None:
    assert verdict([ring(9, 3), ring(1, 3)]) == "1 of 2 goals are MISSED: ring."
    assert verdict([ring(1, 3), Note(name="memory of the recorder", unit="MB", measured=80)]) == "All goals are met."


def test_the_table_shows_figure_ratio_and_verdict_in_one_line() -> None:
    head, _, met, missed, note = table(
        [
            Goal(name="release", unit="ms", measured=5, limit=20, said="<= 1/50", yardstick=1000),
            ring(6, 3),
            Note(name="recorder", unit="MB", measured=80.4, said="(no goal)"),
        ]
    ).splitlines()
    assert head.split() == ["ccplatform", "app_queue", "ratio", "goal", "met"]
    assert met.split() == ["release", "5.00", "ms", "1000", "ms", "1/200", "<=", "1/50", "yes"]
    assert missed.split()[-1] == "NO"
    assert "2.00x" in missed
    assert note.split() == ["recorder", "80", "MB", "(no", "goal)"]


def test_a_count_of_nothing_beside_a_yardstick_of_nothing_has_no_ratio() -> None:
    row = Goal(name="out of order", unit="", measured=0, limit=0, said="0", yardstick=0)
    assert row.ratio is None
    assert row.met
    assert "yes" in table([row])


def test_figures_have_the_digits_that_mean_something() -> None:
    said = [figure(value, "ms") for value in (2.345, 23.45, 234.5)]
    assert said == ["2.35 ms", "23.4 ms", "234 ms"]
    assert (figure(87.6, "MB"), figure(3, ""), figure(math.nan, "ms")) == ("88 MB", "3", "not measured")


def test_json_has_null_for_what_was_not_measured() -> None:
    assert as_dict(ring(math.nan, 3))["measured"] is None
    assert as_dict(ring(6, 3)) == {
        "name": "ring", "unit": "ms", "measured": 6, "limit": 4.5, "said": "<= 1.5x", "yardstick": 3, "met": False, "ratio": 2
    }  # fmt: skip
