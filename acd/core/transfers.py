"""The owner gives an interaction away: blind, after a consultation, within a conference, or by hanging up in one."""

from __future__ import annotations

from typing import Final

from acd.core import callers, consults, parties, talks
from acd.core.agents import take
from acd.core.asking import live_talk_of, refuse
from acd.core.center import Center
from acd.core.commands import JoinBridge, LeaveBridge, Spy, TimerKind
from acd.core.entering import Entry
from acd.core.lifecycles import INTERACTION, Deed, Turn, Work, move
from acd.core.model import Agent, Interaction, Party, Talk
from acd.core.numbers import wanted_line
from acd.core.preferences import TRANSFERRED
from acd.core.wrap_ups import tell_handled
from contracts.control_facts import OwnerChanged, PartyInvited, PartyJoined, Transferred
from contracts.dialling import DialMeans
from contracts.ids import Instant
from contracts.intents import CompleteTransfer, HandOver, Refusal, Transfer
from contracts.targets import Target, ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import EndCause, MonitorMode, PartyEnd, PartyRole, Phase, Presence, RefusalCode, TransferKind

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_END_CAUSE_AGENT_HUNG_UP: Final = EndCause.AGENT_HUNG_UP


def transfer(center: Center, agent: Agent, intent: Transfer, by: int) -> Refusal | None:
    found = live_talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if parties.people(interaction) > 2:
        return refuse(RefusalCode.CONSULTING, "somebody else is in it: complete, hand over or end that first")
    match intent.target:
        case ToQueue():
            return _to_queue(center, interaction, talk, intent.target)
        case ToFlow():
            return _to_flow(center, interaction, talk, intent.target)
        case ToNumber():
            return _to_number(center, interaction, talk, intent.target, by)
        case ToAgent():
            return _to_agent(center, interaction, talk, intent.target)


def _to_queue(center: Center, interaction: Interaction, talk: Talk, target: ToQueue) -> Refusal | None:
    queue = center.queues.get(target.queue)
    if queue is None:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"there is no queue {target.queue}")
    if center.matching.halls[queue.id].visits >= queue.waiting_max:
        return refuse(RefusalCode.NOBODY_AVAILABLE, f"queue {queue.id} is full")
    _give_away(center, interaction, talk, target)
    talks.end(center, interaction, agent_leg_gone=False, talk=talk)
    requeue(center, interaction, Entry(queue=queue.id, priority=target.priority), talk.agent)
    return None


def _to_agent(center: Center, interaction: Interaction, talk: Talk, target: ToAgent) -> Refusal | None:
    agent = center.agents.get(target.agent)
    if agent is None or agent.leaving or agent is talk.agent:
        return refuse(RefusalCode.UNKNOWN_TARGET, f"agent {target.agent} cannot be asked")
    if agent.presence is Presence.OFFLINE:
        return refuse(RefusalCode.AGENT_OFFLINE, f"agent {target.agent} is not signed in")
    if talk.queue.id not in center.queues:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"queue {talk.queue.id} is not there any more to fall back on")
    _give_away(center, interaction, talk, target)
    talks.end(center, interaction, agent_leg_gone=False, talk=talk)
    place = waited_since(center, interaction)
    entry = Entry(queue=talk.queue.id, entered_at=place, for_agent=agent.id, rule=TRANSFERRED)
    requeue(center, interaction, entry, talk.agent)
    return None


def _to_flow(center: Center, interaction: Interaction, talk: Talk, target: ToFlow) -> Refusal | None:
    flow = center.flows.get(target.flow)
    if flow is None:
        return refuse(RefusalCode.UNKNOWN_FLOW, f"there is no flow {target.flow}")
    _give_away(center, interaction, talk, target)
    talks.end(center, interaction, agent_leg_gone=False, talk=talk)
    center.order(LeaveBridge(interaction.id, interaction.leg, ""))
    callers.enter_flow(center, interaction, flow)
    return None


def _to_number(center: Center, interaction: Interaction, talk: Talk, target: ToNumber, by: int) -> Refusal | None:
    line = wanted_line(
        center, target.number, DialMeans.TRANSFER, by=by, agent=talk.agent.id, queue=talk.queue.id, interaction=interaction.id
    )
    if isinstance(line, Refusal):
        return line
    on_hold = talk.agent.work is Work.ON_HOLD
    _give_away(center, interaction, talk, target)
    party = parties.invite_number(center, interaction, line.number, line.trunk, talk.queue.caller_id, PartyRole.MEMBER, talk.agent.id)
    if not on_hold:
        center.afterwards.append(LeaveBridge(interaction.id, interaction.leg, talk.queue.music_class))
    _hand_outside(center, interaction, talk, party, TransferKind.BLIND, leg_gone=False)
    return None


