"""Consultation and conference: the owner asks somebody while the customer hears music, and may bring all together."""

from __future__ import annotations

from acd.core import parties, talks
from acd.core.asking import free_phone, live_talk_of, refuse
from acd.core.center import Center
from acd.core.commands import JoinBridge, LeaveBridge
from acd.core.lifecycles import Work
from acd.core.limits import PARTIES_MAX
from acd.core.model import Agent, Interaction, Party, Talk
from acd.core.numbers import Line, wanted_line
from contracts.control_facts import ConferenceStarted, ConsultSwitched
from contracts.dialling import DialMeans
from contracts.ids import DeviceId, QueueId
from contracts.intents import Consult, EndConsult, Refusal, RemoveParty, StartConference, SwitchConsult
from contracts.targets import ToAgent, ToFlow, ToQueue
from contracts.vocabulary import PartyEnd, PartyRole, Presence, RefusalCode


def consult(center: Center, agent: Agent, intent: Consult, by: int) -> Refusal | None:
    found = live_talk_of(center, agent.id, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    if parties.consulted(interaction) is not None:
        return refuse(RefusalCode.CONSULTING, "one consultation at a time")
    if parties.people(interaction) >= PARTIES_MAX:
        center.limit("parties_max", PARTIES_MAX, interaction.id)
        return refuse(RefusalCode.PARTIES_MAX, f"at most {PARTIES_MAX} people in one conversation")
    target = _target(center, talk, intent, by)
    if isinstance(target, Refusal):
        return target
    if isinstance(target, Line):
        parties.invite_number(center, interaction, target.number, target.trunk, talk.queue.caller_id, PartyRole.CONSULTED, agent.id)
    else:
        asked, device = target
        parties.invite_agent(center, interaction, asked, device, talk.queue, PartyRole.CONSULTED, agent.id)
    if agent.work is Work.ON_HOLD:
        talks.say_resumed(center, interaction, talk)
    else:
        center.order(LeaveBridge(interaction.id, interaction.leg, talk.queue.music_class))
    interaction.with_customer = False
    return None


def _target(center: Center, talk: Talk, intent: Consult, by: int) -> tuple[Agent, DeviceId] | Line | Refusal:
    target = intent.target
    if isinstance(target, ToFlow):
        return refuse(RefusalCode.UNKNOWN_TARGET, "a flow cannot be consulted")
    if isinstance(target, ToAgent):
        return askable(center, target.agent, talk.agent)
    if isinstance(target, ToQueue):
        return _best_of(center, target.queue)
    return wanted_line(
        center, target.number, DialMeans.TRANSFER, by=by, agent=talk.agent.id, queue=talk.queue.id, interaction=intent.interaction
    )


def askable(center: Center, wanted: int, asking: Agent) -> tuple[Agent, DeviceId] | Refusal:
    """An agent who is there, ready or not, and without work."""
    agent = center.agents.get(wanted)
    if agent is None or agent is asking or agent.leaving:
        return refuse(RefusalCode.UNKNOWN_TARGET, f"agent {wanted} cannot be asked")
    if agent.presence is Presence.OFFLINE:
        return refuse(RefusalCode.AGENT_OFFLINE, f"agent {wanted} is not signed in")
    device = free_phone(center, agent)
    return device if isinstance(device, Refusal) else (agent, device)


def _best_of(center: Center, queue: QueueId) -> tuple[Agent, DeviceId] | Refusal:
    """The agent who would be offered the queue's next interaction."""
    if queue not in center.queues:
        return refuse(RefusalCode.UNKNOWN_QUEUE, f"there is no queue {queue}")
    agent = center.matching.best_of(queue)
    if agent is None or agent.device is None:
        return refuse(RefusalCode.NOBODY_AVAILABLE, f"nobody of queue {queue} is free")
    return agent, agent.device


def switch(center: Center, agent: Agent, intent: SwitchConsult, by: int) -> Refusal | None:
    found = _consultation(center, agent, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, talk, party = found
    if interaction.with_customer == intent.with_customer:
        return None
    interaction.with_customer = intent.with_customer
    music = talk.queue.music_class
    if intent.with_customer:
        if party.joined_at:
            center.order(LeaveBridge(interaction.id, party.id, music))
        center.order(JoinBridge(interaction.id, interaction.leg))
    else:
        center.order(LeaveBridge(interaction.id, interaction.leg, music))
        if party.joined_at:
            center.order(JoinBridge(interaction.id, party.id))
    center.say(ConsultSwitched(interaction=interaction.id, agent=agent.id, with_customer=intent.with_customer))
    return None


def end_consult(center: Center, agent: Agent, intent: EndConsult, by: int) -> Refusal | None:
    found = _consultation(center, agent, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, _, party = found
    parties.leave(center, interaction, party, PartyEnd.REMOVED, leg_gone=False)
    return None


def start_conference(center: Center, agent: Agent, intent: StartConference, by: int) -> Refusal | None:
    found = _consultation(center, agent, intent.interaction)
    if isinstance(found, Refusal):
        return found
    interaction, _, party = found
    if not party.joined_at:
        return refuse(RefusalCode.PARTY_RINGS, f"party {party.id} has not answered yet")
    confer(center, interaction, party)
    return None


def confer(center: Center, interaction: Interaction, party: Party) -> None:
    """The consulted party and the customer hear each other from now on."""
    talk = interaction.talk
    assert talk is not None
    party.role = PartyRole.MEMBER
    center.order(JoinBridge(interaction.id, party.id if interaction.with_customer else interaction.leg))
    interaction.with_customer = True
    center.say(ConferenceStarted(interaction=interaction.id, agent=talk.agent.id, party=party.id))


def remove_party(center: Center, agent: Agent, intent: RemoveParty, by: int) -> Refusal | None:
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    party = interaction.parties.get(intent.party)
    if party is None:
        return refuse(RefusalCode.UNKNOWN_PARTY, f"{intent.party[:40]} is no party of {interaction.id}")
    is_owner = interaction.talk is not None and interaction.talk.agent is agent and party.role is not PartyRole.MONITOR
    if not is_owner and party.agent is not agent:
        return refuse(RefusalCode.NOT_YOURS, f"{party.id} is not agent {agent.id}'s to end")
    parties.leave(center, interaction, party, PartyEnd.REMOVED, leg_gone=False)
    return None


def _consultation(center: Center, agent: Agent, wanted: str) -> tuple[Interaction, Talk, Party] | Refusal:
    found = live_talk_of(center, agent.id, wanted)
    if isinstance(found, Refusal):
        return found
    interaction, talk = found
    party = parties.consulted(interaction)
    if party is None:
        return refuse(RefusalCode.NO_CONSULT, f"nobody is consulted about {interaction.id}")
    return interaction, talk, party
