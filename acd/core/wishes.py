"""Intents: what people want. Carried out, or refused with a stable code; nothing half-way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from acd.core import callers, offers, overflowing, talks, wrap_ups
from acd.core.adoption import own_devices
from acd.core.agents import enter
from acd.core.center import Center, clean
from acd.core.lifecycles import OfferEvent, Wish, Work
from acd.core.limits import REASON_LENGTH_MAX
from acd.core.model import Agent, Interaction, Talk
from contracts.ids import AgentId, DeviceId, InteractionId
from contracts.intents import (
    AdoptConfiguration,
    CloseQueue,
    DeclineOffer,
    ExtendWrapUp,
    FinishWrapUp,
    HangUpInteraction,
    Hold,
    IntentEnvelope,
    Refusal,
    RequestWrapUp,
    Resume,
    SetPresence,
)
from contracts.vocabulary import EndCause, Presence, PresenceReason, RefusalCode, WrapUpEnd, WrapUpMode


def _refuse(code: RefusalCode, detail: str) -> Refusal:
    return Refusal(code=code.value, detail=detail)


def carry_out(center: Center, envelope: IntentEnvelope) -> Refusal | None:
    """Do what is wanted and return None, or change nothing and say why not."""
    wish = WISHES.get(type(envelope.intent))
    if wish is None:
        return _refuse(RefusalCode.WRONG_MEDIUM, f"{type(envelope.intent).__name__} is not known here")
    return wish(center, envelope.intent, envelope.by)


def _adopt(center: Center, intent: AdoptConfiguration, by: int) -> Refusal | None:
    """The shell reads and adopts a configuration before it passes this on."""
    if intent.version > center.configuration.version:
        return _refuse(RefusalCode.NOT_ADOPTED, f"version {center.configuration.version} is in force")
    return None


AgentWish = Callable[[Center, Agent, Any, int], Refusal | None]


def of_agent(wish: AgentWish) -> Callable[[Center, Any, int], Refusal | None]:
    """A wish whose intent names the agent it is for."""

    def carried_out(center: Center, intent: Any, by: int) -> Refusal | None:
        agent = center.agents.get(intent.agent)
        if agent is None or (agent.leaving and isinstance(intent, SetPresence)):
            return _refuse(RefusalCode.UNKNOWN_AGENT, f"there is no agent {intent.agent}")
        return wish(center, agent, intent, by)

    return carried_out


def _set_presence(center: Center, agent: Agent, intent: SetPresence, by: int) -> Refusal | None:
    if len(intent.reason) > REASON_LENGTH_MAX:
        return _refuse(RefusalCode.REASON_TOO_LONG, f"at most {REASON_LENGTH_MAX} characters")
    own = own_devices(center, agent)
    if intent.device is not None and intent.device not in own:
        return _refuse(RefusalCode.UNKNOWN_DEVICE, f"agent {agent.id} has no device {intent.device}")
    if intent.presence is Presence.OFFLINE:
        _sign_out(center, agent, by)
        return None
    if intent.presence is Presence.NOT_READY:
        _go(center, agent, Presence.NOT_READY, clean(intent.reason), intent.device, by)
        return None
    device = intent.device if intent.device is not None else _preferred(agent, own)
    if device is None:
        return _refuse(RefusalCode.NO_DEVICE, f"agent {agent.id} has no device to ring at")
    if device not in agent.reachable:
        return _refuse(RefusalCode.DEVICE_UNREACHABLE, f"the PBX cannot reach device {device}")
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
    if agent.work in (Work.TALKING, Work.ON_HOLD) or (agent.wrap_up is not None and agent.wrap_up.wrap_up_mandatory):
        _go(center, agent, Presence.NOT_READY, PresenceReason.SIGNING_OUT, None, by)
        return
    if agent.work is Work.RINGING and agent.interaction is not None:
        offers.lose(center, agent.interaction, OfferEvent.AGENT_DECLINED, leg_gone=False, innocent=True)
    elif agent.work is Work.WRAPPING_UP:
        wrap_ups.finish(center, agent, WrapUpEnd.SIGNED_OUT)
    if not _is_offline(agent):
        enter(center, agent, Wish.SIGNED_OUT, by=by)


def _is_offline(agent: Agent) -> bool:
    return agent.presence is Presence.OFFLINE


def _decline(center: Center, agent: Agent, intent: DeclineOffer, by: int) -> Refusal | None:
    interaction = agent.interaction
    if agent.work is not Work.RINGING or interaction is None or interaction.offer is None or interaction.offer.id != intent.offer:
        return _refuse(RefusalCode.OFFER_GONE, f"offer {intent.offer} is over")
    offers.lose(center, interaction, OfferEvent.AGENT_DECLINED, leg_gone=False)
    return None


def _wrap_up(center: Center, agent: Agent, intent: FinishWrapUp | ExtendWrapUp, by: int) -> Refusal | None:
    interaction, talk = agent.interaction, agent.wrap_up
    if talk is None or interaction is None or interaction.id != intent.interaction:
        return _refuse(RefusalCode.NO_WRAP_UP, f"agent {agent.id} does not wrap up {intent.interaction[:40]}")
    if isinstance(intent, ExtendWrapUp):
        if not wrap_ups.extensions_left(talk):
            return _refuse(RefusalCode.NO_EXTENSION, f"{talk.extensions} of {talk.queue.wrap_up_extensions_max} used, or it has no end")
        wrap_ups.extend(center, agent, talk)
    elif talk.wrap_up_mandatory:
        return _refuse(RefusalCode.WRAP_UP_MANDATORY, f"wrap-up in queue {talk.queue.id} lasts {talk.queue.wrap_up_seconds} s")
    else:
        wrap_ups.finish(center, agent, WrapUpEnd.DONE)
    return None


def _request_wrap_up(center: Center, agent: Agent, intent: RequestWrapUp, by: int) -> Refusal | None:
    found = _talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if talk.queue.wrap_up is not WrapUpMode.OPTIONAL:
        return _refuse(RefusalCode.NO_WRAP_UP, f"wrap-up is not optional in queue {talk.queue.id}: it comes by itself, or never")
    wrap_ups.request(center, interaction, talk)
    return None


def _control(center: Center, agent: Agent, intent: Hold | Resume | HangUpInteraction, by: int) -> Refusal | None:
    found = _talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if isinstance(intent, HangUpInteraction):
        callers.end(center, interaction, EndCause.AGENT_HUNG_UP)
        return None
    if not center.is_up(interaction.node):
        return _refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    if isinstance(intent, Hold):
        if agent.work is Work.ON_HOLD:
            return _refuse(RefusalCode.ALREADY_HELD, "the customer is on hold")
        talks.hold(center, interaction, talk)
        return None
    if agent.work is not Work.ON_HOLD:
        return _refuse(RefusalCode.NOT_HELD, "the customer is not on hold")
    talks.resume(center, interaction, talk)
    return None


def _talk_of(center: Center, agent: AgentId, wanted: InteractionId) -> tuple[Interaction, Talk] | Refusal:
    interaction = center.interactions.get(wanted)
    if interaction is None:
        return _refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {wanted[:40]} is over or never was")
    if interaction.talk is None:
        return _refuse(RefusalCode.NOT_CONNECTED, f"interaction {wanted} is with no agent")
    if interaction.talk.agent.id != agent:
        return _refuse(RefusalCode.NOT_YOURS, f"interaction {wanted} is with another agent")
    return interaction, interaction.talk


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
    CloseQueue: overflowing.close_queue,
}
"""What each kind of intent does; `by` is the user's id."""
