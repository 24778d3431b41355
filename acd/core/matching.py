"""Who gets whom: the longest waiting interaction of the highest priority, the agent idle for longest.

A lane is where interactions wait that the same agents can serve: one queue with one set of required skills. An interaction
waits in one lane, an idle agent stands in every lane that queue membership and skills allow. So a caller nobody can serve
delays nobody else, and what an event costs grows with the agent's own lanes and a logarithm, never with the crowd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acd.core.model import Agent, Idleness, Interaction, Rank
from acd.core.ranked import Ranked
from contracts.configuration import AgentConfiguration, QueueConfiguration
from contracts.ids import AgentId, InteractionId, QueueId, SkillId

Requirement = tuple[tuple[SkillId, int], ...]
"""(skill, least level), sorted by skill."""

LONGEST_IDLE = "longest_idle"
"""The rule of OfferMade: among those who could, idle for longest."""


class Lane:
    """`queue` is replaced when a new configuration changes it."""

    __slots__ = ("idle", "queue", "requirement", "visits", "waiting")

    def __init__(self, queue: QueueConfiguration) -> None:
        self.queue = queue
        self.requirement = requirement(queue)
        self.waiting: Ranked[Rank, Interaction] = Ranked()
        self.idle: Ranked[Idleness, Agent] = Ranked()
        self.visits = 0
        """Open visits, those being offered included."""

    def admits(self, agent: AgentConfiguration) -> bool:
        """Whether the agent has every required skill at the level asked for."""
        return all(agent.skills.get(skill, 0) >= level for skill, level in self.requirement)


def requirement(queue: QueueConfiguration) -> Requirement:
    return tuple(sorted((required.skill, required.level_min) for required in queue.required_skills))


class Matching:
    """The lanes, and who has become available since the last `pairs`."""

    def __init__(self) -> None:
        self.lanes: dict[QueueId, Lane] = {}
        self._entries = 0
        self._freed: dict[AgentId, Agent] = {}
        self._arrived: dict[InteractionId, Interaction] = {}

    def next_rank(self, priority: int) -> Rank:
        """A place behind everybody of the same priority."""
        self._entries += 1
        return (-priority, self._entries)

    def wait(self, interaction: Interaction) -> None:
        """The interaction may be offered from now on."""
        if interaction.visit is None or interaction.waits:
            return
        interaction.waits = True
        interaction.visit.lane.waiting.add(interaction.visit.rank, interaction)
        self._arrived[interaction.id] = interaction

    def stop_waiting(self, interaction: Interaction) -> None:
        if interaction.visit is not None and interaction.waits:
            interaction.waits = False
            interaction.visit.lane.waiting.remove(interaction.visit.rank)

    def offer_work_to(self, agent: Agent) -> None:
        """The agent may be offered interactions from now on."""
        agent.idle_key = (agent.idle_since, agent.id)
        for lane in agent.lanes:
            lane.idle.add(agent.idle_key, agent)
        self._freed[agent.id] = agent

    def spare(self, agent: Agent) -> None:
        """Offer the agent nothing."""
        if agent.idle_key is not None:
            for lane in agent.lanes:
                lane.idle.remove(agent.idle_key)
            agent.idle_key = None

    def assign(self, agent: Agent, queues: Iterable[QueueId]) -> None:
        """Put the agent into the lanes of these queues whose requirement is met."""
        was_idle = agent.idle_key is not None
        self.spare(agent)
        lanes = [self.lanes[queue] for queue in queues if queue in self.lanes]
        agent.lanes = [lane for lane in lanes if lane.admits(agent.configuration)]
        if was_idle:
            self.offer_work_to(agent)

    def pairs(self) -> Iterator[tuple[Interaction, Agent]]:
        """Every match that has become possible, best first. The taker must take both out before asking for the next."""
        while self._freed or self._arrived:
            freed, arrived = self._freed, self._arrived
            self._freed, self._arrived = {}, {}
            for agent in sorted(freed.values(), key=_idleness):
                while agent.idle_key is not None and (interaction := _first_of(agent.lanes)) is not None:
                    # Another agent of that lane may have been idle for longer.
                    yield interaction, _longest_idle(interaction) or agent
            for interaction in sorted(arrived.values(), key=_rank):
                if interaction.waits and (winner := _longest_idle(interaction)) is not None:
                    yield interaction, winner


def _first_of(lanes: list[Lane]) -> Interaction | None:
    """The interaction to be served first among the lanes' heads."""
    best: Rank | None = None
    chosen: Lane | None = None
    for lane in lanes:
        rank = lane.waiting.first_key()
        if rank is not None and (best is None or rank < best):
            best, chosen = rank, lane
    return None if chosen is None else chosen.waiting.first()


def _longest_idle(interaction: Interaction) -> Agent | None:
    return None if interaction.visit is None else interaction.visit.lane.idle.first()


def _idleness(agent: Agent) -> Idleness:
    return (agent.idle_since, agent.id)


def _rank(interaction: Interaction) -> Rank:
    return (0, 0) if interaction.visit is None else interaction.visit.rank
