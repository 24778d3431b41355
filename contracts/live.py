"""The live state of the center as everybody outside the engine sees it: a snapshot, and how each fact changes it.

`apply` is the only reducer. The engine keeps a LiveState beside its floor and saves it as the snapshot; every web process loads the
snapshot and applies the facts that follow. Applying the facts to the old snapshot must equal the new snapshot (tests/contract).
"""

from __future__ import annotations

import msgspec

from contracts.ids import (
    AgentId,
    DeviceId,
    FlowId,
    Instant,
    InteractionId,
    Microseconds,
    NodeId,
    NumberId,
    OfferId,
    QueueId,
    TrunkId,
)
from contracts.vocabulary import AgentState, Direction, Medium, Phase, Presence


class QueueDay(msgspec.Struct, kw_only=True):
    """Counters of the visits that entered the queue on local date `day` (metrics.md, "Queue metrics")."""

    day: str = ""
    offered: int = 0
    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_in_time: int = 0
    short_abandons: int = 0
    flowed_out: int = 0
    callbacks: int = 0
    answered_wait: Microseconds = 0
    longest_wait: Microseconds = 0


class LiveQueue(msgspec.Struct, kw_only=True):
    """`waiting`: interaction -> instant it entered the queue, offered ones included, in order of entry."""

    id: QueueId
    waiting: dict[InteractionId, Instant] = {}
    today: QueueDay = msgspec.field(default_factory=QueueDay)


class AgentDay(msgspec.Struct, kw_only=True):
    """Since sign-in: what the desk's "My day" shows."""

    signed_in_at: Instant = 0
    handled: int = 0
    talking: Microseconds = 0
    on_hold: Microseconds = 0
    wrapping_up: Microseconds = 0
    offers_accepted: int = 0
    offers_lost: int = 0


class LiveAgent(msgspec.Struct, kw_only=True):
    id: AgentId
    presence: Presence = Presence.OFFLINE
    reason: str = ""
    presence_since: Instant = 0
    state: AgentState = AgentState.OFFLINE
    state_since: Instant = 0
    device: DeviceId | None = None
    reachable_devices: list[DeviceId] = []
    interaction: InteractionId | None = None
    """The one in hand: offered, talking or being wrapped up."""
    queue: QueueId | None = None
    wrap_up_ends_at: Instant = 0
    today: AgentDay = msgspec.field(default_factory=AgentDay)


class LiveOffer(msgspec.Struct, kw_only=True, frozen=True):
    id: OfferId
    agent: AgentId
    device: DeviceId
    made_at: Instant
    expires_at: Instant
    rule: str
    idle: Microseconds
    candidates: int


class PathStep(msgspec.Struct, kw_only=True, frozen=True):
    """One answer in the IVR, for the caller card."""

    at: Instant
    node: str
    key: str
    label: str


class LiveInteraction(msgspec.Struct, kw_only=True):
    """An open interaction: until the customer is gone and no agent wraps up."""

    id: InteractionId
    medium: Medium
    direction: Direction
    phase: Phase
    phase_since: Instant
    arrived_at: Instant
    dialled: str
    number: NumberId | None
    trunk: TrunkId | None
    caller: str
    caller_name: str
    pbx: str = ""
    leg: str = ""
    flow: FlowId | None = None
    node: NodeId = ""
    """Where in the flow, while the phase is IN_FLOW."""
    path: list[PathStep] = []
    queue: QueueId | None = None
    priority: int = 0
    language: str = ""
    queued_at: Instant = 0
    offers: int = 0
    """Number of the last one; the agent's leg of it is `<id>.<offers>`."""
    offer: LiveOffer | None = None
    agent: AgentId | None = None
    connected_at: Instant = 0
    held_since: Instant = 0
    held: Microseconds = 0
    """Total of the holds that have ended."""
    recording: bool = False
    wrapping_up: bool = False


class LiveState(msgspec.Struct, kw_only=True):
    """`epoch` and `seq` name the last fact applied."""

    epoch: int = 0
    seq: int = 0
    at: Instant = 0
    version: int = 0
    pbx: dict[str, bool] = {}
    queues: dict[QueueId, LiveQueue] = {}
    agents: dict[AgentId, LiveAgent] = {}
    interactions: dict[InteractionId, LiveInteraction] = {}


class Changes(msgspec.Struct, kw_only=True):
    """Which parts of a LiveState one or more facts touched; a key whose part is gone was removed."""

    queues: set[QueueId] = msgspec.field(default_factory=set)
    agents: set[AgentId] = msgspec.field(default_factory=set)
    interactions: set[InteractionId] = msgspec.field(default_factory=set)
    center: bool = False