def _give_away(center: Center, interaction: Interaction, talk: Talk, target: Target) -> None:
    parties.end_monitors(center, interaction)
    center.say(Transferred(interaction=interaction.id, agent=talk.agent.id, transfer=TransferKind.BLIND, target=target))
    interaction.talk = None


def waited_since(center: Center, interaction: Interaction) -> Instant:
    """The place that it had in its last queue; since its arrival, when it never was in one."""
    return center.live.interactions[interaction.id].queued_at or interaction.arrived_at


def requeue(center: Center, interaction: Interaction, entry: Entry, former: Agent | None = None) -> None:
    """Back into a queue, with music. `former`: who had it until now, and is asked again only when nobody else can be."""
    if callers.enter_queue(center, interaction, entry) and interaction.visit is not None:
        if former is not None:
            interaction.visit.tried.append(former.id)
        center.afterwards.append(LeaveBridge(interaction.id, interaction.leg, interaction.visit.queue.music_class))


def complete(center: Center, agent: Agent, intent: CompleteTransfer, by: int) -> Refusal | None:
    found = live_talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, _ = found
    party = parties.consulted(interaction)
    if party is None:
        return refuse(RefusalCode.NO_CONSULT, f"nobody is consulted about {interaction.id}")
    if not party.joined_at:
        return refuse(RefusalCode.PARTY_RINGS, f"party {party.id} has not answered yet")
    _complete(center, interaction, party, leg_gone=False)
    return None


def _complete(center: Center, interaction: Interaction, party: Party, *, leg_gone: bool) -> None:
    talk = interaction.talk
    assert talk is not None
    if party.agent is not None:
        change_owner(center, interaction, party, TransferKind.ATTENDED, leg_gone=leg_gone)
        return
    consults.confer(center, interaction, party)
    _leave_outside(center, interaction, talk, party, TransferKind.ATTENDED, leg_gone=leg_gone)


def hand_over(center: Center, agent: Agent, intent: HandOver, by: int) -> Refusal | None:
    found = live_talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, _ = found
    party = interaction.parties.get(intent.party)
    if party is None or party.role is not PartyRole.MEMBER:
        return refuse(RefusalCode.UNKNOWN_PARTY, f"{intent.party[:40]} is not in conference here")
    if party.agent is None:
        return refuse(RefusalCode.UNKNOWN_TARGET, "an outside number cannot own an interaction")
    if parties.consulted(interaction) is not None:
        return refuse(RefusalCode.CONSULTING, "end the consultation first")
    if not party.joined_at:
        return refuse(RefusalCode.PARTY_RINGS, f"party {party.id} has not answered yet")
    change_owner(center, interaction, party, TransferKind.HAND_OVER, stays=not intent.leave)
    return None


def change_owner(
    center: Center, interaction: Interaction, party: Party, kind: TransferKind, *, stays: bool = False, leg_gone: bool = False
) -> None:
    """The party, an agent's, has the interaction from here on. `stays`: the former owner becomes a member, else is done with it."""
    former, agent = interaction.talk, party.agent
    assert former is not None and agent is not None
    if former.agent.work is Work.ON_HOLD:
        talks.resume(center, interaction, former)
    _bring_together(center, interaction, party, former)
    del interaction.parties[party.id]
    talk = interaction.talk = Talk(agent, party.id, former.queue, center.at)
    take(agent, interaction, Deed.BECAME_OWNER)
    center.say(
        OwnerChanged(
            interaction=interaction.id,
            queue=talk.queue.id,
            previous=former.agent.id,
            agent=agent.id,
            party=party.id,
            device=party.device,
            transfer=kind,
        )
    )
    parties.tell_left(center, interaction, party, PartyEnd.BECAME_OWNER)
    if stays:
        _stay_as_member(center, interaction, former, agent)
    else:
        center.say(
            Transferred(interaction=interaction.id, agent=former.agent.id, transfer=kind, target=ToAgent(agent=agent.id)),
        )
        talks.end(center, interaction, agent_leg_gone=leg_gone, talk=former)
    parties.follow(center, interaction)
    talks.start_recording(center, interaction, talk)


