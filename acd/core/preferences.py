"""An interaction that is kept for one agent for a while: who was asked for, or who last talked with that number."""

from __future__ import annotations

from typing import NamedTuple

from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.model import Agent, Interaction
from contracts.configuration import QueueConfiguration
from contracts.ids import AgentId, Instant
from contracts.vocabulary import Presence

PREFERRED = "preferred"
"""Asked for by name: an API, a call-back."""
STICKY = "sticky"
TRANSFERRED = "transferred"
DAY_SECONDS = 24 * 3600


class Preference(NamedTuple):
    """`rule`: the word of Decision.rule."""

    agent: Agent
    until: Instant
    rule: str


def preference(
    center: Center, interaction: Interaction, queue: QueueConfiguration, wanted: AgentId | None, rule: str = PREFERRED
) -> Preference | None:
    """For whom an interaction that enters this queue now is to be kept. Nobody waits for an agent who is not there.

    `wanted` is believed whatever the skills; who is found by the number called from must be of this queue.
    """
    if wanted is None:
        wanted, rule = _last_agent(center, interaction, queue), STICKY
    agent = center.agents.get(wanted) if wanted is not None else None
    if agent is None or agent.leaving or agent.presence is Presence.OFFLINE or queue.preferred_seconds <= 0:
        return None
    return Preference(agent, center.at + queue.preferred_seconds * MICROSECONDS, rule)


def _last_agent(center: Center, interaction: Interaction, queue: QueueConfiguration) -> AgentId | None:
    last = center.live.last_agents.get(interaction.caller) if queue.sticky_days and interaction.caller else None
    if last is None or center.at - last.at > queue.sticky_days * DAY_SECONDS * MICROSECONDS:
        return None
    agent = center.agents.get(last.agent)
    return last.agent if agent is not None and queue.id in agent.levels else None


def keep(center: Center, interaction: Interaction, found: Preference) -> None:
    """From now on it waits for that agent alone."""
    assert interaction.visit is not None
    interaction.visit.kept_rule = found.rule
    interaction.visit.timed = True
    center.matching.keep_for(interaction, found.agent)
    center.set_timer_at(TimerKind.PREFERRED, interaction.id, found.until)


def let_go(center: Center, interaction: Interaction) -> None:
    """From now on everybody may be offered it."""
    visit = interaction.visit
    if visit is not None and visit.kept_for is not None:
        center.cancel_timer(TimerKind.PREFERRED, interaction.id)
        center.matching.keep_for(interaction, None)


def give_back(center: Center, agent: Agent) -> None:
    """The agent is gone: nothing waits for it any more."""
    for interaction in agent.kept.in_order():
        let_go(center, interaction)
