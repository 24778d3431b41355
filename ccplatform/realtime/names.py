"""What the published configuration says of queues and agents, as far as screens need it."""

from __future__ import annotations

from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from contracts.configuration import AgentConfiguration, QueueConfiguration
from contracts.ids import AgentId, FlowId, QueueId


class FlowName(msgspec.Struct, frozen=True, kw_only=True):
    id: FlowId
    name: str


class Published(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The parts of CenterConfiguration that screens show; secrets of trunks and devices are never decoded."""

    version: int = 0
    queues: list[QueueConfiguration] = []
    agents: list[AgentConfiguration] = []
    flows: list[FlowName] = []

    @cached_property
    def queue(self) -> dict[QueueId, QueueConfiguration]:
        return {queue.id: queue for queue in self.queues}

    @cached_property
    def agent(self) -> dict[AgentId, AgentConfiguration]:
        return {agent.id: agent for agent in self.agents}

    @cached_property
    def members(self) -> dict[QueueId, list[AgentId]]:
        """Who works for a queue."""
        found: dict[QueueId, list[AgentId]] = {queue.id: [] for queue in self.queues}
        for agent in self.agents:
            for queue in agent.queues:
                found.setdefault(queue, []).append(agent.id)
        return found

    @cached_property
    def zones(self) -> dict[QueueId, ZoneInfo]:
        return {queue.id: _zone(queue.time_zone) for queue in self.queues}

    def queue_name(self, queue: QueueId | None) -> str:
        found = None if queue is None else self.queue.get(queue)
        return found.name if found else ""

    def agent_name(self, agent: AgentId | None) -> str:
        found = None if agent is None else self.agent.get(agent)
        return found.name if found else ""

    def queues_of(self, agent: AgentId | None) -> frozenset[QueueId]:
        found = None if agent is None else self.agent.get(agent)
        return frozenset(found.queues) if found else frozenset()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        # Refused when it was published; a screen must not fail for it.
        return ZoneInfo("UTC")


def published(raw: bytes | None) -> Published:
    """Nothing published yet: nothing has a name."""
    return msgspec.json.decode(raw, type=Published) if raw else Published()
