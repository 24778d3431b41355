"""Call control after a crash: parties, dialled numbers and lost phones as the live state tells them, torn sentences finished first."""

from __future__ import annotations

from typing import Final

from acd.core.agents import use_leg
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.lifecycles import Work
from acd.core.limits import DIAL_SECONDS_MAX
from acd.core.model import Interaction, Party
from contracts.control_facts import PartyLeft
from contracts.facts import HandlingEnded, InteractionEnded
from contracts.live import LiveAgent, LiveInteraction, LiveParty, LiveState
from contracts.vocabulary import AgentState, Direction, EndCause, MonitorMode, PartyEnd, PartyRole, Phase

#: an owner's states
IN_HAND: Final = frozenset({AgentState.TALKING, AgentState.ON_HOLD, AgentState.RECONNECTING})
_OWNING: Final = IN_HAND | {AgentState.DIALLING}
_JOINING: Final = frozenset({AgentState.CONSULTING, AgentState.MONITORING})
_WITH_PARTIES: Final = frozenset({Phase.CONNECTED, Phase.TRANSFERRED})


def mend_control(center: Center, before: LiveState) -> None:
    """Afterwards every agent's state fits its interaction's, and the other way round."""
    for live in list(before.interactions.values()):
        for party in list(live.parties):
            if not _is_party(before, live, party):
                _say_left(center, live.id, party)
    for agent in list(before.agents.values()):
        if agent.state in _JOINING and not _has_party(before, agent):
            role = PartyRole.MONITOR if agent.state is AgentState.MONITORING else PartyRole.MEMBER
            lost = LiveParty(id=agent.party or "", role=role, by=agent.id, agent=agent.id)
            _say_left(center, agent.interaction or "", lost)
        elif agent.state in _OWNING and not _owns(before, agent):
            center.say(
                HandlingEnded(
                    interaction=agent.interaction or "",
                    queue=agent.queue or 0,
                    agent=agent.id,
                    talking=agent.talked,
                    on_hold=agent.held,
                    wrapping_up=0,
                )
            )
    for live in list(before.interactions.values()):
        if _is_nobodys(before, live):
            center.say(InteractionEnded(interaction=live.id, cause=EndCause.ENGINE_LOST, arrived_at=live.arrived_at))


def _is_party(before: LiveState, live: LiveInteraction, party: LiveParty) -> bool:
    if live.phase not in _WITH_PARTIES:
        return False
    agent = before.agents.get(party.agent) if party.agent is not None else None
    return party.agent is None or (agent is not None and agent.party == party.id and agent.state in _JOINING)


def _has_party(before: LiveState, agent: LiveAgent) -> bool:
    live = before.interactions.get(agent.interaction or "")
    return live is not None and any(party.id == agent.party for party in live.parties)


def _owns(before: LiveState, agent: LiveAgent) -> bool:
    live = before.interactions.get(agent.interaction or "")
    if live is None or live.agent != agent.id or agent.id in live.wrapping_up:
        return False
    if agent.state is AgentState.DIALLING:
        return live.phase is Phase.DIALLING
    return live.phase is Phase.CONNECTED and (agent.state is AgentState.RECONNECTING) == bool(live.lost_at)


def _is_nobodys(before: LiveState, live: LiveInteraction) -> bool:
    """Begun by us and got nowhere, or left with nobody at the other end."""
    if live.phase is Phase.ARRIVED:
        return live.direction is Direction.OUTBOUND and not live.leg
    if live.phase is Phase.TRANSFERRED:
        return not live.parties
    if live.phase is not Phase.DIALLING:
        return False
    agent = before.agents.get(live.agent) if live.agent is not None else None
    if live.agent is None:
        return not live.leg
    return agent is None or agent.interaction != live.id or agent.state is not AgentState.DIALLING


def _say_left(center: Center, interaction: str, party: LiveParty) -> None:
    center.say(
        PartyLeft(
            interaction=interaction,
            party=party.id,
            role=party.role,
            why=PartyEnd.FAILED,
            invited_at=party.invited_at or center.at,
            joined_at=party.joined_at,
            agent=party.agent,
            number=party.number,
        )
    )


def restore_control(center: Center, interaction: Interaction, live: LiveInteraction) -> None:
    """Parties, timers and the like of one interaction, whose owner stands already."""
    interaction.with_customer = live.with_customer
    for told in live.parties:
        _party(center, interaction, live, told)
    talk = interaction.talk
    if live.phase is Phase.DIALLING:
        leg = live.customer_leg or (talk.leg if talk is not None else "")
        center.set_timer(TimerKind.PARTY, leg, DIAL_SECONDS_MAX)
    if talk is not None and talk.agent.work is Work.RECONNECTING and talk.agent.interaction is interaction:
        # What the agent has beside the call needs no phone.
        center.set_timer_at(TimerKind.RESCUE, interaction.id, live.rescue_until)


def _party(center: Center, interaction: Interaction, live: LiveInteraction, told: LiveParty) -> None:
    party = Party(told.id, told.role, told.by, told.invited_at)
    party.joined_at, party.device, party.number, party.mode = told.joined_at, told.device, told.number, told.mode
    interaction.parties[party.id] = party
    if told.agent is None:
        center.outside[party.id] = interaction
    else:
        agent = party.agent = center.agents[told.agent]
        agent.work = Work.MONITORING if told.role is PartyRole.MONITOR else Work.CONSULTING
        agent.interaction = interaction
        use_leg(center, agent, party.id)
    if not party.joined_at:
        center.set_timer_at(TimerKind.PARTY, party.id, told.invited_at + DIAL_SECONDS_MAX * MICROSECONDS)
    elif told.role is PartyRole.MONITOR and told.mode is not MonitorMode.BARGE:
        party.spies_on = live.owner_leg
