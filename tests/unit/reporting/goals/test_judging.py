"""Which goal counts for an agent, and what a number is against it."""

from __future__ import annotations

import pytest

from reporting.goals.judging import Aim, Aimed, Judgement, Reach, counting, judge


def goal(
    measure: str = "aht",
    aim: Aim = Aim.AT_MOST,
    target: float = 300.0,
    warn: float | None = None,
    reach: Reach = Reach.EVERYBODY,
    id: int = 1,
) -> Aimed:
    return Aimed(id=id, measure=measure, aim=aim, target=target, warn=warn, reach=reach)


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, None), (299.0, Judgement.REACHED), (300.0, Judgement.REACHED), (360.0, Judgement.NEAR), (360.1, Judgement.WARN)],
)
def test_a_number_with_a_warning_is_near_between_target_and_warning(value: float | None, said: Judgement | None) -> None:
    assert judge(value, goal(warn=360.0)) is said


def test_without_a_warning_whatever_is_not_reached_warns() -> None:
    assert judge(301.0, goal()) is Judgement.WARN
    assert judge(0.79, goal("occupancy", Aim.AT_LEAST, 0.8)) is Judgement.WARN


def test_a_sum_of_the_day_is_on_the_way_until_it_is_reached() -> None:
    forty = goal("handled", Aim.AT_LEAST, 40.0, warn=30.0)
    assert [judge(value, forty) for value in (0, 12, 39, 40)] == [Judgement.ON_THE_WAY] * 3 + [Judgement.REACHED]


def test_a_sum_that_must_not_grow_warns_once_it_is_too_large() -> None:
    missed = goal("offers_missed", Aim.AT_MOST, 1.0)
    assert [judge(value, missed) for value in (0, 1, 2)] == [Judgement.REACHED, Judgement.REACHED, Judgement.WARN]


def test_the_most_special_goal_counts_whatever_their_order() -> None:
    goals = [goal(id=1), goal(id=2, reach=Reach.TEAM, target=280.0), goal(id=3, reach=Reach.AGENT, target=400.0)]
    for some in (goals, goals[::-1]):
        assert counting(some)["aht"].target == 400.0
    assert counting(goals[:2])["aht"].target == 280.0


def test_of_two_teams_the_goal_that_was_set_last_counts() -> None:
    goals = [goal(id=7, reach=Reach.TEAM, target=280.0), goal(id=9, reach=Reach.TEAM, target=320.0), goal("acw", id=2)]
    assert {name: one.id for name, one in counting(goals).items()} == {"aht": 9, "acw": 2}
