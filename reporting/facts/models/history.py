"""Rows derived from facts (derive.py). Nothing here is edited by hand; `manage.py rebuild_reporting` makes all of it anew.

`epoch` and `seq` of a row name the fact that opened it (that closed it, for rows that are only told at their end), so that a
rebuild gives identical rows. Durations are microseconds. Text from the wire has no length limit here: no fact may stop the recorder.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from contracts.vocabulary import Direction, Medium, MenuOutcome, OfferOutcome, Presence, SegmentKind, VisitOutcome


class InteractionOutcome(models.TextChoices):
    """How the customer fared. `open`: still there."""

    OPEN = "open"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    IN_FLOW_ENDED = "in_flow_ended"
    REJECTED = "rejected"
    CALLBACK = "callback"
    """Hung up because we call back."""
    OVERFLOWED = "overflowed"
    """A queue's rule ended it: closed, too full."""
    UNREACHED = "unreached"
    """Outbound, and nobody answered."""


def choices(words: type[Medium | Direction | OfferOutcome | VisitOutcome | SegmentKind | Presence | MenuOutcome]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Interaction(models.Model):
    """One conversation. `queue`, `agent` and the times beside them are of the last queue and agent; totals are over all handlings."""

    id = models.TextField(primary_key=True)
    medium = models.CharField(max_length=16, choices=choices(Medium))
    direction = models.CharField(max_length=16, choices=choices(Direction))
    caller = models.TextField(blank=True)
    caller_name = models.TextField(blank=True)
    dialled = models.TextField(blank=True)
    number = models.BigIntegerField(null=True)
    trunk = models.BigIntegerField(null=True)
    language = models.TextField(blank=True, default="")
    queue = models.BigIntegerField(null=True)
    agent = models.BigIntegerField(null=True)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    wait = models.BigIntegerField(null=True)
    talking = models.BigIntegerField(default=0)
    on_hold = models.BigIntegerField(default=0)
    wrapping_up = models.BigIntegerField(default=0)
    outcome = models.CharField(max_length=16, choices=InteractionOutcome.choices, default=InteractionOutcome.OPEN)
    cause = models.CharField(max_length=24, blank=True, default="")
    words = models.TextField(blank=True, default="")
    """The caller's name as the network told it, folded for search (crm.contacts.words)."""
    backwards = models.TextField(blank=True, default="")
    """The caller's digits from the last to the first, to be found by their end."""
    reference = models.TextField(blank=True, default="")
    """Another system's name for it, or the call-back's id."""
    label = models.BigIntegerField(null=True)
    callback = models.TextField(blank=True, default="")
    """The call-back that it carries out."""
    transfers = models.IntegerField(default=0)
    rescued = models.IntegerField(default=0)
    """How often the agent's phone was lost, and the customer was not."""

    class Meta:
        db_table = "interaction"
        indexes = [
            GinIndex(SearchVector("words", config="simple"), name="interaction_words"),
            models.Index(fields=["caller"], name="interaction_caller_start", opclasses=["text_pattern_ops"]),
            models.Index(fields=["backwards"], name="interaction_caller_end", opclasses=["text_pattern_ops"]),
            models.Index(fields=["-arrived_at", "-id"], name="interaction_newest"),
            models.Index(fields=["caller", "-arrived_at"], name="interaction_caller"),
            models.Index(fields=["reference"], name="interaction_reference", condition=~models.Q(reference="")),
            models.Index(fields=["queue", "-arrived_at"], name="interaction_queue"),
            models.Index(fields=["agent", "-arrived_at"], name="interaction_agent"),
        ]

    def __str__(self) -> str:
        return self.id


class Told(models.Model):
    """A row that a fact has opened."""

    pk = models.CompositePrimaryKey("epoch", "seq")
    epoch = models.BigIntegerField()
    seq = models.BigIntegerField()

    class Meta:
        abstract = True


class QueueVisit(Told):
    """`outcome` is null while the interaction waits; `day` is the queue's local date of entry."""

    interaction = models.TextField()
    queue = models.BigIntegerField()
    day = models.DateField()
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, null=True, choices=choices(VisitOutcome))
    agent = models.BigIntegerField(null=True)
    service_level_seconds = models.IntegerField(null=True)
    short_abandon_seconds = models.IntegerField(null=True)
    holds = models.IntegerField(default=0)
    transfers = models.IntegerField(default=0)
    conferences = models.IntegerField(default=0)
    rescued = models.IntegerField(default=0)
    priority = models.IntegerField(default=0)
    required_skills = models.JSONField(default=dict)
    """Skill -> least level, when it entered."""
    estimated_wait = models.IntegerField(null=True)
    """Seconds, as estimated at entry."""
    version = models.BigIntegerField(null=True)
    """Of the configuration at entry."""

    class Meta:
        db_table = "queue_visit"
        indexes = [
            models.Index(fields=["interaction"], name="visit_interaction"),
            models.Index(fields=["queue", "entered_at"], name="visit_queue"),
            models.Index(fields=["queue", "day"], name="visit_day"),
        ]

    def __str__(self) -> str:
        return f"{self.interaction} in queue {self.queue}"


