"""A recorded day as the simulator replays it: who came when and for what, how long each talked and waited, and who was there.

Written by the monolith from history, read by the engine's simulator (acd.simulation.replay), which answers with Replayed.
"""

from __future__ import annotations

import msgspec

from contracts.configuration import CenterConfiguration
from contracts.ids import AgentId, Instant, LabelId, Microseconds, QueueId, SkillId
from contracts.vocabulary import Presence

PROGRESS = "progress "
"""The simulator says on its standard error how far it is, when asked to: a line of this and a share (0..1)."""


class ReplayedCaller(msgspec.Struct, frozen=True, kw_only=True):
    """One interaction that entered a queue. None = never seen of this caller, to be drawn from the others of the queue.

    `patience`: when the caller gave up; of one who was answered only `waited` is known, a lower bound of it.
    """

    at: Instant
    queue: QueueId
    priority: int = 0
    """Without the queue's."""
    required_skills: dict[SkillId, int] = {}
    """Its own, beside the queue's."""
    label: LabelId | None = None
    waited: Microseconds = 0
    patience: Microseconds | None = None
    rings: Microseconds | None = None
    """Until it was picked up; of one who gave up while it rang a lower bound."""
    talk: Microseconds | None = None
    """On hold included."""
    wrap_up: Microseconds | None = None


class ReplayedPresence(msgspec.Struct, frozen=True, kw_only=True):
    """From `at` on, until this agent's next one."""

    at: Instant
    agent: AgentId
    presence: Presence
    reason: str = ""


class RecordedDay(msgspec.Struct, frozen=True, kw_only=True):
    """From `start` until before `end`. `callers` and `presences` are in order of time."""

    start: Instant
    end: Instant
    configuration: CenterConfiguration
    callers: list[ReplayedCaller]
    presences: list[ReplayedPresence]
    seed: int = 1


class ReplayOrder(msgspec.Struct, frozen=True, kw_only=True):
    """`changed`: an overlay of the configuration. In lists, items with an `id` are merged by it, new ones added; None takes one away.

    `staffing`: queue -> so many agents more (copies of those it has) or fewer. `other`: another configuration on the changed side, as
    a whole; overlay and staffing come on top of it.
    """

    day: RecordedDay
    changed: dict[str, object] = {}
    staffing: dict[QueueId, int] = {}
    other: CenterConfiguration | None = None


class ReplayedQueue(msgspec.Struct, frozen=True, kw_only=True):
    """metrics.md's words; waits in seconds. `queue` None = all of them."""

    queue: QueueId | None
    name: str
    offered: int
    answered: int
    abandoned: int
    flowed_out: int
    callbacks: int
    service_level: float | None
    abandonment_rate: float | None
    asa: float | None
    wait_p50: float | None
    wait_p95: float | None
    longest_wait: float | None
    aht: float | None


class ReplayedSide(msgspec.Struct, frozen=True, kw_only=True):
    """One run. `occupancy` over all agents."""

    queues: list[ReplayedQueue]
    occupancy: float | None
    offers: int
    offers_accepted: int
    events: int
    seconds: float
    """Of a processor, that the run took."""


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    recorded: ReplayedSide
    """The day with its own configuration, through the simulator, too: so both sides leave out the same."""
    changed: ReplayedSide | None
