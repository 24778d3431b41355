"""By hand, against the order: pick a waiting interaction, change its priority or its label."""

from __future__ import annotations

from acd.core import offers
from acd.core.agents import refresh
from acd.core.asking import free_phone, refuse
from acd.core.attempts import dials_customer_first
from acd.core.capacity import can_take
from acd.core.center import Center
from acd.core.limits import PRIORITY_MAX
from acd.core.model import Agent, Interaction
from contracts.intents import Pick, Refusal, SetLabel, SetPriority
from contracts.queue_facts import LabelChanged, PriorityChanged
from contracts.vocabulary import Medium, Phase, Presence, RefusalCode

PICKED = "picked"
"""The rule of the Decision of such an offer."""


def pick(center: Center, agent: Agent, intent: Pick, by: int) -> Refusal | None:
    """Offered at once, whoever is before it and whatever it asks for. The agent need not be ready, only there and able."""
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    if interaction.phase is not Phase.WAITING or dials_customer_first(center, interaction):
        return refuse(RefusalCode.NOT_WAITING, f"interaction {interaction.id} does not wait for an agent")
    if agent.presence is Presence.OFFLINE:
        return refuse(RefusalCode.AGENT_OFFLINE, f"agent {agent.id} is not signed in")
    if interaction.medium is Medium.VOICE and agent.interaction is None:
        device = free_phone(center, agent)
        if isinstance(device, Refusal):
            return device
        agent.device = agent.device if agent.device in agent.reachable else device
    if agent.wrap_up is not None or not can_take(agent, interaction.medium, interaction.weight, center.matching.capacities):
        return refuse(RefusalCode.AGENT_BUSY, f"agent {agent.id} has no room for {interaction.id}")
    if not interaction.waits:
        return refuse(RefusalCode.PBX_AWAY, f"node {interaction.node} cannot be asked now")
    offers.make(center, interaction, agent, PICKED)
    return None


def set_priority(center: Center, intent: SetPriority, by: int) -> Refusal | None:
    """The interaction's own; its queue adds to it. Who waits stands at another place at once."""
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    interaction.priority = max(-PRIORITY_MAX, min(PRIORITY_MAX, intent.priority))
    queue = center.live.interactions[interaction.id].queue
    base = center.queues[queue].priority if queue in center.queues else 0
    visit = interaction.visit
    if visit is not None:
        rank = center.matching.rank(interaction.priority + visit.queue.priority, visit.entered_at)
        if rank[0] == visit.rank[0]:
            # The same priority as before: nobody of the same instant comes before it by that.
            rank = visit.rank
        if not visit.offered_at:
            line = visit.hall.line
            line.leave(visit.rank, center.at, gave_up=False)
            line.enter(rank, center.at)
        center.matching.rank_anew(interaction, rank)
        base = visit.queue.priority
    center.say(PriorityChanged(interaction=interaction.id, priority=interaction.priority + base, by=by))
    return None


def set_label(center: Center, intent: SetLabel, by: int) -> Refusal | None:
    """What it counts against capacity changes with it, also in hand."""
    interaction = center.interactions.get(intent.interaction)
    if interaction is None:
        return refuse(RefusalCode.UNKNOWN_INTERACTION, f"interaction {intent.interaction[:40]} is over or never was")
    if intent.label is not None and intent.label not in center.weights:
        return refuse(RefusalCode.UNKNOWN_TARGET, f"there is no label {intent.label}")
    interaction.label, interaction.weight = intent.label, center.weight(intent.label)
    center.say(LabelChanged(interaction=interaction.id, label=intent.label, by=by))
    visit = interaction.visit
    if visit is not None:
        hall = visit.lane.hall
        center.matching.move_to(interaction, center.matching.lane(hall, center.matching.asks(hall, interaction, visit.stage)))
    for agent in _holders(interaction):
        refresh(center, agent)
    return None


def _holders(interaction: Interaction) -> list[Agent]:
    found = [interaction.offer.agent] if interaction.offer is not None else []
    return [*found, interaction.talk.agent] if interaction.talk is not None else found