class Offer(Told):
    """`outcome` is null while the phone rings."""

    offer = models.TextField()
    interaction = models.TextField()
    queue = models.BigIntegerField()
    agent = models.BigIntegerField()
    device = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, null=True, choices=choices(OfferOutcome))
    detail = models.TextField(blank=True, default="")
    rule = models.TextField(blank=True, default="")
    idle = models.BigIntegerField(null=True)
    candidates = models.IntegerField(null=True)
    decision = models.JSONField(null=True)
    """Why this agent (contracts.queue_facts.Decision)."""
    version = models.BigIntegerField(null=True)

    class Meta:
        db_table = "offer"
        constraints = [models.UniqueConstraint(fields=["offer"], name="offer_once")]
        indexes = [
            models.Index(fields=["interaction"], name="offer_interaction"),
            models.Index(fields=["agent", "made_at"], name="offer_agent"),
        ]

    def __str__(self) -> str:
        return self.offer


class AgentSegment(Told):
    """`ended_at` is null while it goes on."""

    interaction = models.TextField()
    queue = models.BigIntegerField()
    agent = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=choices(SegmentKind))
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "agent_segment"
        indexes = [
            models.Index(fields=["interaction"], name="segment_interaction"),
            models.Index(fields=["agent", "started_at"], name="segment_agent"),
            models.Index(fields=["agent"], name="segment_open", condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"agent {self.agent} {self.kind} {self.interaction}"


class Handling(Told):
    interaction = models.TextField()
    queue = models.BigIntegerField()
    agent = models.BigIntegerField()
    ended_at = models.DateTimeField()
    talking = models.BigIntegerField()
    on_hold = models.BigIntegerField()
    wrapping_up = models.BigIntegerField()
    wrap_up_end = models.CharField(max_length=16, blank=True, default="")
    dialling = models.BigIntegerField(default=0)

    class Meta:
        db_table = "handling"
        indexes = [
            models.Index(fields=["interaction"], name="handling_interaction"),
            models.Index(fields=["queue", "ended_at"], name="handling_queue"),
            models.Index(fields=["agent", "ended_at"], name="handling_agent"),
        ]

    def __str__(self) -> str:
        return f"agent {self.agent} handled {self.interaction}"


class PresenceInterval(Told):
    """`ended_at` is null for the present one."""

    agent = models.BigIntegerField()
    presence = models.CharField(max_length=16, choices=choices(Presence))
    reason = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "presence_interval"
        indexes = [
            models.Index(fields=["agent", "started_at"], name="presence_agent"),
            models.Index(fields=["agent"], name="presence_open", condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"agent {self.agent} {self.presence} {self.reason}"


class MenuAnswer(Told):
    interaction = models.TextField()
    at = models.DateTimeField()
    node = models.TextField()
    outcome = models.CharField(max_length=16, choices=choices(MenuOutcome))
    key = models.TextField(blank=True)
    label = models.TextField(blank=True)

    class Meta:
        db_table = "menu_answer"
        indexes = [models.Index(fields=["interaction"], name="menu_answer_interaction")]

    def __str__(self) -> str:
        return f"{self.interaction} {self.key} {self.label}"
