"""What the reducers share: finding the part of the live state that a fact is about, and marking it as changed."""

from __future__ import annotations

from typing import Any, Final

from contracts.live import Changes, LiveAgent, LiveInteraction, LiveQueue, LiveState
from contracts.vocabulary import AgentState, Phase

MICROSECONDS = 1_000_000


class _Blank(set[Any]):
    """Forgets at once what is added."""

    def add(self, element: Any) -> None:
        pass


NOWHERE: Final = Changes(queues=_Blank(), agents=_Blank(), interactions=_Blank(), callbacks=_Blank())
"""For the engine, whose own state needs no news of itself; noting every change costs a tenth of an event."""


def agent_of(state: LiveState, agent: int, changes: Changes) -> LiveAgent:
    changes.agents.add(agent)
    return state.agents.setdefault(agent, LiveAgent(id=agent))


def queue_of(state: LiveState, queue: int, changes: Changes) -> LiveQueue:
    changes.queues.add(queue)
    return state.queues.setdefault(queue, LiveQueue(id=queue))


def interaction_of(state: LiveState, interaction: str, changes: Changes) -> LiveInteraction | None:
    found = state.interactions.get(interaction)
    if found is not None:
        changes.interactions.add(interaction)
    return found


def enter(interaction: LiveInteraction, phase: Phase, at: int) -> None:
    interaction.phase, interaction.phase_since = phase, at


def settle(agent: LiveAgent, at: int) -> None:
    """Nothing in hand any more (of what the state is about): the agent's state is the presence again."""
    agent.interaction, agent.party, agent.queue = None, None, None
    agent.talked = agent.held = 0
    agent.wrap_up_ends_at, agent.wrap_up_mandatory, agent.extensions_left, agent.wrap_up_requested = 0, False, 0, False
    agent.state, agent.state_since = AgentState(agent.presence.value), at


def work(agent: LiveAgent, state: AgentState, at: int, interaction: str, queue: int | None) -> None:
    agent.state, agent.state_since = state, at
    agent.interaction, agent.queue = interaction, queue


def forget_if_over(state: LiveState, interaction: LiveInteraction) -> None:
    if interaction.phase is Phase.ENDED and not interaction.wrapping_up:
        state.interactions.pop(interaction.id, None)
