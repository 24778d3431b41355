"""Facts: what happened, said once by the engine, past tense. Wallboard, reports, audit and recovery all derive from them.

Every fact carries the epoch of the engine that said it, its sequence number (from 1, without gaps within an epoch), the instant, and
the configuration version under which it happened. (epoch, seq) identifies a fact for ever: receiving it twice changes nothing.
Segments and visits are told when they end, with their start, so that a report needs no pairing of rows.
"""

from __future__ import annotations

import msgspec

from contracts.control_facts import ControlFact
from contracts.dialling import DialMeans, DialWhy, NumberKind
from contracts.ids import (
    AgentId,
    DeviceId,
    FlowId,
    Instant,
    InteractionId,
    LabelId,
    Microseconds,
    NodeId,
    NumberId,
    OfferId,
    QueueId,
    Seconds,
    SkillId,
    TrunkId,
)
from contracts.queue_facts import Decision, QueueFact
from contracts.vocabulary import (
    Direction,
    EndCause,
    Medium,
    MenuOutcome,
    OfferOutcome,
    Presence,
    SegmentKind,
    VisitOutcome,
    WrapUpEnd,
)


class EngineStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="engine_started"):
    """First fact of an epoch. `previous_epoch` is 0 on the very first start."""

    previous_epoch: int = 0


class ConfigurationAdopted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="configuration_adopted"):
    """Queues and agents that exist from now on; a removed agent is signed out before this."""

    version: int
    queues: list[QueueId]
    agents: list[AgentId]


class PbxLost(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pbx_lost"):
    """The engine cannot ask this node. `devices_only`: it has agents' phones, no interactions."""

    node: str
    devices_only: bool = False


class PbxFound(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pbx_found"):
    node: str
    devices_only: bool = False


class InteractionArrived(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="interaction_arrived"):
    """`caller` is E.164 where it could be read as a number, else the text as sent ("" = withheld); names are only text.

    `pbx` and `leg`: on which node, under which channel id; a restarted engine finds the caller again by them.
    """

    interaction: InteractionId
    medium: Medium
    direction: Direction
    dialled: str
    number: NumberId | None
    trunk: TrunkId | None
    caller: str
    caller_name: str
    pbx: str = ""
    leg: str = ""
    reference: str = ""
    """Another system's name for it (media without legs), or the call-back's id."""
    priority: int = 0
    """Its own, from the number called; the queue it enters adds its own."""


class FlowEntered(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="flow_entered"):
    interaction: InteractionId
    flow: FlowId
    flow_version: int


class NodeVisited(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="node_visited"):
    interaction: InteractionId
    node: NodeId


class MenuAnswered(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="menu_answered"):
    """`key` is "" on a time-out; `label` is the choice in the administrator's words."""

    interaction: InteractionId
    node: NodeId
    outcome: MenuOutcome
    key: str
    label: str


class InteractionQueued(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="interaction_queued"):
    """Opens a queue visit. `day` is the queue's local date (ISO 8601) at entry: the cohort to which the visit belongs."""

    interaction: InteractionId
    queue: QueueId
    day: str
    priority: int
    language: str
    required_skills: dict[SkillId, int]
    label: LabelId | None = None
    preferred_agent: AgentId | None = None
    preferred_until: Instant = 0
    preferred_rule: str = ""
    """Why that agent: a rule of Decision."""
    entered_at: Instant = 0
    """Since when it counts as waiting, when that is before this fact: a kept place. 0 = this fact's instant."""
    estimated_wait: Seconds | None = None
    own_skills: dict[SkillId, int] = {}
    """What the interaction itself asks for (IVR, API); `required_skills` has it, too."""


class OfferMade(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="offer_made"):
    """One attempt to give an interaction to one agent, with why: who could have had it, and by which rule this agent won."""

    interaction: InteractionId
    offer: OfferId
    queue: QueueId
    agent: AgentId
    device: DeviceId
    expires_at: Instant
    rule: str
    idle: Microseconds
    candidates: int
    decision: Decision | None = None


class OfferEnded(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="offer_ended"):
    """`detail`: SIP or Q.850 words of a failure, else "". Alerting lasted from `made_at` to this fact's instant."""

    interaction: InteractionId
    offer: OfferId
    queue: QueueId
    agent: AgentId
    outcome: OfferOutcome
    made_at: Instant
    detail: str = ""


class QueueVisitEnded(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="queue_visit_ended"):
    """The wait is this fact's instant - `entered_at`: queueing and ringing, without the IVR.

    The thresholds T and S of metrics.md stand beside it as they were configured at that moment.
    """

    interaction: InteractionId
    queue: QueueId
    day: str
    entered_at: Instant
    outcome: VisitOutcome
    service_level_seconds: Seconds
    short_abandon_seconds: Seconds
    agent: AgentId | None = None
    estimated_wait: Seconds | None = None
    """What was estimated at entry; beside the wait itself it gives the error of the estimate."""


class InteractionConnected(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="interaction_connected"):
    """Customer and agent hear each other from here on."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    device: DeviceId
    recorded: bool
    sticky: bool = False
    """The queue wants who calls again to be asked of the same agent first."""


class HoldStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hold_started"):
    interaction: InteractionId
    agent: AgentId


class HoldEnded(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hold_ended"):
    interaction: InteractionId
    agent: AgentId


class SegmentEnded(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="segment_ended"):
    """An agent's stretch of one kind of work for one interaction, from `started_at` to this fact's instant."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    segment: SegmentKind
    started_at: Instant


class WrapUpStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="wrap_up_started"):
    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    ends_at: Instant
    """0 = no end by itself."""
    mandatory: bool = False
    """It cannot be cut short."""
    extensions_left: int = 0


class HandlingEnded(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="handling_ended"):
    """The agent is done with the interaction: end of wrap-up, or of the talk where there is none. Books handle time."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    talking: Microseconds
    on_hold: Microseconds
    wrapping_up: Microseconds
    wrap_up_end: WrapUpEnd | None = None


class InteractionEnded(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", tag="interaction_ended"):
    """The customer is gone. An agent's wrap-up may still run."""

    interaction: InteractionId
    cause: EndCause
    arrived_at: Instant
    detail: str = ""
    """Outbound: why the customer was not reached, in SIP or Q.850 words."""


class PresenceChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="presence_changed"):
    """Closes the presence interval that began at `previous_since` and opens the next. `by` = user id, 0 = the engine."""

    agent: AgentId
    presence: Presence
    reason: str
    previous: Presence
    previous_reason: str
    previous_since: Instant
    device: DeviceId | None = None
    by: int = 0


