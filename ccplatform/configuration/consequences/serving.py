"""Who can answer which queue, and at which times of a week a number, a flow or a queue leads to somebody.

The same rules as the engine's: an agent takes a queue as its member, or as a member of a team that the stage names, and needs every
skill of the stage at its level. Whether somebody is signed in then is a matter of shifts, which are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ccplatform.configuration.consequences.week import ALWAYS, NEVER, Week, opened
from contracts.configuration import AgentConfiguration, CenterConfiguration, NumberConfiguration, QueueConfiguration
from contracts.flows import Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node
from contracts.ids import AgentId, FlowId, QueueId, Seconds, SkillId, TeamId
from contracts.skills import RequiredSkill
from contracts.targets import OverflowTarget, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import OverflowCause

Place = tuple[Literal["queue", "flow"], int]

LED_ON = frozenset({OverflowCause.CLOSED, OverflowCause.NOBODY_SIGNED_IN})
"""Causes that lead whoever comes to somewhere else, however few wait."""


@dataclass(frozen=True)
class Stage:
    """In force from `after_seconds` of waiting on; `agents` are those who may be asked then."""

    after_seconds: Seconds
    agents: frozenset[AgentId]


class Serving:
    """Of one configuration; `on` is the day whose offset from UTC is taken for each time zone."""

    def __init__(self, configuration: CenterConfiguration, on: date) -> None:
        self.configuration = configuration
        self.on = on
        self.queues: Mapping[QueueId, QueueConfiguration] = {queue.id: queue for queue in configuration.queues}
        self.flows: Mapping[FlowId, Flow] = {flow.id: flow for flow in configuration.flows}
        self.teams: Mapping[TeamId, frozenset[AgentId]] = {team.id: frozenset(team.agents) for team in configuration.teams}
        self._hours = {hours.id: opened(hours.openings, hours.time_zone, on) for hours in configuration.hours}

    @cached_property
    def members(self) -> Mapping[QueueId, list[AgentConfiguration]]:
        members: dict[QueueId, list[AgentConfiguration]] = {queue: [] for queue in self.queues}
        for agent in self.configuration.agents:
            for queue in agent.queues:
                if queue in members:
                    members[queue].append(agent)
        return members

    @cached_property
    def agents(self) -> Mapping[AgentId, AgentConfiguration]:
        return {agent.id: agent for agent in self.configuration.agents}

    @cached_property
    def stages(self) -> Mapping[QueueId, list[Stage]]:
        return {queue.id: list(self._stages(queue)) for queue in self.queues.values()}

    @cached_property
    def asked(self) -> Mapping[QueueId, frozenset[AgentId]]:
        """Everybody who may be asked at any stage."""
        return {queue: frozenset[AgentId]().union(*(stage.agents for stage in stages)) for queue, stages in self.stages.items()}

    def _stages(self, queue: QueueConfiguration) -> Iterator[Stage]:
        required, teams = queue.required_skills, set[TeamId]()
        yield Stage(0, self.able(queue.id, required, teams))
        for ring in sorted(queue.rings, key=lambda ring: ring.after_seconds):
            required = required if ring.required_skills is None else ring.required_skills
            teams |= set(ring.teams)
            yield Stage(ring.after_seconds, self.able(queue.id, required, teams))

    def able(self, queue: QueueId, required: Iterable[RequiredSkill], teams: Iterable[TeamId]) -> frozenset[AgentId]:
        """Members of the queue and of these teams who have all of these skills."""
        asked = list(required)
        people = {agent.id: agent for agent in self.members.get(queue, ())}
        for team in teams:
            people |= {key: self.agents[key] for key in self.teams.get(team, ()) if key in self.agents}
        return frozenset(key for key, agent in people.items() if not lacking(agent.skills, asked))

    def is_staffed(self, queue: QueueId) -> bool:
        return any(stage.agents for stage in self.stages.get(queue, ()))

    def open_in(self, queue: QueueConfiguration) -> Week:
        return ALWAYS if queue.hours is None else self._hours.get(queue.hours, NEVER)

    def own(self, queue: QueueId) -> Week:
        """When the queue's own agents may be asked."""
        known = self.queues.get(queue)
        return self.open_in(known) if known is not None and self.is_staffed(queue) else NEVER

    @cached_property
    def reached(self) -> Mapping[Place, Week]:
        """When somebody who enters a queue or a flow can come to a person, by one way or another.

        Queues lead to flows by overflow, flows to queues by their steps, in circles, too: each round knows a bit more than the one before,
        until nothing is added.
        """
        weeks: dict[Place, Week] = {("queue", key): self.own(key) for key in self.queues} | {("flow", key): NEVER for key in self.flows}
        while True:
            further = {
                place: weeks[place]
                | (self._behind_queue(self.queues[place[1]], weeks) if place[0] == "queue" else self._behind_flow(place[1], weeks))
                for place in weeks
            }
            if further == weeks:
                return weeks
            weeks = further

    def _behind_queue(self, queue: QueueConfiguration, weeks: Mapping[Place, Week]) -> Week:
        found, is_open = NEVER, self.open_in(queue)
        for rule in queue.overflows:
            if rule.cause in LED_ON:
                applies = ALWAYS & ~is_open if rule.cause is OverflowCause.CLOSED else is_open
                found |= applies & self.behind_target(rule.target, weeks)
        return found

    def behind_target(self, target: OverflowTarget, weeks: Mapping[Place, Week]) -> Week:
        match target:
            case ToQueue(queue=queue):
                return weeks.get(("queue", queue), NEVER)
            case ToFlow(flow=flow):
                return weeks.get(("flow", flow), NEVER)
            case ToNumber():
                return ALWAYS  # somebody else's telephone: what happens there is not ours to know
            case _:
                return NEVER

    def _behind_flow(self, key: FlowId, weeks: Mapping[Place, Week]) -> Week:
        flow = self.flows[key]
        known: dict[str, Week] = dict.fromkeys((node.id for node in flow.nodes), NEVER)
        while True:
            further = {node.id: known[node.id] | self._behind_node(node, known, weeks) for node in flow.nodes}
            if further == known:
                return known.get(flow.entry, NEVER)
            known = further

    def _behind_node(self, node: Node, known: Mapping[str, Week], weeks: Mapping[Place, Week]) -> Week:
        match node:
            case Greeting():
                return known.get(node.next, NEVER)
            case Menu():
                return self._any(known.get(target, NEVER) for target in [*node.choices.values(), node.otherwise])
            case Hours():
                is_open = opened(node.openings, node.time_zone, self.on)
                return (is_open & known.get(node.open_next, NEVER)) | (ALWAYS & ~is_open & known.get(node.closed_next, NEVER))
            case Enqueue():
                return weeks.get(("queue", node.queue), NEVER)
            case HangUp():
                return NEVER

    @staticmethod
    def _any(weeks: Iterable[Week]) -> Week:
        found = NEVER
        for week in weeks:
            found |= week
        return found

    def behind_number(self, number: NumberConfiguration) -> Week:
        if number.queue is not None:
            return self.reached.get(("queue", number.queue), NEVER)
        return self.reached.get(("flow", number.flow), NEVER) if number.flow is not None else NEVER

    def by_skill(self) -> Mapping[SkillId, Week]:
        """When callers whose queue requires the skill can come to its agents."""
        weeks: dict[SkillId, Week] = {}
        for queue in self.queues.values():
            for required in queue.required_skills:
                weeks[required.skill] = weeks.get(required.skill, NEVER) | self.own(queue.id)
        return weeks


def lacking(skills: Mapping[SkillId, int], required: Iterable[RequiredSkill]) -> RequiredSkill | None:
    """The first skill that is not there at its level."""
    return next((one for one in required if skills.get(one.skill, 0) < one.level_min), None)
