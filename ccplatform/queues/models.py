"""What interactions wait for, and by which rules."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

NAME_LENGTH_MAX = 60
CODE_LENGTH_MAX = 40
LEVEL_MIN, LEVEL_MAX = 1, 5
"""Proficiency from 1 (basic) to 5 (expert)."""
LEVEL_VALIDATORS = (MinValueValidator(LEVEL_MIN), MaxValueValidator(LEVEL_MAX))
WAITING_MAX = 10_000
WRAP_UP_SECONDS_MAX = 3600
OFFER_SECONDS_MIN, OFFER_SECONDS_MAX = 5, 120
SERVICE_LEVEL_SECONDS_MAX = 3600


class Skill(models.Model):
    name = models.CharField(max_length=NAME_LENGTH_MAX)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="skill_name_unique")]

    def __str__(self) -> str:
        return self.name


class Queue(models.Model):
    """Defaults and meanings as in contracts.configuration.QueueConfiguration; limits are named above."""

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin")
    service_level_seconds = models.PositiveIntegerField(
        default=20, validators=[MinValueValidator(1), MaxValueValidator(SERVICE_LEVEL_SECONDS_MAX)]
    )
    service_level_target = models.FloatField(default=0.8, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)])
    short_abandon_seconds = models.PositiveIntegerField(default=5, validators=[MaxValueValidator(SERVICE_LEVEL_SECONDS_MAX)])
    offer_seconds = models.PositiveIntegerField(
        default=20, validators=[MinValueValidator(OFFER_SECONDS_MIN), MaxValueValidator(OFFER_SECONDS_MAX)]
    )
    wrap_up_seconds = models.PositiveIntegerField(default=30, validators=[MaxValueValidator(WRAP_UP_SECONDS_MAX)])
    waiting_max = models.PositiveIntegerField(default=500, validators=[MinValueValidator(1), MaxValueValidator(WAITING_MAX)])
    record = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="queue_name_unique")]

    def __str__(self) -> str:
        return self.name


class RequiredSkill(models.Model):
    """An agent takes this queue's interactions only with this skill, at least at this level."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="required_skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="required_by")
    level_min = models.PositiveSmallIntegerField(default=LEVEL_MIN, validators=LEVEL_VALIDATORS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "skill"], name="required_skill_unique")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.queue}: {self.skill} >= {self.level_min}"

    def in_words(self) -> str:
        return self.queue.name


class Disposition(models.Model):
    """An agent's outcome code. Of no queue = of every queue."""

    code = models.SlugField(max_length=CODE_LENGTH_MAX)
    name_en = models.CharField(max_length=NAME_LENGTH_MAX)
    name_de = models.CharField(max_length=NAME_LENGTH_MAX)
    queues = models.ManyToManyField(Queue, blank=True, related_name="dispositions")
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("code"), name="disposition_code_unique")]

    def __str__(self) -> str:
        return self.code
