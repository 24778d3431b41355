"""Intents: what somebody wants of the engine. Imperative; each may be refused with a reason."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from contracts.ids import AgentId, CallbackId, DeviceId, Instant, InteractionId, LabelId, OfferId, PartyId, QueueId
from contracts.permissions import Permission
from contracts.skills import RequiredSkill
from contracts.targets import Target
from contracts.vocabulary import Medium, MonitorMode, Presence


class SetPresence(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_presence"):
    """With work in hand it takes effect afterwards. `device` chooses where the agent rings; None keeps the last one."""

    own: ClassVar[Permission] = Permission.PRESENCE_OWN
    other: ClassVar[Permission] = Permission.PRESENCE_ANY
    agent: AgentId
    presence: Presence
    reason: str = ""
    device: DeviceId | None = None


class DeclineOffer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="decline_offer"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    offer: OfferId


class Hold(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hold"):
    """The customer hears music."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class Resume(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="resume"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class HangUpInteraction(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hang_up"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class FinishWrapUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="finish_wrap_up"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class AcceptOffer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="accept_offer"):
    """For media without a phone; a voice offer is accepted by picking up."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    offer: OfferId


class ExtendWrapUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="extend_wrap_up"):
    """By the queue's extension, as often as the queue allows."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class RequestWrapUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="request_wrap_up"):
    """During the talk, where wrap-up is optional."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class Dial(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="dial"):
    """Calls the agent's phone, then the customer, in the queue's name (its caller identity, wrap-up, recording)."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    number: str
    queue: QueueId


class PauseRecording(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pause_recording"):
    """Both sides are silence in the recording until ContinueRecording (a card number, say); a new owner's recording begins unpaused."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class ContinueRecording(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="continue_recording"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class SendDigits(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="send_digits"):
    """DTMF to the customer's side: "0".."9", "*", "#", at most 32."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    digits: str


class Transfer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="transfer"):
    """Blind: the owner is done with it at once. To an agent: that one is asked first, then the queue it came from."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    target: Target


class Consult(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="consult"):
    """The customer is put on hold, the target is rung. A queue stands for the agent who would be offered its next interaction."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    target: Target


class SwitchConsult(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="switch_consult"):
    """Talk with the customer (the consulted party hears music), or with the consulted party (the customer does)."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    with_customer: bool


class EndConsult(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end_consult"):
    """The consulted party is let go, also while it rings; the owner talks with the customer again."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class CompleteTransfer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="complete_transfer"):
    """Attended: the consulted party gets the customer, the owner is done with it."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class StartConference(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="start_conference"):
    """Customer, owner and the consulted party hear each other; another one may be consulted after."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class HandOver(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hand_over"):
    """Another agent of the conference becomes the owner; who was it leaves, or stays as a member."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    party: PartyId
    leave: bool = True


class RemoveParty(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="remove_party"):
    """The owner ends a party's part; a consulted agent or member the own one."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    party: PartyId


class Monitor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="monitor"):
    """`agent` is the supervisor's own; again with another mode changes the mode."""

    own: ClassVar[Permission] = Permission.INTERACTION_MONITOR
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId
    mode: MonitorMode


class StopMonitoring(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="stop_monitoring"):
    own: ClassVar[Permission] = Permission.INTERACTION_MONITOR
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class TakeOver(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="take_over"):
    """The monitoring supervisor becomes the owner; the former owner is done with it."""

    own: ClassVar[Permission] = Permission.INTERACTION_MONITOR
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class Pick(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pick"):
    """The agent wants this waiting interaction next, whatever the order; offered at once."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId
    interaction: InteractionId


class SetPriority(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_priority"):
    """Of a waiting interaction, or of one that will wait (contact's segment, supervisor, other systems)."""

    own: ClassVar[Permission] = Permission.INTERACTION_ANY
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    interaction: InteractionId
    priority: int


class SetLabel(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_label"):
    own: ClassVar[Permission] = Permission.INTERACTION_ANY
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    interaction: InteractionId
    label: LabelId | None


class CloseQueue(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="close_queue"):
    """Emergency closing, at once and until it is opened again; None = all queues. Who waits is led away by the emergency rule."""

    own: ClassVar[Permission] = Permission.QUEUE_CLOSE
    other: ClassVar[Permission] = Permission.QUEUE_CLOSE
    queue: QueueId | None
    closed: bool


class RequestCallback(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="request_callback"):
    """For a waiting interaction: it keeps its place, the line is hung up. `number` "" = the caller's own."""

    own: ClassVar[Permission] = Permission.INTERACTION_ANY
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    interaction: InteractionId
    number: str = ""


class ScheduleCallback(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="schedule_callback"):
    """At `at` it waits in the queue like a caller. `for_agent`: asked first. 0 as `at` = now."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId | None = None
    """Who wants it; None = a program."""
    queue: QueueId
    number: str
    at: Instant = 0
    name: str = ""
    note: str = ""
    for_agent: AgentId | None = None


class CancelCallback(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="cancel_callback"):
    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId | None = None
    callback: CallbackId


class OpenInteraction(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="open_interaction"):
    """A chat, an e-mail, a task of another system enters a queue. `reference` is that system's own name for it."""

    own: ClassVar[Permission] = Permission.INTERACTION_ANY
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    medium: Medium
    queue: QueueId
    reference: str
    sender: str = ""
    sender_name: str = ""
    priority: int = 0
    required_skills: list[RequiredSkill] = []
    label: LabelId | None = None
    for_agent: AgentId | None = None


class CloseInteraction(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="close_interaction"):
    """The end of one of a medium without legs; by its agent, or (`agent` None) by the system that opened it."""

    own: ClassVar[Permission] = Permission.INTERACTION_OWN
    other: ClassVar[Permission] = Permission.INTERACTION_ANY
    agent: AgentId | None = None
    interaction: InteractionId


class AdoptConfiguration(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="adopt_configuration"):
    """A new version lies under wire.CONFIGURATION_KEY."""

    own: ClassVar[Permission] = Permission.CONFIGURATION_EDIT
    other: ClassVar[Permission] = Permission.CONFIGURATION_EDIT
    version: int


Intent = (
    SetPresence
    | DeclineOffer
    | AcceptOffer
    | Hold
    | Resume
    | HangUpInteraction
    | FinishWrapUp
    | ExtendWrapUp
    | RequestWrapUp
    | Dial
    | PauseRecording
    | ContinueRecording
    | SendDigits
    | Transfer
    | Consult
    | SwitchConsult
    | EndConsult
    | CompleteTransfer
    | StartConference
    | HandOver
    | RemoveParty
    | Monitor
    | StopMonitoring
    | TakeOver
    | Pick
    | SetPriority
    | SetLabel
    | CloseQueue
    | RequestCallback
    | ScheduleCallback
    | CancelCallback
    | OpenInteraction
    | CloseInteraction
    | AdoptConfiguration
)


class IntentEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the sender's (a repeated id is carried out once); the outcome is published on `reply_to`."""

    id: str
    sent_at: int
    by: int
    intent: Intent
    reply_to: str = ""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """`code` is stable and translated by the user interface; `detail` is for logs and developers."""

    code: str
    detail: str = ""


class IntentOutcome(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    refused: Refusal | None = None
