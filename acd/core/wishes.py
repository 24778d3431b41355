"""Intents: what people want. Carried out, or refused with a stable code; nothing half-way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from acd.core import (
    callbacks,
    consults,
    media,
    offers,
    outbound,
    overflowing,
    parties,
    steering,
    supervision,
    talks,
    transfers,
    wrap_ups,
)
from acd.core.adoption import own_devices
from acd.core.agents import enter
from acd.core.asking import of_agent, refuse, talk_of
from acd.core.center import Center, clean
from acd.core.lifecycles import OfferEvent, Wish, Work
from acd.core.limits import REASON_LENGTH_MAX
from acd.core.model import Agent
from contracts.ids import DeviceId
from contracts.intents import (
    AcceptOffer,
    AdoptConfiguration,
    CancelCallback,
    CloseInteraction,
    CloseQueue,
    CompleteTransfer,
    Consult,
    ContinueRecording,
    DeclineOffer,
    Dial,
    EndConsult,
    ExtendWrapUp,
    FinishWrapUp,
    HandOver,
    HangUpInteraction,
    Hold,
    IntentEnvelope,
    Monitor,
    OpenInteraction,
    PauseRecording,
    Pick,
    Refusal,
    RemoveParty,
    RequestCallback,
    RequestWrapUp,
    Resume,
    ScheduleCallback,
    SendDigits,
    SetLabel,
    SetPresence,
    SetPriority,
    StartConference,
    StopMonitoring,
    SwitchConsult,
    TakeOver,
    Transfer,
)
from contracts.vocabulary import Presence, PresenceReason, RefusalCode, WrapUpEnd, WrapUpMode


def carry_out(center: Center, envelope: IntentEnvelope) -> Refusal | None:
    """Do what is wanted and return None, or change nothing and say why not."""
    return WISHES[type(envelope.intent)](center, envelope.intent, envelope.by)


def _adopt(center: Center, intent: AdoptConfiguration, by: int) -> Refusal | None:
    """The shell reads and adopts a configuration before it passes this on."""
    if intent.version > center.configuration.version:
        return refuse(RefusalCode.NOT_ADOPTED, f"version {center.configuration.version} is in force")
    return None


def _set_presence(center: Center, agent: Agent, intent: SetPresence, by: int) -> Refusal | None:
    if len(intent.reason) > REASON_LENGTH_MAX:
        return refuse(RefusalCode.REASON_TOO_LONG, f"at most {REASON_LENGTH_MAX} characters")
    own = own_devices(center, agent)
    if intent.device is not None and intent.device not in own:
        return refuse(RefusalCode.UNKNOWN_DEVICE, f"agent {agent.id} has no device {intent.device}")
    if intent.presence is Presence.OFFLINE:
        _sign_out(center, agent, by)
        return None
    if intent.presence is Presence.NOT_READY:
        _go(center, agent, Presence.NOT_READY, clean(intent.reason), intent.device, by)
        return None
    device = intent.device if intent.device is not None else _preferred(agent, own)
    if device is None:
        return refuse(RefusalCode.NO_DEVICE, f"agent {agent.id} has no device to ring at")
    if device not in agent.reachable:
        return refuse(RefusalCode.DEVICE_UNREACHABLE, f"the PBX cannot reach device {device}")
    _go(center, agent, Presence.READY, "", device, by)
    return None


def _preferred(agent: Agent, own: list[DeviceId]) -> DeviceId | None:
    """The last one used if it is there, else the first that can be reached, else the first."""
    if agent.device in own and agent.device in agent.reachable:
        return agent.device
    return next((device for device in own if device in agent.reachable), own[0] if own else None)


def _go(center: Center, agent: Agent, presence: Presence, reason: str, device: DeviceId | None, by: int) -> None:
    if (agent.presence, agent.reason) == (presence, reason) and device in (None, agent.device):
        return
    ready = presence is Presence.READY
    if agent.presence is Presence.OFFLINE:
        wish = Wish.SIGNED_IN_READY if ready else Wish.SIGNED_IN_NOT_READY
    else:
        wish = Wish.READY if ready else Wish.NOT_READY
    enter(center, agent, wish, reason, device=device, by=by)


def _sign_out(center: Center, agent: Agent, by: int) -> None:
    """At once; a customer who is being talked to is not cut off: then when that is over."""
    if agent.presence is Presence.OFFLINE:
        return
    mandatory = agent.wrap_up is not None and agent.wrap_up.wrap_up_mandatory
    for interaction in [one for one in (agent.interaction, *agent.others) if one is not None and one.offer is not None]:
        offers.lose(center, interaction, OfferEvent.AGENT_DECLINED, leg_gone=False, innocent=True)
    if agent.work is Work.WRAPPING_UP and not mandatory:
        wrap_ups.finish(center, agent, WrapUpEnd.SIGNED_OUT)
    if agent.work is not Work.FREE:
        _go(center, agent, Presence.NOT_READY, PresenceReason.SIGNING_OUT, None, by)
    elif not _is_offline(agent):
        enter(center, agent, Wish.SIGNED_OUT, by=by)


def _is_offline(agent: Agent) -> bool:
    return agent.presence is Presence.OFFLINE


def _decline(center: Center, agent: Agent, intent: DeclineOffer, by: int) -> Refusal | None:
    interaction = media.offered_to(agent, intent.offer)
    if interaction is None:
        return refuse(RefusalCode.OFFER_GONE, f"offer {intent.offer[:40]} is over")
    offers.lose(center, interaction, OfferEvent.AGENT_DECLINED, leg_gone=False)
    return None


def _wrap_up(center: Center, agent: Agent, intent: FinishWrapUp | ExtendWrapUp, by: int) -> Refusal | None:
    interaction, talk = agent.interaction, agent.wrap_up
    if talk is None or interaction is None or interaction.id != intent.interaction:
        return refuse(RefusalCode.NO_WRAP_UP, f"agent {agent.id} does not wrap up {intent.interaction[:40]}")
    if isinstance(intent, ExtendWrapUp):
        if not wrap_ups.extensions_left(talk):
            return refuse(RefusalCode.NO_EXTENSION, f"{talk.extensions} of {talk.queue.wrap_up_extensions_max} used, or it has no end")
        wrap_ups.extend(center, agent, talk)
    elif talk.wrap_up_mandatory:
        return refuse(RefusalCode.WRAP_UP_MANDATORY, f"wrap-up in queue {talk.queue.id} lasts {talk.queue.wrap_up_seconds} s")
    else:
        wrap_ups.finish(center, agent, WrapUpEnd.DONE)
    return None


def _request_wrap_up(center: Center, agent: Agent, intent: RequestWrapUp, by: int) -> Refusal | None:
    found = talk_of(center, agent.id, intent.interaction, voice_only=False)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if talk.queue.wrap_up is not WrapUpMode.OPTIONAL:
        return refuse(RefusalCode.NO_WRAP_UP, f"wrap-up is not optional in queue {talk.queue.id}: it comes by itself, or never")
    wrap_ups.request(center, interaction, talk)
    return None


def _control(center: Center, agent: Agent, intent: Hold | Resume | HangUpInteraction, by: int) -> Refusal | None:
    found = talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if isinstance(intent, HangUpInteraction):
        transfers.owner_left(center, interaction, leg_gone=agent.leg is None)
        return None
    if agent.work not in (Work.TALKING, Work.ON_HOLD):
        return refuse(RefusalCode.NOT_CONNECTED, f"agent {agent.id} does not talk with the customer now")
    if parties.consulted(interaction) is not None:
        return refuse(RefusalCode.CONSULTING, "the consultation decides whom the customer hears")
    if not center.is_up(interaction.node):
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    if isinstance(intent, Hold):
        if agent.work is Work.ON_HOLD:
            return refuse(RefusalCode.ALREADY_HELD, "the customer is on hold")
        talks.hold(center, interaction, talk)
        return None
    if agent.work is not Work.ON_HOLD:
        return refuse(RefusalCode.NOT_HELD, "the customer is not on hold")
    talks.resume(center, interaction, talk)
    return None


def _pause_recording(center: Center, agent: Agent, intent: PauseRecording | ContinueRecording, by: int) -> Refusal | None:
    found = talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    recording = center.recordings.get(talk.recording or "")
    if recording is None:
        return refuse(RefusalCode.NOT_RECORDED, f"interaction {interaction.id} is not recorded")
    if not center.is_up(interaction.node):
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    talks.pause_recording(center, recording, isinstance(intent, PauseRecording))
    return None


WISHES: Final[dict[type, Callable[[Center, Any, int], Refusal | None]]] = {
    AdoptConfiguration: _adopt,
    SetPresence: of_agent(_set_presence),
    DeclineOffer: of_agent(_decline),
    FinishWrapUp: of_agent(_wrap_up),
    ExtendWrapUp: of_agent(_wrap_up),
    RequestWrapUp: of_agent(_request_wrap_up),
    Hold: of_agent(_control),
    Resume: of_agent(_control),
    HangUpInteraction: of_agent(_control),
    PauseRecording: of_agent(_pause_recording),
    ContinueRecording: of_agent(_pause_recording),
    CloseQueue: overflowing.close_queue,
    RequestCallback: callbacks.request,
    ScheduleCallback: callbacks.schedule,
    CancelCallback: callbacks.cancel,
    Dial: of_agent(outbound.dial),
    SendDigits: of_agent(supervision.send_digits),
    Transfer: of_agent(transfers.transfer),
    Consult: of_agent(consults.consult),
    SwitchConsult: of_agent(consults.switch),
    EndConsult: of_agent(consults.end_consult),
    CompleteTransfer: of_agent(transfers.complete),
    StartConference: of_agent(consults.start_conference),
    HandOver: of_agent(transfers.hand_over),
    RemoveParty: of_agent(consults.remove_party),
    Monitor: of_agent(supervision.monitor),
    StopMonitoring: of_agent(supervision.stop),
    TakeOver: of_agent(supervision.take_over),
    Pick: of_agent(steering.pick),
    SetPriority: steering.set_priority,
    SetLabel: steering.set_label,
    OpenInteraction: media.open_interaction,
    AcceptOffer: of_agent(media.accept),
    CloseInteraction: media.close,
}
"""What each kind of intent does; `by` is the user's id."""
