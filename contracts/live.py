"""The live state of the center as everybody outside the engine sees it: a snapshot, and how each fact changes it.

`apply` is the only reducer. The engine keeps a LiveState beside its floor and saves it as the snapshot; every web process loads the
snapshot and applies the facts that follow. Applying the facts to the old snapshot must equal the new snapshot (tests/contract).
"""

from __future__ import annotations

import msgspec

from contracts.ids import (
    AgentId,
    CallbackId,
    DeviceId,
    FlowId,
    Instant,
    InteractionId,
    LabelId,
    Microseconds,
    NodeId,
    NumberId,
    OfferId,
    PartyId,
    QueueId,
    Seconds,
    SkillId,
    TeamId,
    TrunkId,
)
from contracts.queue_facts import Pace
from contracts.vocabulary import AgentState, CallbackFirst, Direction, Medium, MonitorMode, PartyRole, Phase, Presence, TransferKind


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
    closed: bool = False
    """By emergency."""
    lent: list[TeamId] = []
    """Conditional groups that lend their agents now."""


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
    """The one in hand: offered, talking, asked for or being wrapped up; of several media the one that `state` is about."""
    others: list[InteractionId] = []
    """Further ones in hand, of media that leave room."""
    party: PartyId | None = None
    """Set while the agent is a party of `interaction` and not its owner."""
    queue: QueueId | None = None
    talked: Microseconds = 0
    held: Microseconds = 0
    """Of the handling in hand, in segments that have ended."""
    wrap_up_ends_at: Instant = 0
    """0 = no end by itself."""
    wrap_up_mandatory: bool = False
    extensions_left: int = 0
    wrap_up_requested: bool = False
    misses: int = 0
    declines: int = 0
    """Offers lost since the last accepted one."""
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


class LiveParty(msgspec.Struct, kw_only=True):
    """Beside customer and owner. `joined_at` 0 = it still rings."""

    id: PartyId
    role: PartyRole
    by: AgentId
    agent: AgentId | None = None
    device: DeviceId | None = None
    number: str = ""
    mode: MonitorMode | None = None
    invited_at: Instant = 0
    joined_at: Instant = 0


class LiveCallback(msgspec.Struct, kw_only=True):
    """Arranged and not done. `interaction`: while it waits or is carried out; otherwise `due_at` says when it will."""

    id: CallbackId
    queue: QueueId
    number: str
    first: CallbackFirst
    origin: InteractionId | None = None
    entered_at: Instant = 0
    priority: int = 0
    due_at: Instant = 0
    name: str = ""
    note: str = ""
    language: str = ""
    for_agent: AgentId | None = None
    by: AgentId | None = None
    attempts: int = 0
    interaction: InteractionId | None = None


class LastAgent(msgspec.Struct, kw_only=True, frozen=True):
    """Who last talked with a number, for sticky queues."""

    agent: AgentId
    at: Instant


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
    recording_paused: bool = False
    wrapping_up: list[AgentId] = []
    """Who still wraps up after it; after a transfer somebody else may talk with the customer already."""
    reference: str = ""
    label: LabelId | None = None
    required_skills: dict[SkillId, int] = {}
    """In force now, after relaxation."""
    own_skills: dict[SkillId, int] = {}
    """What it asks for itself, whatever the queue."""
    stage: int = 0
    preferred_agent: AgentId | None = None
    preferred_until: Instant = 0
    preferred_rule: str = ""
    estimated_wait: Seconds | None = None
    tried: list[AgentId] = []
    """Lost an offer of this visit; asked again only when nobody else can be."""
    owner_leg: str = ""
    """The leg of its owner, the one it was last accepted, handed or dialled by."""
    customer_leg: str = ""
    """Outbound: the customer's leg, once it was dialled."""
    parties: list[LiveParty] = []
    with_customer: bool = True
    """While somebody is consulted: whether the owner talks with the customer."""
    lost_at: Instant = 0
    """Since when the owner's phone is lost."""
    rescue_until: Instant = 0
    transfer: TransferKind | None = None
    """How it last came to its owner, or is on the way to one."""
    detail: str = ""
    """Why the customer was not reached, once it has ended."""
    announced_position: int = 0
    callback: CallbackId | None = None
    overflows: int = 0
    """How often a queue's rule has led it elsewhere since it last was with an agent."""


class LiveState(msgspec.Struct, kw_only=True):
    """`epoch` and `seq` name the last fact applied."""

    epoch: int = 0
    seq: int = 0
    at: Instant = 0
    version: int = 0
    pbx: dict[str, bool] = {}
    device_nodes: dict[str, bool] = {}
    """Nodes that have agents' phones and no interactions: whether the engine can ask them."""
    queues: dict[QueueId, LiveQueue] = {}
    agents: dict[AgentId, LiveAgent] = {}
    interactions: dict[InteractionId, LiveInteraction] = {}
    callbacks: dict[CallbackId, LiveCallback] = {}
    last_agents: dict[str, LastAgent] = {}
    """By the customer's number, only for sticky queues, the most recent LAST_AGENTS_MAX, oldest first."""
    turns: dict[QueueId, dict[AgentId, Instant]] = {}
    """Of queues that go round: whom they asked and when, least recently first."""
    paces: dict[QueueId, Pace] = {}
    """What each queue's estimates rest on, as last told."""


LAST_AGENTS_MAX = 5_000


class Changes(msgspec.Struct, kw_only=True):
    """Which parts of a LiveState one or more facts touched; a key whose part is gone was removed."""

    queues: set[QueueId] = msgspec.field(default_factory=set)
    agents: set[AgentId] = msgspec.field(default_factory=set)
    interactions: set[InteractionId] = msgspec.field(default_factory=set)
    callbacks: set[CallbackId] = msgspec.field(default_factory=set)
    center: bool = False
