"""Rows about how interactions were led: parties, transfers, rescues, call-backs, overflow, announcements, lending, closing.

Derived like those of history.py, and made anew with them.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from contracts.vocabulary import CallbackEnd, CallbackFirst, OverflowCause, PartyEnd, PartyRole, RescueEnd, TransferKind
from reporting.facts.models.history import Told


def words(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in kind]


class Party(Told):
    """Somebody beside customer and owner; `joined_at` null = never answered, `left_at` null = still there. `role` is the last one."""

    interaction = models.TextField()
    party = models.TextField()
    role = models.CharField(max_length=16, choices=words(PartyRole))
    by = models.BigIntegerField(null=True)
    agent = models.BigIntegerField(null=True)
    number = models.TextField(blank=True, default="")
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=24, blank=True, default="", choices=words(PartyEnd))

    class Meta:
        db_table = "party"
        indexes = [models.Index(fields=["interaction", "party"], name="party_interaction")]

    def __str__(self) -> str:
        return f"{self.role} {self.party}"


class Transfer(Told):
    """`agent` gave it away; `target` as contracts.targets has it."""

    interaction = models.TextField()
    agent = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=words(TransferKind))
    target = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "transfer"
        indexes = [models.Index(fields=["interaction"], name="transfer_interaction")]

    def __str__(self) -> str:
        return f"{self.kind} {self.interaction}"


class Rescue(Told):
    """An agent's phone was lost in the middle of a talk; `why` is how that ended."""

    interaction = models.TextField()
    queue = models.BigIntegerField()
    agent = models.BigIntegerField()
    lost_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=24, blank=True, default="", choices=words(RescueEnd))

    class Meta:
        db_table = "rescue"
        indexes = [models.Index(fields=["interaction"], name="rescue_interaction")]

    def __str__(self) -> str:
        return f"{self.interaction} {self.why}"


class CallbackOrder(Told):
    """`origin`: the interaction whose place it keeps; `interaction`: the last attempt's."""

    callback = models.TextField()
    queue = models.BigIntegerField()
    number = models.TextField()
    first = models.CharField(max_length=16, choices=words(CallbackFirst))
    origin = models.TextField(null=True)
    entered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    name = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    for_agent = models.BigIntegerField(null=True)
    by = models.BigIntegerField(null=True)
    arranged_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    interaction = models.TextField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True, default="", choices=words(CallbackEnd))

    class Meta:
        db_table = "callback_order"
        constraints = [models.UniqueConstraint(fields=["callback"], name="callback_once")]
        indexes = [models.Index(fields=["queue", "arranged_at"], name="callback_queue")]

    def __str__(self) -> str:
        return self.callback


class OverflowStep(Told):
    """A queue's rule led it elsewhere; `value` is what met the rule's `threshold`."""

    interaction = models.TextField()
    queue = models.BigIntegerField()
    cause = models.CharField(max_length=24, choices=words(OverflowCause))
    threshold = models.FloatField()
    value = models.FloatField()
    target = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "overflow_step"
        indexes = [
            models.Index(fields=["interaction"], name="overflow_interaction"),
            models.Index(fields=["queue", "at"], name="overflow_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.interaction} {self.cause}"


class Announcement(Told):
    """What a waiting caller was told; 0 = nothing of that kind. `estimated_wait` in seconds."""

    interaction = models.TextField()
    queue = models.BigIntegerField()
    at = models.DateTimeField()
    position = models.IntegerField()
    estimated_wait = models.IntegerField()
    comfort = models.IntegerField()
    callback_offered = models.BooleanField()

    class Meta:
        db_table = "announcement"
        indexes = [models.Index(fields=["interaction"], name="announcement_interaction")]

    def __str__(self) -> str:
        return f"{self.interaction} at {self.at}"


class Lending(Told):
    """A team lent its agents to a queue; `ended_at` null = it still does."""

    queue = models.BigIntegerField()
    team = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    value = models.FloatField()

    class Meta:
        db_table = "lending"
        indexes = [models.Index(fields=["queue", "started_at"], name="lending_queue")]

    def __str__(self) -> str:
        return f"team {self.team} to queue {self.queue}"


class Closing(Told):
    """An emergency closing by an account; `ended_at` null = still closed."""

    queue = models.BigIntegerField()
    by = models.BigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "closing"
        indexes = [models.Index(fields=["queue", "started_at"], name="closing_queue")]

    def __str__(self) -> str:
        return f"queue {self.queue}"
