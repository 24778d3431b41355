"""Lanes, and the halls they are in; matching.py says what for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from acd.core import rings
from acd.core.estimates import Line
from acd.core.model import Agent, Interaction, Key, Rank
from acd.core.ranked import Ranked
from acd.core.rings import Requirement, Stage
from contracts.configuration import QueueConfiguration
from contracts.ids import AgentId, Instant, SkillId, TeamId
from contracts.live import AgentDay
from contracts.vocabulary import Medium


class Asks(NamedTuple):
    """What a lane's interactions ask of an agent. `teams`: whose agents may be asked beside the queue's own."""

    medium: Medium
    weight: float
    requirement: Requirement
    teams: tuple[TeamId, ...]


KeyFunction = Callable[["Lane", Agent, AgentDay], Key]
"""Where an agent stands in a lane; see strategies.py."""


class Lane:
    __slots__ = ("asked", "asks", "drawn", "hall", "idle", "required", "visits", "waiting")

    def __init__(self, hall: Hall, asks: Asks) -> None:
        self.hall: Final = hall
        self.asks: Final = asks
        self.required: Final[dict[SkillId, int]] = dict(asks.requirement)
        """The requirement as facts tell it. Never changed, as facts share it."""
        self.asked: Final = _asked(hall.queue, asks.requirement)
        """Each skill that counts here, and how often: required ones once, preferred ones by their weight."""
        self.waiting: Ranked[Rank, Interaction] = Ranked()
        self.idle: Ranked[Key, Agent] = Ranked()
        self.visits = 0
        """Open visits, those being offered included."""
        self.drawn = 0.0
        """How far the draws of weighted chance have come (strategies.py)."""

    @property
    def queue(self) -> QueueConfiguration:
        return self.hall.queue

    @property
    def requirement(self) -> Requirement:
        return self.asks.requirement

    def admits(self, agent: Agent) -> bool:
        """Whether the agent belongs here and has every required skill at the level asked for."""
        if self.hall.queue.id not in agent.levels and agent.teams.isdisjoint(self.asks.teams):
            return False
        skills = agent.configuration.skills
        return all(skills.get(skill, 0) >= level for skill, level in self.asks.requirement)


class Hall:
    """One queue on the floor: its lanes, and whom it knows. `queue` is replaced when a new configuration changes it."""

    __slots__ = ("key", "lanes", "lent", "line", "members", "preferred", "queue", "stages", "usual", "visits")

    def __init__(self, queue: QueueConfiguration, key: KeyFunction) -> None:
        self.lanes: Final[dict[Asks, Lane]] = {}
        self.members: Final[dict[AgentId, Agent]] = {}
        """Agents of the queue and those lent to it."""
        self.lent: Final[dict[TeamId, Instant]] = {}
        """Conditional groups that lend their agents, and since when."""
        self.line: Final = Line()
        """Who stands where, and how fast that moves."""
        self.visits = 0
        """Open visits, those being offered included."""
        self.adopt(queue, key)

    def adopt(self, queue: QueueConfiguration, key: KeyFunction) -> None:
        """`key`: the strategy's."""
        self.queue = queue
        self.stages: Sequence[Stage] = rings.stages(queue)
        self.usual = [Asks(Medium.VOICE, 1.0, stage.requirement, stage.teams) for stage in self.stages]
        """What a call without wishes of its own asks for at each stage."""
        self.preferred = {preferred.skill: preferred.weight for preferred in queue.preferred_skills}
        """As facts tell it. Never changed, as facts share it."""
        self.key = key

    @property
    def waiting(self) -> int:
        return sum(len(lane.waiting) for lane in self.lanes.values())


def _asked(queue: QueueConfiguration, requirement: Requirement) -> dict[SkillId, int]:
    counted = {skill: 1 for skill, _ in requirement}
    for preferred in queue.preferred_skills:
        counted[preferred.skill] = counted.get(preferred.skill, 0) + preferred.weight
    return counted


def asks_of(hall: Hall, medium: Medium, weight: float, own: Requirement, stage: int) -> Asks:
    """What an interaction with these own requirements asks for at this stage of the queue's relaxation."""
    at = hall.stages[min(stage, len(hall.stages) - 1)]
    return Asks(medium, weight, rings.combined(at, own), at.teams)
