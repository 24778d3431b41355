"""What interactions wait for, and by which rules."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from contracts.vocabulary import OfferMode, Strategy, WrapUpMode

NAME_LENGTH_MAX = 60
CODE_LENGTH_MAX = 40
LEVEL_MIN, LEVEL_MAX = 1, 5
"""Proficiency from 1 (basic) to 5 (expert)."""
LEVEL_VALIDATORS = (MinValueValidator(LEVEL_MIN), MaxValueValidator(LEVEL_MAX))
WAITING_MAX = 10_000
WRAP_UP_SECONDS_MAX = 3600
OFFER_SECONDS_MIN, OFFER_SECONDS_MAX = 5, 120
SERVICE_LEVEL_SECONDS_MAX = 3600
OFFERS_IN_A_ROW_MAX = 20
"""Declined or missed ones before an agent is made not ready."""
STICKY_DAYS_MAX = 365
PREFERRED_SECONDS_MAX = 600
EXTENSIONS_MAX = 20
PRIORITY_MAX = 1_000
"""Beyond +-1000 steps nobody would wait long enough to be overtaken."""
RESCUE_SECONDS_MAX = 120
WEIGHT_MIN, WEIGHT_MAX = 0.1, 10.0
MUSIC_CLASS_LENGTH_MAX = 40
CALLER_ID_LENGTH_MAX = 20
DISPOSITION_LEVELS_MAX = 3
"""Columns beside each other on the desk."""
UNIT_LENGTH_MAX = 8
OPTIONS_MAX = 20
ANSWER_LENGTH_MAX = 500

Rules = list[dict[str, Any]]
"""JSON of a list of contracts.rules' types, checked by queues.checking before it is stored."""


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


OFFER_MODES = [(mode.value, mode.value) for mode in (OfferMode.RING, OfferMode.AUTO_ANSWER)]
"""An always-on line is the agent's own choice."""


class Hours(models.Model):
    """Opening hours of one or more queues. `openings` and `closed_on`: JSON as in contracts.rules.HoursConfiguration."""

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin")
    openings: models.JSONField[Rules, Rules] = models.JSONField(default=list, blank=True)
    closed_on: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="hours_name_unique")]

    def __str__(self) -> str:
        return self.name


class Label(models.Model):
    """An interaction so labelled counts `weight` times against an agent's capacity."""

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    weight = models.FloatField(default=1.0, validators=[MinValueValidator(WEIGHT_MIN), MaxValueValidator(WEIGHT_MAX)])

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="label_name_unique")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    name = models.CharField(max_length=NAME_LENGTH_MAX)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="skill_name_unique")]

    def __str__(self) -> str:
        return self.name


class Queue(models.Model):
    """Defaults and meanings as in contracts.configuration.QueueConfiguration; limits are named above.

    `overflows` and `announcements` are as administrators write them (queues.rules): their texts beside the sounds made of them.
    A queue out of use (`active` = false) keeps its name for past interactions and is not published.
    """

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
    offer_mode = models.CharField(max_length=16, choices=OFFER_MODES, default=OfferMode.RING.value)
    declines_max = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(OFFERS_IN_A_ROW_MAX)])
    misses_max = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(OFFERS_IN_A_ROW_MAX)])
    strategy = models.CharField(max_length=24, choices=choices(Strategy), default=Strategy.LONGEST_IDLE.value)
    preferred_skills: models.JSONField[Rules, Rules] = models.JSONField(default=list, blank=True)
    rings: models.JSONField[Rules, Rules] = models.JSONField(default=list, blank=True)
    groups: models.JSONField[Rules, Rules] = models.JSONField(default=list, blank=True)
    sticky_days = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(STICKY_DAYS_MAX)])
    preferred_seconds = models.PositiveIntegerField(default=30, validators=[MaxValueValidator(PREFERRED_SECONDS_MAX)])
    wrap_up = models.CharField(max_length=24, choices=choices(WrapUpMode), default=WrapUpMode.TIMED.value)
    wrap_up_extension_seconds = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(WRAP_UP_SECONDS_MAX)])
    wrap_up_extensions_max = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(EXTENSIONS_MAX)])
    music_class = models.CharField(max_length=MUSIC_CLASS_LENGTH_MAX, default="default")
    hours = models.ForeignKey(Hours, null=True, blank=True, on_delete=models.PROTECT, related_name="queues")
    overflows: models.JSONField[Rules, Rules] = models.JSONField(default=list, blank=True)
    announcements: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True, default=None)
    callback: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True, default=None)
    caller_id = models.CharField(max_length=CALLER_ID_LENGTH_MAX, blank=True, default="")
    priority = models.SmallIntegerField(default=0, validators=[MinValueValidator(-PRIORITY_MAX), MaxValueValidator(PRIORITY_MAX)])
    rescue_seconds = models.PositiveSmallIntegerField(default=20, validators=[MaxValueValidator(RESCUE_SECONDS_MAX)])
    active = models.BooleanField(default=True)

    class Meta:
        # What is out of use does not keep its name from others.
        constraints = [models.UniqueConstraint(Lower("name"), condition=Q(active=True), name="queue_name_unique")]

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
    """An agent's outcome code, or a group of them (`parent` of others).

    Of no queue = of every queue; below a group only where the group is shown, too.
    """

    code = models.SlugField(max_length=CODE_LENGTH_MAX)
    name_en = models.CharField(max_length=NAME_LENGTH_MAX)
    name_de = models.CharField(max_length=NAME_LENGTH_MAX)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    queues = models.ManyToManyField(Queue, blank=True, related_name="dispositions")
    position = models.PositiveIntegerField(default=0)
    note_required = models.BooleanField(default=False)
    """It says nothing without a note."""
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("code"), name="disposition_code_unique")]

    def __str__(self) -> str:
        return self.code

    def in_words(self) -> str:
        return self.code


class FieldKind(models.TextChoices):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PAYMENT = "payment"
    """A card or account number: the recording stands still while it is spoken, and only its last digits are kept (outcomes.kept)."""


class OutcomeField(models.Model):
    """What agents fill in at wrap-up beside disposition and note. Of no queue = for every queue. `options`: of a choice, as shown."""

    code = models.SlugField(max_length=CODE_LENGTH_MAX)
    name_en = models.CharField(max_length=NAME_LENGTH_MAX)
    name_de = models.CharField(max_length=NAME_LENGTH_MAX)
    kind = models.CharField(max_length=16, choices=FieldKind.choices, default=FieldKind.TEXT)
    unit = models.CharField(max_length=UNIT_LENGTH_MAX, blank=True, default="")
    options: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    queues = models.ManyToManyField(Queue, blank=True, related_name="outcome_fields")
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("code"), name="outcome_field_code_unique")]

    def __str__(self) -> str:
        return self.code
