"""Strategies: by which key a queue orders the agents who stand in a lane; smaller is asked sooner, ties break on the agent's id.

Each key is fixed when the agent comes to stand there, so choosing costs a logarithm. Levels in the queue go before everything, except
by chance, where they are the odds.

Weighted chance: an agent draws an exponential with the own weight as its rate, added to how far the draws had come in this lane
(`Lane.drawn`, the smallest that won). The least of such draws is each agent's with a probability in proportion to the weight, and since
exponentials have no memory, what is left of the losers' draws is a fresh draw: every choice is fair, whoever stood there before.
"""

from __future__ import annotations

from hashlib import blake2b
from math import log
from typing import Final

from acd.core.lanes import KeyFunction, Lane
from acd.core.model import Agent, Key
from contracts.live import AgentDay
from contracts.vocabulary import Strategy

#: the level of agents who are not the queue's own: lent, or of a team that a ring adds
BORROWED_LEVEL: Final = 10


def level(lane: Lane, agent: Agent) -> int:
    return agent.levels.get(lane.hall.queue.id, BORROWED_LEVEL)


def _longest_idle(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    return (agent.levels.get(lane.hall.queue.id, BORROWED_LEVEL), agent.idle_since, agent.id)


def _fewest(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    return (level(lane, agent), today.handled, agent.idle_since, agent.id)


def _least_occupied(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    """The share as of the moment from which the agent is idle."""
    busy, since = today.talking + today.on_hold + today.wrapping_up, agent.idle_since - today.signed_in_at
    return (level(lane, agent), busy / since if since > 0 else 0.0, agent.idle_since, agent.id)


def _most_proficient(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    has = agent.configuration.skills
    score = sum(has.get(skill, 0) * times for skill, times in lane.asked.items())
    return (level(lane, agent), -score, agent.idle_since, agent.id)


def _round_robin(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    return (level(lane, agent), agent.last_offers.get(lane.hall.queue.id, 0), agent.idle_since, agent.id)


def _weighted_random(lane: Lane, agent: Agent, today: AgentDay) -> Key:
    """Repeatable: chance is a hash of queue, agent and since when the agent is idle."""
    seed = f"{lane.hall.queue.id} {agent.id} {agent.idle_since} {agent.last_offers.get(lane.hall.queue.id, 0)}".encode()
    even = (int.from_bytes(blake2b(seed, digest_size=8).digest()) + 0.5) / 2**64
    return (0, lane.drawn - log(even) / level(lane, agent), agent.id)


KEYS: Final[dict[Strategy, KeyFunction]] = {
    Strategy.LONGEST_IDLE: _longest_idle,
    Strategy.FEWEST_INTERACTIONS: _fewest,
    Strategy.LEAST_OCCUPIED: _least_occupied,
    Strategy.MOST_PROFICIENT: _most_proficient,
    Strategy.ROUND_ROBIN: _round_robin,
    Strategy.WEIGHTED_RANDOM: _weighted_random,
}
"""Where the agent stands in this lane from now until work comes."""
