"""Call control in a shift: people who transfer, consult, confer, listen, call out and lose their phones; and what must hold of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from acd.core import parties
from acd.core.center import Center
from acd.core.commands import LegId, Timer, TimerKind
from acd.core.lifecycles import Work
from acd.core.model import Interaction
from acd.simulation.centers import AGENTS, QUEUES
from contracts import intents as i
from contracts.ids import AgentId
from contracts.live import LiveState
from contracts.targets import Target, ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import AgentState, Medium, MonitorMode, PartyRole, Phase

OWNING = frozenset({Work.TALKING, Work.ON_HOLD, Work.DIALLING, Work.RECONNECTING})
JOINING = frozenset({Work.CONSULTING, Work.MONITORING})


def check_control(center: Center) -> None:
    """Owners, parties and legs agree, and everything that rings ends."""
    for interaction in center.interactions.values():
        _check_interaction(center, interaction)
    for agent in center.agents.values():
        one = agent.interaction
        if agent.work in OWNING:
            assert one is not None and one.talk is not None and one.talk.agent is agent, f"agent {agent.id} owns nothing"
        elif agent.work in JOINING:
            assert one is not None and any(party.agent is agent for party in one.parties.values()), f"agent {agent.id} is no party"
    outside = {party.id for one in center.interactions.values() for party in one.parties.values() if party.agent is None}
    assert outside == set(center.outside), f"outside legs: {outside ^ set(center.outside)}"
    hands = Counter(agent.interaction.id for agent in center.agents.values() if agent.work in OWNING and agent.interaction)
    assert all(count == 1 for count in hands.values()), f"an interaction with two owners: {hands}"


def _check_interaction(center: Center, interaction: Interaction) -> None:
    view = center.live.interactions[interaction.id]
    talking = interaction.phase in (Phase.CONNECTED, Phase.DIALLING)
    assert interaction.talk is None or talking, f"{interaction.id}: a talk while {interaction.phase}"
    assert interaction.talk is not None or interaction.phase is not Phase.CONNECTED, f"{interaction.id}: connected with nobody"
    if interaction.talk is not None:
        assert view.agent == interaction.talk.agent.id, f"{interaction.id}: owner told {view.agent}"
        assert view.owner_leg == interaction.talk.leg, f"{interaction.id}: leg told {view.owner_leg}, is {interaction.talk.leg}"
    assert view.with_customer == interaction.with_customer, f"{interaction.id}: with the customer told {view.with_customer}"
    told = [(party.id, party.role, party.joined_at, party.mode) for party in view.parties]
    mine = [(party.id, party.role, party.joined_at, party.mode) for party in interaction.parties.values()]
    assert sorted(told) == sorted(mine), f"{interaction.id}: parties told {told}, are {mine}"
    assert not mine or interaction.phase in (Phase.CONNECTED, Phase.TRANSFERRED), f"{interaction.id}: parties while {interaction.phase}"
    assert mine or interaction.phase is not Phase.TRANSFERRED, f"{interaction.id}: transferred to nobody"


def timers_of_control(center: Center) -> Iterator[Timer]:
    """Every phone that rings and every lost phone has an end."""
    for interaction in center.interactions.values():
        for party in interaction.parties.values():
            if not party.joined_at:
                yield Timer(TimerKind.PARTY, party.id)
        talk = interaction.talk
        if talk is not None and talk.agent.work is Work.RECONNECTING and talk.agent.interaction is interaction:
            yield Timer(TimerKind.RESCUE, interaction.id)
            again = Timer(TimerKind.RESCUE_RING, interaction.id)
            if interaction.rescue_leg or again in center.timers:
                yield again
        if interaction.phase is Phase.DIALLING:
            leg = interaction.leg or (talk.leg if talk is not None else "")
            yield Timer(TimerKind.PARTY, leg)


def is_in_use(center: Center, leg: LegId) -> bool:
    """Whether somebody on the floor knows what that leg is for."""
    if leg in center.callers or leg in center.outside:
        return True
    agent = center.phones.get(leg)
    return agent is not None and agent.work not in (Work.FREE, Work.WRAPPING_UP)


def who_should_hear(interaction: Interaction) -> frozenset[LegId]:
    """Whose legs belong into the interaction's bridge."""
    talk = interaction.talk
    if interaction.medium is not Medium.VOICE:
        return frozenset()
    legs = {interaction.leg} if parties.is_customer_in(interaction) else set()
    if talk is not None and (talk.agent.work in (Work.TALKING, Work.ON_HOLD) or (talk.agent.work is Work.DIALLING and interaction.leg)):
        legs.add(talk.leg)
    for party in interaction.parties.values():
        waits = party.role is PartyRole.CONSULTED and interaction.with_customer
        listens = party.role is PartyRole.MONITOR and party.mode is not MonitorMode.BARGE
        if party.joined_at and not waits and not listens:
            legs.add(party.id)
    return frozenset(legs)


