"""Setting goals. Each service is one transaction, and stands in the goals' history."""

from __future__ import annotations

import math
from typing import Any, Final

from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from reporting.goals.judging import Aim
from reporting.goals.models import GOALS_MAX, Goal, GoalChange, Row
from reporting.metrics.definitions import AGENT, Unit

TARGET_MAX: Final = {Unit.SECONDS: 24 * 3600.0, Unit.SHARE: 1.0, Unit.COUNT: 10_000.0, Unit.FACTOR: 100.0}
"""A day has no more seconds, and nobody more interactions."""


@transaction.atomic
def save_goal(*, goal: Goal, fields: dict[str, Any], by: User) -> Goal:
    """Raises Invalid for a target that cannot be, Conflict where there is one for the same number and people already."""
    is_new = goal._state.adding
    if is_new and Goal.objects.count() >= GOALS_MAX:
        sentence = said(en="There are {most} goals already.", de="Es gibt schon {most} Ziele.", most=GOALS_MAX)
        raise Conflict("too_many_goals", sentence)
    before = None if is_new else told(goal)
    assign(goal, fields)
    _check(goal)
    taken = said(
        en="There is a goal for this number and these people already.", de="Für diese Zahl und diese Leute gibt es schon ein Ziel."
    )
    save_unique(goal, field="measure", code="goal_twice", taken=taken)
    if before != (after := told(goal)):
        GoalChange.objects.create(goal=goal.pk, by=by, before=before, after=after)
    return goal


@transaction.atomic
def delete_goal(*, goal: Goal, by: User) -> None:
    GoalChange.objects.create(goal=goal.pk, by=by, before=told(goal), after=None)
    goal.delete()


def told(goal: Goal) -> Row:
    """As the history keeps it: with the names of now, because a team or an agent may go."""
    return {
        "measure": goal.measure,
        "aim": str(goal.aim),
        "target": goal.target,
        "warn": goal.warn,
        "team": goal.team.name if goal.team else "",
        "agent": goal.agent.name if goal.agent else "",
    }


def _check(goal: Goal) -> None:
    if goal.team and goal.agent:
        sentence = said(
            en="A goal is for a team or for an agent, not for both.", de="Ein Ziel gilt für ein Team oder eine Person, nicht beides."
        )
        raise Invalid.field("agent", "team_and_agent", sentence)
    most = TARGET_MAX[AGENT[goal.measure].unit]
    for name, value in (("target", goal.target), ("warn", goal.warn)):
        if value is not None and not (math.isfinite(value) and 0 <= value <= most):
            sentence = said(en="Between 0 and {most}.", de="Zwischen 0 und {most}.", most=f"{most:g}")
            raise Invalid.field(name, "out_of_range", sentence)
    if goal.warn is not None and _is_better(goal.warn, goal):
        sentence = said(en="The warning comes behind the target, not before it.", de="Die Warnung liegt hinter dem Ziel, nicht davor.")
        raise Invalid.field("warn", "warns_too_early", sentence)


def _is_better(warn: float, goal: Goal) -> bool:
    return warn > goal.target if Aim(goal.aim) is Aim.AT_LEAST else warn < goal.target
