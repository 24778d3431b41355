"""Agents: a person's working role. The account with which the person signs in is accounts.User."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from ccplatform.accounts.models import NAME_LENGTH_MAX, User
from ccplatform.queues.models import LEVEL_MIN, LEVEL_VALIDATORS, Queue, Skill
from ccplatform.queues.models import NAME_LENGTH_MAX as LABEL_LENGTH_MAX

CODE_LENGTH_MAX = 40
RANK_MIN, RANK_MAX = 1, 9
"""An agent's level in a queue: 1 is asked first. (A skill's level is another thing: there more is better.)"""


class Agent(models.Model):
    """Without an account it is a phone that answers and that others sign in (a hot desk, a test).

    One who is out of use (`active` = false) keeps name and account for the past, and is not published.
    """

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="agent")
    always_on = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class AgentSkill(models.Model):
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="held_by")
    level = models.PositiveSmallIntegerField(default=LEVEL_MIN, validators=LEVEL_VALIDATORS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_unique")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.agent}: {self.skill} {self.level}"

    def in_words(self) -> str:
        return self.agent.name


class Membership(models.Model):
    """The agent takes interactions of the queue, as far as the skills suffice."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="memberships")
    level = models.PositiveSmallIntegerField(default=RANK_MIN, validators=[MinValueValidator(RANK_MIN), MaxValueValidator(RANK_MAX)])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "queue"], name="membership_unique")]
        ordering = ["queue_id"]

    def __str__(self) -> str:
        return f"{self.agent}: {self.queue}"

    def in_words(self) -> str:
        return self.agent.name


class Team(models.Model):
    """Agents whom a queue may ask as well: in a later stage, or as long as they are lent."""

    name = models.CharField(max_length=LABEL_LENGTH_MAX)
    agents: models.ManyToManyField[Agent, Any] = models.ManyToManyField(Agent, blank=True, related_name="teams")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="team_name_unique")]

    def __str__(self) -> str:
        return self.name


class NotReadyReason(models.Model):
    """Why an agent is not ready. `productive`: counts as work (a training, e-mail), not as a break."""

    code = models.SlugField(max_length=CODE_LENGTH_MAX)
    name_en = models.CharField(max_length=LABEL_LENGTH_MAX)
    name_de = models.CharField(max_length=LABEL_LENGTH_MAX)
    productive = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("code"), name="not_ready_reason_code_unique")]

    def __str__(self) -> str:
        return self.code
