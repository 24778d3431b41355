"""Rules, alarms and what is sent about them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ccplatform.accounts.models import Language, User
from ccplatform.agents.models import Team
from ccplatform.queues.models import NAME_LENGTH_MAX, Queue
from contracts.vocabulary import AgentState, AlarmKind

SECONDS_MAX = 24 * 3600
RULES_MAX = 200
"""Of a center: more would be read by nobody, and all are looked at every two seconds."""
ADDRESSES_MAX = 20
QUIET_MAX = 14
URL_LENGTH_MAX = 500
SECRET_LENGTH_MIN, SECRET_LENGTH_MAX = 16, 200
SUBJECT_LENGTH_MAX = 100
ERROR_LENGTH_MAX = 300

Json = list[dict[str, Any]]


KINDS = [(kind.value, kind.value) for kind in AlarmKind]
STATES = [(state.value, state.value) for state in AgentState]


class AlarmRule(models.Model):
    """When somebody is to be told.

    `bound` in the unit of the kind (contracts.vocabulary.AlarmKind). The condition must hold for `after_seconds` before there is an
    alarm, and be gone for `clear_seconds` before the alarm ends. No queue and no team: all of them. `quiet`: [{"days": [0..6, Monday
    first], "from": "HH:MM", "to": "HH:MM"}] in `time_zone`, in which the rule sleeps.
    """

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    kind = models.CharField(max_length=16, choices=KINDS)
    severe = models.BooleanField(default=False)
    bound = models.FloatField(default=0.0, validators=[MinValueValidator(0.0), MaxValueValidator(float(SECONDS_MAX))])
    state = models.CharField(max_length=16, blank=True, default="", choices=STATES)
    after_seconds = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(SECONDS_MAX)])
    clear_seconds = models.PositiveIntegerField(default=10, validators=[MaxValueValidator(SECONDS_MAX)])
    queue = models.ForeignKey(Queue, null=True, blank=True, on_delete=models.CASCADE, related_name="alarm_rules")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="alarm_rules")
    quiet: models.JSONField[Json, Json] = models.JSONField(default=list, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin")
    emails: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    webhook_url = models.CharField(max_length=URL_LENGTH_MAX, blank=True, default="")
    webhook_secret = models.CharField(max_length=SECRET_LENGTH_MAX, blank=True, default="")
    escalate_seconds = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(SECONDS_MAX)])
    """An alarm that nobody has taken for so long is told to `escalate_emails`, too, and again to the webhook; 0 = never."""
    escalate_emails: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="alarm_rule_name_unique")]

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """One condition of one rule and subject. `raised_at` is null while it has not held long enough, `good_since` while it holds.

    Name, kind and bound are the rule's of that time: the rule may change or go. At most one per rule and subject goes on.
    """

    rule = models.ForeignKey(AlarmRule, null=True, on_delete=models.SET_NULL, related_name="alarms")
    name = models.CharField(max_length=NAME_LENGTH_MAX)
    kind = models.CharField(max_length=16, choices=KINDS)
    severe = models.BooleanField()
    subject = models.CharField(max_length=SUBJECT_LENGTH_MAX)
    subject_name = models.CharField(max_length=SUBJECT_LENGTH_MAX, blank=True)
    value = models.FloatField()
    bound = models.FloatField()
    since = models.DateTimeField()
    raised_at = models.DateTimeField(null=True)
    good_since = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="taken_alarms")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "subject"], condition=Q(cleared_at__isnull=True), name="alarm_once")]
        indexes = [models.Index(fields=["-id"], name="alarm_open", condition=Q(cleared_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.name}: {self.subject_name or self.subject}"


class Event(models.TextChoices):
    RAISED = "raised", "raised"
    CLEARED = "cleared", "cleared"
    ESCALATED = "escalated", "escalated"
    """Nobody has taken it in time."""


class Way(models.TextChoices):
    EMAIL = "email", "email"
    WEBHOOK = "webhook", "webhook"


class Delivery(models.Model):
    """Something to send about an alarm. `next_at` null: sent (`sent_at`), or given up (`error` says why)."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=16, choices=Event.choices)
    way = models.CharField(max_length=8, choices=Way.choices)
    address = models.CharField(max_length=URL_LENGTH_MAX)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=ERROR_LENGTH_MAX, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="delivery_due", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.way} {self.event} of {self.alarm}"
