"""News of a leg, handed to whoever it concerns: the customer, the owner, a party, a phone that is rung for a call to the outside."""

from __future__ import annotations

from typing import Final

from acd.core import callers, offers, outbound, parties, rescue, talks, transfers
from acd.core.agents import forget_leg, refresh
from acd.core.center import Center, interaction_of, words
from acd.core.commands import HangUp
from acd.core.events import LegAnswered, LegHungUp, LegRang
from acd.core.lifecycles import Work
from acd.core.model import Agent, Interaction
from contracts.vocabulary import EndCause, PartyEnd, Phase
from telephony.core.causes import HangupCause, in_words

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_WORK_RECONNECTING: Final = Work.RECONNECTING
_WORK_DIALLING: Final = Work.DIALLING
_PHASE_DIALLING: Final = Phase.DIALLING


def answered(center: Center, event: LegAnswered) -> None:
    leg = event.leg
    customers = center.callers.get(leg)
    if customers is not None:
        if customers.phase is _PHASE_DIALLING:
            outbound.customer_answered(center, customers)
        return
    outside = center.outside.get(leg)
    if outside is not None:
        parties.join(center, outside, outside.parties[leg])
        return
    agent = center.phones.get(leg)
    interaction = agent.interaction if agent is not None else None
    if agent is None or interaction is None or not _phone_answered(center, agent, interaction, leg):
        # Picked up in the instant in which the offer ended: nobody is there to talk to.
        center.order(HangUp(interaction_of(leg), leg, HangupCause.NORMAL))


def _phone_answered(center: Center, agent: Agent, interaction: Interaction, leg: str) -> bool:
    """False when nothing is waiting for that phone."""
    talk = interaction.talk
    if interaction.offer is not None and interaction.offer.id == leg:
        accepted(center, interaction)
    elif leg in interaction.parties:
        parties.join(center, interaction, interaction.parties[leg])
    elif talk is not None and leg == interaction.rescue_leg:
        rescue.rejoin(center, interaction, talk, leg)
    elif talk is not None and talk.leg == leg and talk.agent is agent:
        if agent.work is _WORK_DIALLING:
            outbound.phone_answered(center, interaction, talk)
    else:
        return False
    return True


def is_known(center: Center, leg: str) -> bool:
    """Whether anybody here has to do with that leg."""
    return leg in center.callers or leg in center.phones or leg in center.outside


def rang(center: Center, event: LegRang) -> None:
    """An order that was given up with its connection is carried out all the same: no phone rings for nobody."""
    if not is_known(center, event.leg):
        center.order(HangUp(interaction_of(event.leg), event.leg, HangupCause.NORMAL))


def accepted(center: Center, interaction: Interaction) -> None:
    """The phone was picked up while the offer stood."""
    if interaction.leg:
        talks.begin(center, interaction)
    else:
        outbound.accept(center, interaction)


def hung_up(center: Center, event: LegHungUp) -> None:
    leg, detail = event.leg, words(event.detail)
    customers = center.callers.get(leg)
    if customers is not None:
        if customers.phase is _PHASE_DIALLING:
            outbound.customer_failed(center, customers, detail or in_words(event.cause), leg_gone=True)
        else:
            callers.end(center, customers, EndCause.CALLER_HUNG_UP, caller_gone=True)
        return
    outside = center.outside.get(leg)
    if outside is not None:
        _party_hung_up(center, outside, event)
        return
    agent = center.phones.get(leg)
    if agent is None:
        return
    interaction = agent.interaction
    if interaction is not None and interaction.offer is not None and interaction.offer.id == leg:
        offers.lose(center, interaction, offers.event_of(event.cause), detail, leg_gone=True)
    elif interaction is not None and leg in interaction.parties:
        _party_hung_up(center, interaction, event)
    elif interaction is None or not _owner_hung_up(center, interaction, agent, event):
        forget_leg(center, agent)
        refresh(center, agent)


def _party_hung_up(center: Center, interaction: Interaction, event: LegHungUp) -> None:
    party = interaction.parties[event.leg]
    why = parties.why_of(event.cause, joined=bool(party.joined_at))
    transfers.party_gone(center, interaction, party, why, leg_gone=True)


def _owner_hung_up(center: Center, interaction: Interaction, agent: Agent, event: LegHungUp) -> bool:
    """False when that leg is none that anything depends on."""
    talk = interaction.talk
    if talk is None or talk.agent is not agent:
        return False
    if agent.work is _WORK_RECONNECTING:
        if event.leg != interaction.rescue_leg:
            return False
        rescue.ring_failed(center, interaction, agent)
    elif talk.leg != event.leg:
        return False
    elif agent.work is _WORK_DIALLING:
        callers.end(center, interaction, EndCause.AGENT_HUNG_UP, agent_gone=True)
    elif rescue.can_be_rescued(interaction, talk) and rescue.is_break(center, agent, event.cause):
        rescue.lose(center, interaction, talk, leg_gone=True)
    else:
        transfers.owner_left(center, interaction, leg_gone=True)
    return True


def rang_out(center: Center, leg: str) -> None:
    """The time to answer is over."""
    interaction = center.interactions[interaction_of(leg)]
    party = interaction.parties.get(leg)
    if party is not None:
        transfers.party_gone(center, interaction, party, PartyEnd.UNANSWERED, leg_gone=False)
    else:
        outbound.rang_out(center, interaction, leg)
