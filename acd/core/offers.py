"""Offers: made by a match, ended by the phone, the agent, the clock, the PBX or the customer."""

from __future__ import annotations

from typing import Final

from acd.core import decisions, preferences, queueing
from acd.core.agents import await_end_of_leg, blame, forget_leg, refresh, rest, settle, take, use_leg
from acd.core.attempts import dials_customer_first
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import HangUp, RingDevice, TimerKind
from acd.core.lifecycles import INTERACTION, OUTCOMES, Deed, OfferEvent, Turn, move
from acd.core.limits import RING_BEYOND_SECONDS
from acd.core.model import Agent, Interaction, Offer
from contracts.configuration import QueueConfiguration
from contracts.facts import OfferEnded, OfferMade, SegmentEnded
from contracts.vocabulary import Medium, OfferMode, PresenceReason, SegmentKind
from telephony.core.causes import HangupCause

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_TURN_OFFERED: Final = Turn.OFFERED
_DEED_OFFERED: Final = Deed.OFFERED
_MEDIUM_VOICE: Final = Medium.VOICE
_TIMER_KIND_OFFER: Final = TimerKind.OFFER
_SEGMENT_KIND_ALERTING: Final = SegmentKind.ALERTING
_OFFER_EVENT_PHONE_ANSWERED: Final = OfferEvent.PHONE_ANSWERED
_OFFER_MODE_AUTO_ANSWER: Final = OfferMode.AUTO_ANSWER

_BLAME = {
    OfferEvent.AGENT_DECLINED: PresenceReason.DECLINED,
    OfferEvent.TIME_WAS_UP: PresenceReason.MISSED,
    OfferEvent.PHONE_UNREACHABLE: PresenceReason.UNREACHABLE,
}


def match_all(center: Center) -> None:
    """Offer whatever has become possible."""
    for interaction, agent in center.matching.pairs():
        if dials_customer_first(center, interaction):
            # The agent stays free for whoever answers first.
            center.matching.stop_waiting(interaction)
            center.customers_first.append(interaction)
            continue
        make(center, interaction, agent)


def make(center: Center, interaction: Interaction, agent: Agent, rule: str = "") -> None:
    """Offer a waiting interaction to an agent who has room for it. `rule`: why, when it is not the queue's strategy."""
    visit = interaction.visit
    assert visit is not None
    queue, matching = visit.hall.queue, center.matching
    if rule:
        # Not from the matching, so somebody may have become free in the same event.
        matching.place_all()
    rule = rule or (visit.kept_rule if visit.kept_for is agent else queue.strategy)
    choice = decisions.look(visit, agent)
    idle = center.at - agent.idle_since if agent.interaction is None else 0
    matching.stop_waiting(interaction)
    matching.offered(agent, visit.lane)
    queueing.offered(center, visit)
    interaction.phase = move(INTERACTION, interaction.phase, _TURN_OFFERED)
    interaction.offers += 1
    offer_id = f"{interaction.id}.{interaction.offers}"
    device = agent.device or 0
    offer = Offer(offer_id, agent, device, center.at, center.at + queue.offer_seconds * MICROSECONDS)
    interaction.offer = offer
    take(agent, interaction, _DEED_OFFERED)
    if interaction.medium is _MEDIUM_VOICE:
        use_leg(center, agent, offer_id)
        _ring(center, interaction, offer, queue)
    center.say(
        OfferMade(
            interaction=interaction.id,
            offer=offer_id,
            queue=queue.id,
            agent=agent.id,
            device=device,
            expires_at=offer.expires_at,
            rule=rule,
            idle=idle,
            candidates=choice.whole,
            decision=decisions.decide(center, interaction, visit, agent, rule, choice),
        )
    )
    center.set_timer_at(_TIMER_KIND_OFFER, offer_id, offer.expires_at)
    refresh(center, agent)


def _ring(center: Center, interaction: Interaction, offer: Offer, queue: QueueConfiguration) -> None:
    center.order(
        RingDevice(
            interaction=interaction.id,
            offer=offer.id,
            leg=offer.id,
            agent=offer.agent.id,
            device=offer.device,
            caller_leg=interaction.leg,
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            queue_name=queue.name,
            seconds=queue.offer_seconds + RING_BEYOND_SECONDS,
            auto_answer=queue.offer_mode is _OFFER_MODE_AUTO_ANSWER or offer.agent.line == offer.device,
        )
    )


def close(center: Center, interaction: Interaction, event: OfferEvent, detail: str = "") -> None:
    """Tell that the offer is over, in words that serve every outcome; what follows is the caller's of this."""
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    queue, agent = visit.hall.queue.id, offer.agent.id
    center.cancel_timer(_TIMER_KIND_OFFER, offer.id)
    center.say(
        OfferEnded(
            interaction=interaction.id,
            offer=offer.id,
            queue=queue,
            agent=agent,
            outcome=OUTCOMES[event],
            made_at=offer.made_at,
            detail=detail,
        )
    )
    center.say(
        SegmentEnded(
            interaction=interaction.id,
            queue=queue,
            agent=agent,
            segment=_SEGMENT_KIND_ALERTING,
            started_at=offer.made_at,
        )
    )
    interaction.offer = None
    queueing.offer_over(center, visit, accepted=event is _OFFER_EVENT_PHONE_ANSWERED)


def lose(
    center: Center,
    interaction: Interaction,
    event: OfferEvent,
    detail: str = "",
    *,
    leg_gone: bool,
    innocent: bool = False,
) -> None:
    """The offer failed: the interaction is back in its place, and others are tried at once.

    Who loses as many in a row as the queue bears is not ready for that reason; before, the agent rests for a moment.
    `leg_gone`: the phone's leg is known to be over; otherwise it is hung up and its end awaited. `innocent`: not the agent's fault.
    """
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    agent = offer.agent
    close(center, interaction, event, detail)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.OFFER_LOST)
    if interaction.medium is not _MEDIUM_VOICE:
        pass
    elif leg_gone:
        forget_leg(center, agent)
    else:
        center.order(HangUp(interaction.id, offer.id, HangupCause.NORMAL))
        await_end_of_leg(center, agent)
    if event is not OfferEvent.CALLER_LEFT:
        if agent.id not in visit.tried:
            visit.tried.append(agent.id)
        if visit.kept_for is agent:
            preferences.let_go(center, interaction)
    if event in _BLAME and not innocent:
        if _is_too_much(center, agent, visit.queue, event):
            blame(center, agent, _BLAME[event])
        else:
            rest(center, agent)
    settle(center, agent, Deed.OFFER_LOST, keep_place=event is OfferEvent.CALLER_LEFT or innocent, interaction=interaction)
    if center.is_up(interaction.node):
        center.matching.wait(interaction)


def _is_too_much(center: Center, agent: Agent, queue: QueueConfiguration, event: OfferEvent) -> bool:
    """Whether it was the last one in a row that this queue bears; 0 bears any number. The facts count."""
    told = center.live.agents[agent.id]
    if event is OfferEvent.AGENT_DECLINED:
        return 0 < queue.declines_max <= told.declines
    if event is OfferEvent.TIME_WAS_UP:
        return 0 < queue.misses_max <= told.misses
    return True


def event_of(cause: int) -> OfferEvent:
    """What it means when a ringing phone's leg ends with this cause (Q.850)."""
    if cause in (HangupCause.REJECTED, HangupCause.BUSY, HangupCause.NORMAL):
        return OfferEvent.AGENT_DECLINED
    if cause == HangupCause.NO_ANSWER:
        return OfferEvent.TIME_WAS_UP
    return OfferEvent.PHONE_UNREACHABLE
