"""How much an agent can have in hand: so many of a medium, and which medium may come beside which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from contracts.rules import DEFAULT_CAPACITY, Capacity
from contracts.vocabulary import Medium

if TYPE_CHECKING:
    from acd.core.model import Agent


class Capacities:
    """The rule of each medium: the configuration's, else the default."""

    def __init__(self, configured: Iterable[Capacity]) -> None:
        self._rules: Final = {rule.medium: rule for rule in (*DEFAULT_CAPACITY, *configured)}

    def __getitem__(self, medium: Medium) -> Capacity:
        return self._rules[medium]


def phone_is_free(agent: Agent) -> bool:
    """The agent's phone can be reached and no leg of ours is on it."""
    return agent.leg is None and agent.device in agent.reachable


def is_full(agent: Agent, capacities: Capacities) -> bool:
    """Nothing at all may come beside what is in hand: the usual case of a call."""
    return agent.interaction is not None and not capacities[agent.interaction.medium].interrupted_by


def can_take(agent: Agent, medium: Medium, weight: float, capacities: Capacities) -> bool:
    """Whether what is in hand leaves room, presence aside. What is in hand by itself may be of any weight.

    A further one is let in when every medium in hand may be interrupted by this one and the weights of this medium stay within its
    limit.
    """
    if medium is Medium.VOICE and not phone_is_free(agent):
        return False
    if agent.interaction is None:
        return capacities[medium].interactions_max > 0
    load = 0.0
    for one in (agent.interaction, *agent.others):
        if medium not in capacities[one.medium].interrupted_by:
            return False
        if one.medium is medium:
            load += one.weight
    return not load or load + weight <= capacities[medium].interactions_max
