"""Facts of call control: further parties, transfers, supervision, lost phones, calls to the outside. They belong to facts.Fact."""

from __future__ import annotations

import msgspec

from contracts.ids import AgentId, DeviceId, Instant, InteractionId, PartyId, QueueId
from contracts.targets import Target
from contracts.vocabulary import MonitorMode, PartyEnd, PartyRole, RescueEnd, TransferKind


class PartyInvited(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="party_invited"):
    """A phone or outside number is rung to join. `agent` None = `number`; `by`: the agent who wanted it."""

    interaction: InteractionId
    party: PartyId
    role: PartyRole
    by: AgentId
    agent: AgentId | None = None
    device: DeviceId | None = None
    number: str = ""
    mode: MonitorMode | None = None


class PartyJoined(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="party_joined"):
    """It has answered, and hears whom its role lets it hear."""

    interaction: InteractionId
    party: PartyId


class PartyLeft(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="party_left"):
    """Rung since `invited_at`, there since `joined_at` (0 = never)."""

    interaction: InteractionId
    party: PartyId
    role: PartyRole
    why: PartyEnd
    invited_at: Instant
    joined_at: Instant
    agent: AgentId | None = None
    number: str = ""


class ConsultSwitched(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="consult_switched"):
    """With whom the owner talks from here on; the other side hears music."""

    interaction: InteractionId
    agent: AgentId
    with_customer: bool


class ConferenceStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="conference_started"):
    """The consulted party has become a member: all hear each other."""

    interaction: InteractionId
    agent: AgentId
    party: PartyId


class MonitorModeChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="monitor_mode_changed"):
    interaction: InteractionId
    party: PartyId
    agent: AgentId
    mode: MonitorMode


class Transferred(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="transferred"):
    """`agent` had it and is done with it; what follows (queue, offer, flow, owner) is told by its own facts."""

    interaction: InteractionId
    agent: AgentId
    transfer: TransferKind
    target: Target


class OwnerChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="owner_changed"):
    """`agent` has the interaction from here on and talks under leg `party`; None = only outside numbers are left with the customer.

    `previous` is 0 when a rule of the queue led the customer outside. Otherwise its segment and handling are told by SegmentEnded,
    WrapUpStarted, HandlingEnded, unless it stays as a member.
    """

    interaction: InteractionId
    queue: QueueId
    previous: AgentId
    agent: AgentId | None
    party: PartyId
    device: DeviceId | None
    transfer: TransferKind


class PhoneLost(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="phone_lost"):
    """The owner's leg broke in the middle of a talk (page reloaded, network gone). The customer hears music until `until`."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    device: DeviceId
    until: Instant


class PhoneRejoined(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="phone_rejoined"):
    """The phone is rung again under leg `party` when it is back; told when that leg is connected, or when the waiting ends otherwise."""

    interaction: InteractionId
    agent: AgentId
    party: PartyId
    lost_at: Instant
    why: RescueEnd


class CustomerDialled(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="customer_dialled"):
    """The agent's phone has answered; now the customer's number rings under leg `leg`."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId | None
    number: str
    caller_id: str
    leg: str


class WrapUpExtended(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="wrap_up_extended"):
    interaction: InteractionId
    agent: AgentId
    ends_at: Instant
    extensions: int


class WrapUpRequested(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="wrap_up_requested"):
    """Where wrap-up is optional."""

    interaction: InteractionId
    agent: AgentId


class DigitsSent(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="digits_sent"):
    """How many, never which: they may be a card's."""

    interaction: InteractionId
    agent: AgentId
    count: int


class RecordingPaused(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="recording_paused"):
    """From here on both files hold silence. `failure`: why it could not be continued; "" when somebody wanted the pause."""

    interaction: InteractionId
    agent: AgentId
    name: str
    failure: str = ""


class RecordingContinued(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="recording_continued"):
    """The voices are in the files again. `failure`: why it could not be paused; "" when somebody wanted it."""

    interaction: InteractionId
    agent: AgentId
    name: str
    failure: str = ""


class OutboundStarted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="outbound_started"):
    """Follows InteractionArrived of direction OUTBOUND: whose phone is called first, and in which queue's name."""

    interaction: InteractionId
    queue: QueueId
    agent: AgentId
    device: DeviceId
    party: PartyId


ControlFact = (
    PartyInvited
    | PartyJoined
    | PartyLeft
    | ConsultSwitched
    | ConferenceStarted
    | MonitorModeChanged
    | Transferred
    | OwnerChanged
    | PhoneLost
    | PhoneRejoined
    | CustomerDialled
    | WrapUpExtended
    | WrapUpRequested
    | DigitsSent
    | RecordingPaused
    | RecordingContinued
    | OutboundStarted
)
