"""Goals, and who set them when."""

from __future__ import annotations

from typing import Any

from django.db import models

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from reporting.goals.judging import Aim
from reporting.metrics.definitions import AGENT

GOALS_MAX = 5_000
"""Of a center. Ten numbers for each of 500 agents; who needs more wants a plan and not a goal."""
MEASURE_LENGTH_MAX = 40
Row = dict[str, Any]


class Goal(models.Model):
    """What one number of an agent's day is to be.

    `target` and `warn` in the unit of the number as the REST API gives it: seconds, a share of 0 to 1, or a count. For an agent, for a
    team, or (neither) for everybody; the most special one counts.
    """

    measure = models.CharField(max_length=MEASURE_LENGTH_MAX, choices=[(name, name) for name in AGENT])
    aim = models.CharField(max_length=8, choices=[(aim.value, aim.value) for aim in Aim])
    target = models.FloatField()
    warn = models.FloatField(null=True, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="goals")
    agent = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.CASCADE, related_name="goals")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure"], condition=models.Q(team=None, agent=None), name="goal_of_everybody_measure_unique"),
            models.UniqueConstraint(fields=["team", "measure"], condition=models.Q(agent=None), name="goal_of_team_measure_unique"),
            models.UniqueConstraint(fields=["agent", "measure"], name="goal_of_agent_measure_unique"),
            models.CheckConstraint(condition=models.Q(team=None) | models.Q(agent=None), name="goal_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.aim} {self.target:g}"


class GoalChange(models.Model):
    """Who changed which goal when. `before` is null for a new one, `after` for one that was deleted; names are those of that time."""

    goal = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changed_goals")
    at = models.DateTimeField(auto_now_add=True)
    before: models.JSONField[Row | None, Row | None] = models.JSONField(null=True)
    after: models.JSONField[Row | None, Row | None] = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.by} {self.at}: {self.before} -> {self.after}"
