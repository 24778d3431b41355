"""What the reducers share: finding the part of the live state that a fact is about, and marking it as changed."""

from __future__ import annotations

from typing import Final

from contracts.live import Changes, LiveAgent, LiveInteraction, LiveQueue, LiveState
from contracts.vocabulary import AgentState, Medium, Phase, Presence

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_PHASE_ENDED: Final = Phase.ENDED

MICROSECONDS = 1_000_000
_AT_REST: Final = {presence: AgentState(presence.value) for presence in Presence}
"""The state of an agent who has nothing in hand."""


NOWHERE: Final = Changes()
"""For the engine, whose own state needs no news of itself: made once, never read, emptied by `forget_changes` now and then."""


def forget_changes() -> None:
    NOWHERE.interactions.clear()
    NOWHERE.callbacks.clear()


def agent_of(state: LiveState, agent: int, changes: Changes) -> LiveAgent:
    changes.agents.add(agent)
    found = state.agents.get(agent)
    if found is None:
        found = state.agents[agent] = LiveAgent(id=agent)
    return found


def queue_of(state: LiveState, queue: int, changes: Changes) -> LiveQueue:
    changes.queues.add(queue)
    found = state.queues.get(queue)
    if found is None:
        found = state.queues[queue] = LiveQueue(id=queue)
    return found


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
    agent.state, agent.state_since = _AT_REST[agent.presence], at


def work(agent: LiveAgent, state: AgentState, at: int, interaction: str, queue: int | None) -> None:
    agent.state, agent.state_since = state, at
    agent.interaction, agent.queue = interaction, queue


def take_up(state: LiveState, agent: LiveAgent, doing: AgentState, at: int, interaction: str, queue: int | None) -> None:
    """One more in hand, or the same in another state. A call is what the agent's state is about, else what came first."""
    if agent.interaction is not None and agent.interaction != interaction:
        live = state.interactions.get(interaction)
        if live is None or live.medium is not Medium.VOICE:
            if interaction not in agent.others:
                agent.others.append(interaction)
            return
        agent.others.insert(0, agent.interaction)
        agent.talked = agent.held = 0
    work(agent, doing, at, interaction, queue)


def let_go(state: LiveState, agent: LiveAgent, at: int, interaction: str) -> None:
    """Done with it; the next of several in hand is what the state is about from here on."""
    if interaction in agent.others:
        agent.others.remove(interaction)
        return
    settle(agent, at)
    if agent.others:
        following = agent.others.pop(0)
        live = state.interactions.get(following)
        ringing = live is not None and live.offer is not None
        work(agent, AgentState.RINGING if ringing else AgentState.TALKING, at, following, live.queue if live is not None else None)


def forget_if_over(state: LiveState, interaction: LiveInteraction) -> None:
    if interaction.phase is _PHASE_ENDED and not interaction.wrapping_up:
        state.interactions.pop(interaction.id, None)
