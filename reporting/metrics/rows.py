"""What the metrics are computed from, one class per row of history. Instants are microseconds since 1970 UTC."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.ids import AgentId, Instant, InteractionId, Microseconds, QueueId, Seconds
from contracts.vocabulary import OfferOutcome, Presence, SegmentKind, VisitOutcome

MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A stay in one queue. `outcome` and `left_at` are None while the interaction still waits.

    `service_level_seconds` and `short_abandon_seconds` are T and S as they were configured when the visit ended.
    """

    queue: QueueId
    interaction: InteractionId
    entered_at: Instant
    left_at: Instant | None = None
    outcome: VisitOutcome | None = None
    service_level_seconds: Seconds = 20
    short_abandon_seconds: Seconds = 5
    holds: int = 0
    transfers: int = 0
    conferences: int = 0
    rescued: int = 0
    estimated_wait: Seconds | None = None
    """As estimated at entry."""

    @property
    def wait(self) -> Microseconds:
        """Queueing and ringing, without the IVR; 0 while still waiting."""
        return 0 if self.left_at is None else self.left_at - self.entered_at

    @property
    def in_time(self) -> bool:
        return self.wait <= self.service_level_seconds * MICROSECONDS

    @property
    def short(self) -> bool:
        return self.wait <= self.short_abandon_seconds * MICROSECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One attempt to give an interaction to one agent; `outcome` is None while the phone rings."""

    agent: AgentId
    queue: QueueId
    made_at: Instant
    outcome: OfferOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What an agent did for one interaction; `ended_at` is None while it goes on."""

    agent: AgentId
    queue: QueueId
    interaction: InteractionId
    kind: SegmentKind
    started_at: Instant
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One interaction that an agent was done with at `ended_at` (end of the wrap-up)."""

    agent: AgentId
    queue: QueueId
    ended_at: Instant
    talking: Microseconds
    on_hold: Microseconds
    wrapping_up: Microseconds
    dialling: Microseconds = 0
    """Outbound: until the customer answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceInterval:
    """An agent's presence between two changes; `ended_at` is None for the present one."""

    agent: AgentId
    presence: Presence
    reason: str
    started_at: Instant
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedWait:
    """An answered visit: how long it waited, and what was estimated at entry (None = nothing)."""

    wait: Microseconds
    estimated_wait: Seconds | None
