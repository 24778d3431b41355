"""Offers: made by a match, ended by the phone, the agent, the clock, the PBX or the customer."""

from __future__ import annotations

from acd.core import queueing
from acd.core.agents import await_end_of_leg, blame, forget_leg, settle, take, use_leg
from acd.core.attempts import dials_customer_first
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import HangUp, RingDevice, TimerKind
from acd.core.lifecycles import INTERACTION, OUTCOMES, Deed, OfferEvent, Turn, move
from acd.core.limits import RING_BEYOND_SECONDS
from acd.core.matching import LONGEST_IDLE
from acd.core.model import Agent, Interaction, Offer, Visit
from contracts.facts import OfferEnded, OfferMade, SegmentEnded
from contracts.vocabulary import PresenceReason, SegmentKind
from telephony.core.causes import HangupCause

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
        assert interaction.visit is not None and agent.device is not None
        _make(center, interaction, interaction.visit, agent, agent.device)


def _make(center: Center, interaction: Interaction, visit: Visit, agent: Agent, device: int) -> None:
    queue = visit.queue
    candidates = len(visit.lane.idle)
    center.matching.stop_waiting(interaction)
    center.matching.spare(agent)
    queueing.offered(center, visit)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.OFFERED)
    interaction.offers += 1
    offer_id = f"{interaction.id}.{interaction.offers}"
    offer = Offer(offer_id, agent, device, center.at, center.at + queue.offer_seconds * MICROSECONDS)
    interaction.offer = offer
    take(agent, interaction, Deed.OFFERED)
    use_leg(center, agent, offer_id)
    center.order(
        RingDevice(
            interaction=interaction.id,
            offer=offer_id,
            leg=offer_id,
            agent=agent.id,
            device=device,
            caller_leg=interaction.leg,
            caller=interaction.caller,
            caller_name=interaction.caller_name,
            queue_name=queue.name,
            seconds=queue.offer_seconds + RING_BEYOND_SECONDS,
        )
    )
    center.say(
        OfferMade(
            interaction=interaction.id,
            offer=offer_id,
            queue=queue.id,
            agent=agent.id,
            device=device,
            expires_at=offer.expires_at,
            rule=LONGEST_IDLE,
            idle=center.at - agent.idle_since,
            candidates=candidates,
        )
    )
    center.set_timer_at(TimerKind.OFFER, offer_id, offer.expires_at)


def close(center: Center, interaction: Interaction, event: OfferEvent, detail: str = "") -> None:
    """Tell that the offer is over, in words that serve every outcome; what follows is the caller's of this."""
    offer, visit = interaction.offer, interaction.visit
    assert offer is not None and visit is not None
    center.cancel_timer(TimerKind.OFFER, offer.id)
    center.say(
        OfferEnded(
            interaction=interaction.id,
            offer=offer.id,
            queue=visit.queue.id,
            agent=offer.agent.id,
            outcome=OUTCOMES[event],
            made_at=offer.made_at,
            detail=detail,
        )
    )
    center.say(
        SegmentEnded(
            interaction=interaction.id,
            queue=visit.queue.id,
            agent=offer.agent.id,
            segment=SegmentKind.ALERTING,
            started_at=offer.made_at,
        )
    )
    interaction.offer = None
    queueing.offer_over(center, visit, accepted=event is OfferEvent.PHONE_ANSWERED)


def lose(
    center: Center,
    interaction: Interaction,
    event: OfferEvent,
    detail: str = "",
    *,
    leg_gone: bool,
    innocent: bool = False,
) -> None:
    """The offer failed: the interaction is back in its place, the agent not ready for that reason. Others are tried at once.

    `leg_gone`: the phone's leg is known to be over; otherwise it is hung up and its end awaited. `innocent`: not the agent's fault.
    """
    offer = interaction.offer
    assert offer is not None
    agent = offer.agent
    close(center, interaction, event, detail)
    interaction.phase = move(INTERACTION, interaction.phase, Turn.OFFER_LOST)
    if leg_gone:
        forget_leg(center, agent)
    else:
        center.order(HangUp(interaction.id, offer.id, HangupCause.NORMAL))
        await_end_of_leg(center, agent)
    if event in _BLAME and not innocent:
        blame(center, agent, _BLAME[event])
    settle(center, agent, Deed.OFFER_LOST, keep_place=event is OfferEvent.CALLER_LEFT or innocent)
    if center.is_up(interaction.node):
        center.matching.wait(interaction)


def event_of(cause: int) -> OfferEvent:
    """What it means when a ringing phone's leg ends with this cause (Q.850)."""
    if cause in (HangupCause.REJECTED, HangupCause.BUSY, HangupCause.NORMAL):
        return OfferEvent.AGENT_DECLINED
    if cause == HangupCause.NO_ANSWER:
        return OfferEvent.TIME_WAS_UP
    return OfferEvent.PHONE_UNREACHABLE
