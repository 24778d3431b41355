"""Who could take those who wait, and why nobody does: asked of the lanes and by the words of the real decisions, and nothing is decided.

Looks at a bounded number of agents and ranks, because a call may come while somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest
from itertools import islice

import msgspec

from acd.core import rings
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import Timer, TimerKind
from acd.core.decisions import why_not
from acd.core.lanes import Asks, Hall, Lane, asks_of
from acd.core.model import Agent, Interaction, Rank, Visit
from acd.core.rings import Requirement
from contracts.ids import AgentId, Instant, InteractionId, QueueId
from contracts.outlook import FREE, NEXT_TOLD_MAX, PEOPLE_LOOKED_AT_MAX, PEOPLE_TOLD_MAX, NextRing, Outlook, Prospect
from contracts.vocabulary import Medium, Phase


def of_queue(center: Center, queue: QueueId) -> Outlook | None:
    """Of who is first in line there, else of whoever comes next. None: there is no such queue."""
    hall = center.matching.halls.get(queue)
    if hall is None or queue not in center.queues:
        return None
    line = _line(hall)
    if line:
        return _of_visit(center, hall, line, line[0][1])
    asked = next((one for one in _visitors(center, queue) if one.visit is not None), None)
    if asked is not None:
        return _of_visit(center, hall, line, asked)
    lane = center.matching.lane(hall, asks_of(hall, Medium.VOICE, 1.0, (), 0))
    people = _people(center, hall, lane, None, ())
    return _told(Outlook(at=center.at, queue=queue, waiting=0, required_skills=dict(lane.required)), people)


def of_interaction(center: Center, interaction: InteractionId) -> Outlook | None:
    """None when it does not wait."""
    found = center.interactions.get(interaction)
    if found is None or found.visit is None:
        return None
    hall = found.visit.hall
    return _of_visit(center, hall, _line(hall), found)


def _visitors(center: Center, queue: QueueId) -> Iterator[Interaction]:
    """Who is in this queue without standing in a lane: being offered, or kept for somebody."""
    for name in islice(center.live.queues[queue].waiting, NEXT_TOLD_MAX):
        if name in center.interactions:
            yield center.interactions[name]


def _line(hall: Hall) -> list[tuple[Rank, Interaction]]:
    heads = ((key, one) for lane in hall.lanes.values() for key, one in islice(lane.waiting.first_few(), NEXT_TOLD_MAX))
    return nsmallest(NEXT_TOLD_MAX, heads, key=lambda one: one[0])


def _of_visit(center: Center, hall: Hall, line: list[tuple[Rank, Interaction]], interaction: Interaction) -> Outlook:
    visit = interaction.visit
    assert visit is not None
    own = rings.requirement(interaction.required_skills.items())
    people = _people(center, hall, visit.lane, visit, own)
    offer = interaction.offer
    kept = visit.kept_for
    outlook = Outlook(
        at=center.at,
        queue=hall.queue.id,
        waiting=len(center.live.queues[hall.queue.id].waiting),
        interaction=interaction.id,
        phase=Phase.WAITING if offer is None else Phase.OFFERED,
        place=hall.line.place(visit.rank),
        entered_at=visit.entered_at,
        stage=visit.stage,
        required_skills=dict(visit.lane.required),
        next_ring=_next_ring(hall, visit, own, people),
        offered_to=None if offer is None else offer.agent.id,
        offered_at=0 if offer is None else offer.made_at,
        kept_for=None if kept is None else kept.id,
        kept_until=0 if kept is None else _kept_until(center, interaction.id),
        kept_rule="" if kept is None else visit.kept_rule,
        tried=list(visit.tried),
        next=[one.id for _, one in line],
    )
    return _told(outlook, people)


def _kept_until(center: Center, interaction: InteractionId) -> Instant:
    return center.timers.get(Timer(TimerKind.PREFERRED, interaction), 0)


def _next_ring(hall: Hall, visit: Visit, own: Requirement, people: list[Prospect]) -> NextRing | None:
    stage = visit.stage + 1
    if stage >= len(hall.stages):
        return None
    ring = hall.stages[stage]
    return NextRing(
        stage=stage,
        at=visit.entered_at + ring.after_seconds * MICROSECONDS,
        required_skills=dict(rings.combined(ring, own)),
        teams=list(ring.teams),
        gains=sum(one.stage == stage for one in people),
    )


def _people(center: Center, hall: Hall, lane: Lane, visit: Visit | None, own: Requirement) -> list[Prospect]:
    """Of the queue, and of the teams that its rings ask."""
    stages = [Asks(lane.asks.medium, lane.asks.weight, rings.combined(stage, own), stage.teams) for stage in hall.stages]
    tried = visit.tried if visit is not None else []
    idle = sorted((agent for _, agent in islice(lane.idle.first_few(), PEOPLE_LOOKED_AT_MAX)), key=lambda agent: agent.id in tried)
    places = {agent.id: place for place, agent in enumerate(idle, start=1)}
    return [
        _prospect(center, lane, visit, agent, stages, places) for agent in islice(_known(center, hall, stages[-1]), PEOPLE_LOOKED_AT_MAX)
    ]


def _known(center: Center, hall: Hall, last: Asks) -> Iterator[Agent]:
    yield from hall.members.values()
    for agent in {one.id: one for team in last.teams for one in center.matching.teams.get(team, ())}.values():
        if agent.id not in hall.members:
            yield agent


def _prospect(center: Center, lane: Lane, visit: Visit | None, agent: Agent, stages: list[Asks], places: dict[AgentId, int]) -> Prospect:
    has = agent.configuration.skills
    now = visit.stage if visit is not None else 0
    stage = next((number for number, asks in enumerate(stages) if number >= now and _admits(lane.hall, agent, asks)), None)
    place = places.get(agent.id, 0)
    why, lacks = (FREE, {}) if place else why_not(lane, visit.tried if visit is not None else (), agent)
    return Prospect(
        agent=agent.id,
        why=why,
        stage=stage,
        level=agent.levels.get(lane.hall.queue.id, 0),
        since=center.live.agents[agent.id].state_since,
        reason=agent.reason,
        skills={skill: has.get(skill, 0) for skill in lane.asked},
        lacks=lacks,
        place=place,
    )


def _admits(hall: Hall, agent: Agent, asks: Asks) -> bool:
    belongs = hall.queue.id in agent.levels or not agent.teams.isdisjoint(asks.teams)
    return belongs and all(agent.configuration.skills.get(skill, 0) >= level for skill, level in asks.requirement)


#: nearest to be free first
_NEARNESS = ("free", "tried", "ringing", "wrapping_up", "talking", "consulting", "on_hold", "dialling", "no_capacity", "monitoring")


def _told(outlook: Outlook, people: list[Prospect]) -> Outlook:
    def nearness(one: Prospect) -> tuple[bool, int, int, Instant, AgentId]:
        where = _NEARNESS.index(one.why) if one.why in _NEARNESS else len(_NEARNESS)
        return (one.stage != outlook.stage, where, one.place, one.since, one.agent)

    counts = Counter(one.why if one.stage == outlook.stage else "later" if one.stage is not None else "skill" for one in people)
    nearest = nsmallest(PEOPLE_TOLD_MAX, people, key=nearness)
    return msgspec.structs.replace(outlook, people=nearest, people_count=len(people), counts=dict(counts))
