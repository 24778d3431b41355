"""Chats, e-mails and tasks in a shift, and people who go against the order: pick, change priorities and labels."""

from __future__ import annotations

from random import Random

from acd.simulation.centers import LABELS, QUEUES
from contracts import intents as i
from contracts.ids import AgentId
from contracts.live import LiveState
from contracts.skills import RequiredSkill
from contracts.vocabulary import Medium, Phase

MEDIA = (Medium.CHAT, Medium.CHAT, Medium.SMS, Medium.EMAIL, Medium.TASK, Medium.VOICE)


def opening(chance: Random, number: int) -> i.OpenInteraction:
    """Something that another system brings; now and then one that cannot be."""
    return i.OpenInteraction(
        medium=chance.choice(MEDIA),
        queue=chance.randint(1, QUEUES + (chance.random() < 0.1)),
        reference=f"ticket {number}",
        sender=f"+4940{number:06}",
        priority=chance.choice((0, 0, 0, 1, 1_000_000)),
        required_skills=[RequiredSkill(skill=chance.randint(1, 2), level_min=chance.randint(1, 5))] if chance.random() < 0.2 else [],
        label=chance.choice((None, None, *range(1, LABELS + 2))),
        for_agent=chance.choice((None, None, None, chance.randint(1, 9))),
    )


def whim(chance: Random, live: LiveState, agent: AgentId) -> i.Intent | None:
    """Something that this agent, or a supervisor, might want of those who wait or are in hand."""
    me = live.agents.get(agent)
    mine = [live.interactions[one] for one in (me.interaction, *me.others) if one in live.interactions] if me is not None else []
    digital = [one for one in mine if one.medium is not Medium.VOICE]
    offered = [one.offer.id for one in mine if one.offer is not None]
    fate = chance.random()
    if offered and fate < 0.7:
        return i.AcceptOffer(agent=agent, offer=chance.choice(offered))
    if offered and fate < 0.8:
        return i.DeclineOffer(agent=agent, offer=chance.choice(offered))
    talking = [one.id for one in digital if one.phase is Phase.CONNECTED]
    if talking and fate < 0.6:
        return i.CloseInteraction(agent=agent, interaction=chance.choice(talking))
    everybody = sorted(live.interactions)
    if not everybody or fate > 0.5:
        return None
    anyone = chance.choice(everybody)
    if fate < 0.2:
        return i.Pick(agent=agent, interaction=anyone)
    if fate < 0.3:
        return i.SetPriority(interaction=anyone, priority=chance.choice((-1, 0, 1, 2)))
    if fate < 0.4:
        return i.SetLabel(interaction=anyone, label=chance.choice((None, *range(1, LABELS + 2))))
    return i.CloseInteraction(agent=chance.choice((None, agent)), interaction=anyone)
