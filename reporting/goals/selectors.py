"""Reading goals."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ccplatform.agents.models import Agent
from reporting.goals.judging import Aim, Aimed, Reach, counting
from reporting.goals.models import Goal, GoalChange


def goals() -> QuerySet[Goal]:
    return Goal.objects.select_related("team", "agent")


def changes() -> QuerySet[GoalChange]:
    return GoalChange.objects.select_related("by")


def goals_of(agent: Agent) -> dict[str, Aimed]:
    """measure -> the goal that counts for this agent."""
    rows = Goal.objects.filter(Q(agent=agent) | Q(team__in=agent.teams.all()) | Q(agent=None, team=None))
    return counting(aimed(goal) for goal in rows)


def aimed(goal: Goal) -> Aimed:
    reach = Reach.AGENT if goal.agent_id else Reach.TEAM if goal.team_id else Reach.EVERYBODY
    return Aimed(id=goal.pk, measure=goal.measure, aim=Aim(goal.aim), target=goal.target, warn=goal.warn, reach=reach)