class DeviceReachable(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="device_reachable"):
    """What the PBX says of the phone, never what the browser believes."""

    device: DeviceId
    agent: AgentId
    reachable: bool


class RecordingStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="recording_started"):
    """`name`: files `<name>-agent.wav` and `<name>-caller.wav` under the recordings root, one side each."""

    interaction: InteractionId
    agent: AgentId
    name: str


class RecordingEnded(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="recording_ended"):
    """`agent_offset`/`caller_offset`: how long after the connect each side's file begins."""

    interaction: InteractionId
    agent: AgentId
    name: str
    started_at: Instant
    agent_offset: Microseconds
    caller_offset: Microseconds
    failure: str = ""


class LimitReached(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="limit_reached"):
    """A named limit was met and something was refused politely."""

    limit: str
    value: int
    interaction: InteractionId | None = None
    queue: QueueId | None = None


class DialRefused(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="dial_refused"):
    """The dial rules stopped a number from being dialled. `number` is shortened; `why` and `number_kind` are words of contracts.dialling.

    `by` is the account that wanted it, 0 = a rule or a caller.
    """

    means: DialMeans
    number: str
    region: str
    number_kind: NumberKind
    why: DialWhy
    by: int = 0
    agent: AgentId | None = None
    queue: QueueId | None = None
    interaction: InteractionId | None = None


Fact = (
    EngineStarted
    | ConfigurationAdopted
    | PbxLost
    | PbxFound
    | InteractionArrived
    | FlowEntered
    | NodeVisited
    | MenuAnswered
    | InteractionQueued
    | OfferMade
    | OfferEnded
    | QueueVisitEnded
    | InteractionConnected
    | HoldStarted
    | HoldEnded
    | SegmentEnded
    | WrapUpStarted
    | HandlingEnded
    | InteractionEnded
    | PresenceChanged
    | DeviceReachable
    | RecordingStarted
    | RecordingEnded
    | LimitReached
    | DialRefused
    | ControlFact
    | QueueFact
)


class FactEnvelope(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    epoch: int
    seq: int
    at: Instant
    version: int
    fact: Fact


_decoder = msgspec.json.Decoder(FactEnvelope)
_encoder = msgspec.json.Encoder()


def encode(envelope: FactEnvelope) -> bytes:
    """One JSON object without line breaks, as it stands in the journal, in the stream and in PostgreSQL."""
    return _encoder.encode(envelope)


def decode(raw: bytes | str) -> FactEnvelope:
    """Raises msgspec.ValidationError for anything that is not a fact of this vocabulary."""
    return _decoder.decode(raw)
