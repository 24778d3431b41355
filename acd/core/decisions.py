"""Why this agent: what is told with every offer. Looks at a bounded number of agents, so that telling costs the same in any crowd."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain, islice
from typing import Final, NamedTuple

from acd.core import strategies
from acd.core.capacity import phone_is_free
from acd.core.center import MICROSECONDS, Center
from acd.core.lanes import Lane
from acd.core.model import Agent, Interaction, Key, Visit
from contracts.ids import AgentId, SkillId
from contracts.queue_facts import CANDIDATES_TOLD_MAX, Candidate, Decision, PassedOver
from contracts.vocabulary import Medium, Presence, Strategy

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_PRESENCE_READY: Final = Presence.READY
_MEDIUM_VOICE: Final = Medium.VOICE
_STRATEGY_LONGEST_IDLE: Final = Strategy.LONGEST_IDLE

#: agents of a queue who are asked why they could not have it
PASSED_LOOKED_AT_MAX: Final = 3


class Look(NamedTuple):
    """Who could have had it, before the choice takes one away: the best, and how many in all."""

    best: list[tuple[Key, Agent]]
    whole: int


def look(visit: Visit, chosen: Agent) -> Look:
    """Who was tried before stands behind the others, as in the choice; who was chosen from outside the lane before them."""
    lane = visit.lane
    if len(lane.idle) == 1 and lane in chosen.places:
        return Look([(chosen.places[lane], chosen)], 1)
    best = list(islice(lane.idle.first_few(), CANDIDATES_TOLD_MAX))
    if visit.tried:
        best.sort(key=lambda one: one[1].id in visit.tried)
    if lane in chosen.places:
        return Look(best, len(lane.idle))
    return Look([((strategies.level(lane, chosen), 0, chosen.id), chosen), *best], len(lane.idle) + 1)


def decide(center: Center, interaction: Interaction, visit: Visit, chosen: Agent, rule: str, found: Look) -> Decision:
    """`chosen` has been taken out of the lanes meanwhile, and has the offer."""
    lane, hall = visit.lane, visit.hall
    queue = hall.queue
    passed_over = _passed_over(center, visit, chosen)
    beside = len(hall.members) - found.whole
    return Decision(
        rule=rule,
        strategy=queue.strategy,
        stage=visit.stage,
        priority=interaction.priority + queue.priority,
        waited=center.at - visit.entered_at,
        required_skills=lane.required,
        preferred_skills=hall.preferred,
        lent_by=list(hall.lent),
        candidates_count=found.whole,
        candidates=[_candidate(center, lane, key, agent) for key, agent in found.best],
        passed_over_count=beside if beside > len(passed_over) else len(passed_over),
        passed_over=passed_over,
    )


def _candidate(center: Center, lane: Lane, key: Key, agent: Agent) -> Candidate:
    idle, asked = center.at - agent.idle_since, lane.asked
    has = agent.configuration.skills
    return Candidate(
        agent=agent.id,
        level=strategies.level(lane, agent),
        score=-idle / MICROSECONDS if lane.hall.queue.strategy is _STRATEGY_LONGEST_IDLE else round(key[1], 6),
        idle=idle,
        skills={skill: has.get(skill, 0) for skill in asked} if asked else {},
    )


def _passed_over(center: Center, visit: Visit, chosen: Agent) -> list[PassedOver]:
    lane = visit.lane
    looked_at: Iterable[Agent] = visit.hall.members.values()
    if visit.tried:
        # Nobody twice.
        first = [center.agents[agent] for agent in visit.tried if agent in center.agents]
        looked_at = dict.fromkeys(chain(first, looked_at))
    found = []
    for agent in islice(looked_at, PASSED_LOOKED_AT_MAX):
        if agent is chosen or lane in agent.places:
            continue
        why, lacks = why_not(lane, visit.tried, agent)
        found.append(PassedOver(agent=agent.id, why=why, lacks=lacks))
    return found


def why_not(lane: Lane, tried: Collection[AgentId], agent: Agent) -> tuple[str, dict[SkillId, int]]:
    """Why an agent who does not stand in this lane cannot have what waits there: PassedOver.why and PassedOver.lacks."""
    asked = lane.asks.requirement
    # Who may have what waits in this lane lacks nothing.
    if asked and lane not in agent.lanes:
        has = agent.configuration.skills
        lacks = {skill: level for skill, level in asked if has.get(skill, 0) < level}
        if lacks:
            return "skill", lacks
    return _why(lane, tried, agent), {}


def _why(lane: Lane, tried: Collection[AgentId], agent: Agent) -> str:
    if agent.presence is not _PRESENCE_READY:
        return agent.presence
    if agent.interaction is not None and (lane.asks.medium is _MEDIUM_VOICE or agent.wrap_up is not None):
        return agent.work
    if agent.resting or agent.id in tried:
        return "tried"
    if agent.interaction is None and not phone_is_free(agent) and agent.leg is None:
        return "unreachable"
    return "no_capacity"