def hears_wrongly(should: frozenset[LegId], bridged: set[LegId]) -> bool:
    """Whether others are in the bridge than belong there; one leg alone in it hears nothing."""
    return should != bridged and max(len(should), len(bridged)) > 1


def whim(chance: Random, live: LiveState, agent: AgentId) -> i.Intent | None:
    """Something of call control that this agent might want, sensible or not."""
    me = live.agents.get(agent)
    in_hand = (me.interaction if me is not None else None) or f"none-{chance.randint(1, 9)}"
    state = me.state if me is not None else AgentState.OFFLINE
    if state in (AgentState.TALKING, AgentState.ON_HOLD):
        return _of_owner(chance, live, agent, in_hand)
    if state is AgentState.MONITORING:
        wish = chance.choice((i.StopMonitoring, i.TakeOver, None, None))
        mode = chance.choice(list(MonitorMode))
        return wish(agent=agent, interaction=in_hand) if wish is not None else i.Monitor(agent=agent, interaction=in_hand, mode=mode)
    if state is AgentState.CONSULTING:
        party = (me.party if me is not None else None) or "none"
        return i.RemoveParty(agent=agent, interaction=in_hand, party=party) if chance.random() < 0.2 else None
    if chance.random() < 0.3:
        return i.Dial(agent=agent, number=_number(chance), queue=chance.randint(1, QUEUES + 1))
    talks = sorted(one.id for one in live.interactions.values() if one.phase is Phase.CONNECTED)
    if talks and chance.random() < 0.5:
        return i.Monitor(agent=agent, interaction=chance.choice(talks), mode=chance.choice(list(MonitorMode)))
    return None


def _of_owner(chance: Random, live: LiveState, agent: AgentId, in_hand: str) -> i.Intent:
    one = live.interactions.get(in_hand)
    others = [party for party in one.parties if party.role is not PartyRole.MONITOR] if one is not None else []
    asked = any(party.role is PartyRole.CONSULTED for party in others)
    party = chance.choice(others).id if others else "none"
    dice = chance.random()
    if asked and dice < 0.8:
        return chance.choice(
            (
                i.SwitchConsult(agent=agent, interaction=in_hand, with_customer=chance.random() < 0.5),
                i.EndConsult(agent=agent, interaction=in_hand),
                i.CompleteTransfer(agent=agent, interaction=in_hand),
                i.StartConference(agent=agent, interaction=in_hand),
                i.StartConference(agent=agent, interaction=in_hand),
            )
        )
    if others and dice < 0.4:
        return chance.choice(
            (
                i.HandOver(agent=agent, interaction=in_hand, party=party, leave=chance.random() < 0.5),
                i.RemoveParty(agent=agent, interaction=in_hand, party=party),
            )
        )
    if dice < 0.7:
        return i.Consult(agent=agent, interaction=in_hand, target=_target(chance))
    if dice < 0.8:
        return i.SendDigits(agent=agent, interaction=in_hand, digits=chance.choice(("12#", "", "x")))
    return i.Transfer(agent=agent, interaction=in_hand, target=_target(chance))


def _target(chance: Random) -> Target:
    return chance.choice(
        (
            ToAgent(agent=chance.randint(1, AGENTS + 1)),
            ToAgent(agent=chance.randint(1, AGENTS)),
            ToQueue(queue=chance.randint(1, QUEUES + 1)),
            ToNumber(number=_number(chance)),
            ToFlow(flow=chance.randint(1, 2)),
        )
    )


def _number(chance: Random) -> str:
    return chance.choice(("+4930111111", "+4930222222", "110", "sip:evil@example.org", ""))