def _bring_together(center: Center, interaction: Interaction, party: Party, former: Talk) -> None:
    """Customer and party hear each other."""
    center.cancel_timer(TimerKind.PARTY, party.id)
    if party.role is PartyRole.MONITOR:
        center.order(Spy(interaction.id, party.id, former.leg, MonitorMode.BARGE))
        parties.stop_spying(center, interaction, party)
    elif party.role is PartyRole.CONSULTED and interaction.with_customer:
        center.order(JoinBridge(interaction.id, party.id))
    if not interaction.with_customer:
        center.order(JoinBridge(interaction.id, interaction.leg))
    interaction.with_customer = True


def _stay_as_member(center: Center, interaction: Interaction, former: Talk, owner: Agent) -> None:
    agent, device = former.agent, former.agent.device
    talks.stop_recording(center, interaction, former)
    talks.close_segments(center, interaction, former)
    tell_handled(center, interaction, former)
    take(agent, interaction, Deed.BECAME_MEMBER)
    party = Party(former.leg, PartyRole.MEMBER, owner.id, center.at)
    party.agent, party.device, party.joined_at = agent, device, center.at
    interaction.parties[party.id] = party
    center.say(
        PartyInvited(interaction=interaction.id, party=party.id, role=PartyRole.MEMBER, by=owner.id, agent=agent.id, device=device),
    )
    center.say(PartyJoined(interaction=interaction.id, party=party.id))


def _leave_outside(center: Center, interaction: Interaction, talk: Talk, party: Party, kind: TransferKind, *, leg_gone: bool) -> None:
    """Nobody of ours stays: customer and outside numbers go on alone."""
    parties.end_monitors(center, interaction)
    interaction.talk = None
    center.say(
        Transferred(interaction=interaction.id, agent=talk.agent.id, transfer=kind, target=ToNumber(number=party.number)),
    )
    _hand_outside(center, interaction, talk, party, kind, leg_gone=leg_gone)


def _hand_outside(center: Center, interaction: Interaction, talk: Talk, party: Party, kind: TransferKind, *, leg_gone: bool) -> None:
    interaction.phase = move(INTERACTION, interaction.phase, Turn.HANDED_OUTSIDE)
    center.say(
        OwnerChanged(
            interaction=interaction.id,
            queue=talk.queue.id,
            previous=talk.agent.id,
            agent=None,
            party=party.id,
            device=None,
            transfer=kind,
        )
    )
    talks.end(center, interaction, agent_leg_gone=leg_gone, talk=talk)


def owner_left(center: Center, interaction: Interaction, *, leg_gone: bool) -> None:
    """The owner hangs up. Whoever else is there keeps the customer: the consulted party, the longest-joined agent, outside numbers."""
    talk = interaction.talk
    assert talk is not None
    if not interaction.parties:
        callers.end(center, interaction, _END_CAUSE_AGENT_HUNG_UP, agent_gone=leg_gone)
        return
    asked = parties.consulted(interaction)
    if asked is not None and asked.joined_at:
        _complete(center, interaction, asked, leg_gone=leg_gone)
        return
    if asked is not None:
        parties.leave(center, interaction, asked, PartyEnd.REMOVED, leg_gone=False)
    there = parties.members(interaction)
    heir = next((party for party in there if party.agent is not None), None)
    if heir is not None:
        change_owner(center, interaction, heir, TransferKind.HAND_OVER, leg_gone=leg_gone)
    elif there:
        if talk.agent.work is Work.ON_HOLD:
            talks.resume(center, interaction, talk)
        _leave_outside(center, interaction, talk, there[0], TransferKind.HAND_OVER, leg_gone=leg_gone)
    else:
        callers.end(center, interaction, _END_CAUSE_AGENT_HUNG_UP, agent_gone=leg_gone)


def party_gone(center: Center, interaction: Interaction, party: Party, why: PartyEnd, *, leg_gone: bool) -> None:
    """A party's leg is over, or its time to answer. Without an owner the customer may need somebody else now."""
    parties.leave(center, interaction, party, why, leg_gone=leg_gone)
    if interaction.phase is not Phase.TRANSFERRED or interaction.parties:
        return
    queue = center.live.interactions[interaction.id].queue
    if party.joined_at or not party.by or queue not in center.queues or queue is None or not center.is_up(interaction.node):
        callers.end(center, interaction, EndCause.PARTY_HUNG_UP if party.joined_at else EndCause.FAILED)
        return
    # A blind transfer that nobody answered: the customer is served where the call came from, in the old place.
    requeue(center, interaction, Entry(queue=queue, entered_at=waited_since(center, interaction)))
