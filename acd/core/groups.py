"""Conditional groups: a team lends its agents to a queue as long as a metric of it is beyond a threshold, and some time after."""

from __future__ import annotations

from collections.abc import Container

from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.lanes import Hall
from acd.core.limits import GROUPS_SECONDS
from acd.core.model import Agent
from acd.core.strategies import BORROWED_LEVEL
from contracts.ids import QueueId
from contracts.live import LiveQueue
from contracts.queue_facts import GroupLent
from contracts.rules import ConditionalGroup
from contracts.vocabulary import GroupMetric


def levels(center: Center, agent: Agent) -> dict[QueueId, int]:
    """The agent's queues and the level in each: the own ones, those that still drain, and those that a team is lent to."""
    own = agent.configuration
    found = {queue: level for queue, level in agent.levels.items() if queue in center.draining}
    for hall in center.matching.halls.values() if agent.teams else ():
        if not agent.teams.isdisjoint(hall.lent):
            found[hall.queue.id] = BORROWED_LEVEL
    if not agent.leaving:
        found.update((queue, own.levels.get(queue, 1)) for queue in own.queues)
    return found


def adopt(center: Center) -> None:
    """Groups of a new configuration, those lent before a restart included; what it does not name is lent no longer.

    Agents are assigned after this.
    """
    for queue in center.queues.values():
        hall = center.matching.halls[queue.id]
        live = center.live.queues.get(queue.id)
        teams = {group.team for group in queue.groups}
        for team in list(live.lent) if live is not None else ():
            if team in teams:
                hall.lent.setdefault(team, center.at)
            else:
                hall.lent.pop(team, None)
                center.say(GroupLent(queue=queue.id, team=team, lent=False, value=0.0))
    for hall in center.matching.halls.values():
        _watch(center, hall)


def is_watched(center: Center, hall: Hall) -> bool:
    """As long as anybody is there, or lent."""
    return hall.queue.id in center.queues and bool(hall.queue.groups) and bool(hall.visits or hall.lent)


def _watch(center: Center, hall: Hall) -> None:
    timer = (TimerKind.GROUPS, str(hall.queue.id))
    if not is_watched(center, hall):
        center.cancel_timer(*timer)
    elif timer not in center.timers:
        center.set_timer(*timer, GROUPS_SECONDS)


def look_again(center: Center, queue: QueueId) -> None:
    """The slow timer: time alone may bring a metric beyond its threshold."""
    hall = center.matching.halls.get(queue)
    if hall is not None and is_watched(center, hall):
        _evaluate(center, hall, GroupMetric)
        _watch(center, hall)


def crowd_changed(center: Center, hall: Hall) -> None:
    """Somebody came or went: what counts heads is looked at at once; what would have to be summed up can wait for the timer."""
    if hall.queue.groups:
        _evaluate(center, hall, {GroupMetric.WAITING_ABOVE})
        _watch(center, hall)


def _evaluate(center: Center, hall: Hall, metrics: Container[GroupMetric]) -> None:
    """Lend and take back as these metrics say now."""
    live = center.live.queues.get(hall.queue.id)
    if live is None:
        return
    for group in hall.queue.groups:
        if group.metric not in metrics:
            continue
        beyond, value = _measure(center, hall, live, group)
        since = hall.lent.get(group.team)
        if beyond and since is None:
            hall.lent[group.team] = center.at
        elif not beyond and since is not None and center.at - since >= group.lend_seconds_min * MICROSECONDS:
            del hall.lent[group.team]
        else:
            continue
        center.say(GroupLent(queue=hall.queue.id, team=group.team, lent=since is None, value=value))
        for agent in center.matching.teams.get(group.team, ()):
            center.matching.assign(agent, levels(center, agent))


def _measure(center: Center, hall: Hall, live: LiveQueue, group: ConditionalGroup) -> tuple[bool, float]:
    """Whether the group's condition holds, and the metric's value."""
    if group.metric is GroupMetric.WAITING_ABOVE:
        return len(live.waiting) > group.threshold, len(live.waiting)
    if group.metric is GroupMetric.LONGEST_WAIT_ABOVE:
        longest = (center.at - min(live.waiting.values())) / MICROSECONDS if live.waiting else 0.0
        return longest > group.threshold, round(longest, 3)
    level = _service_level(center, hall, live)
    return level is not None and level < group.threshold, 1.0 if level is None else round(level, 4)


def _service_level(center: Center, hall: Hall, live: LiveQueue) -> float | None:
    """Today's, with those who wait beyond the threshold already counted as missed; None before anybody counts."""
    today = live.today
    late_before = center.at - hall.queue.service_level_seconds * MICROSECONDS
    late = sum(entered_at < late_before for entered_at in live.waiting.values())
    counted = today.answered + today.abandoned - today.abandoned_in_time + late
    return today.answered_in_time / counted if counted else None
