"""A new configuration takes over without touching a live interaction."""

from __future__ import annotations

from acd.core import groups, queueing, relaxing, wrap_ups
from acd.core.agents import enter, refresh, remove, set_reachable, tell_configuration
from acd.core.callers import end
from acd.core.capacity import Capacities
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import AdoptTelephony, TimerKind
from acd.core.lifecycles import Wish, Work
from acd.core.model import Agent, Interaction
from contracts.configuration import CenterConfiguration
from contracts.ids import AgentId, DeviceId, QueueId, TeamId
from contracts.vocabulary import DeviceKind, EndCause, Medium, Presence, PresenceReason, VisitOutcome, WrapUpEnd


def adopt(center: Center, configuration: CenterConfiguration) -> None:
    """Queues and agents are from now on what it says; whoever is in the middle of something finishes it first."""
    center.out.append(AdoptTelephony(configuration))
    kept = {agent.id: agent for agent in configuration.agents}
    for agent in list(center.agents.values()):
        if agent.id not in kept:
            _dismiss(center, agent)
    center.configuration = configuration
    center.queues = {queue.id: queue for queue in configuration.queues}
    _adopt_devices(center, configuration)
    center.numbers = {number.number: number for number in configuration.numbers}
    center.flows = {flow.id: flow for flow in configuration.flows}
    center.hours = {hours.id: hours for hours in configuration.hours}
    center.staffed.clear()
    for agent_id, agent_configuration in kept.items():
        agent = center.agents.setdefault(agent_id, Agent(agent_configuration))
        agent.configuration, agent.leaving = agent_configuration, False
    _join_teams(center)
    _lay_halls(center)
    groups.adopt(center)
    tell_configuration(center)
    for agent in list(center.agents.values()):
        _equip(center, agent)
    _assign_all(center)
    queueing.adopt(center)


def _adopt_devices(center: Center, configuration: CenterConfiguration) -> None:
    former, center.devices = center.devices, {device.id: device for device in configuration.devices}
    for device in configuration.devices:
        if device.kind is DeviceKind.SIP_FIXED and device.id in former and former[device.id].kind is not DeviceKind.SIP_FIXED:
            # What was said of its registration says nothing any more.
            center.reachability.pop(device.id, None)


def own_devices(center: Center, agent: Agent) -> list[DeviceId]:
    """The agent's devices that exist, in the order of preference."""
    return [device for device in agent.configuration.devices if device in center.devices]


def _dismiss(center: Center, agent: Agent) -> None:
    """Not configured any more: signed out at once, or after the work in hand."""
    if agent.wrap_up is not None and not agent.wrap_up.wrap_up_ends_at:
        # Nobody would ever say that it is done.
        wrap_ups.finish(center, agent, WrapUpEnd.SIGNED_OUT)
    agent.leaving = True
    if agent.work is not Work.FREE:
        if agent.presence is not Presence.OFFLINE and agent.reason != PresenceReason.SIGNING_OUT:
            enter(center, agent, Wish.NOT_READY, PresenceReason.SIGNING_OUT)
        return
    if agent.presence is not Presence.OFFLINE:
        enter(center, agent, Wish.SIGNED_OUT)
    remove(center, agent, tell=False)


def _lay_halls(center: Center) -> None:
    matching = center.matching
    matching.capacities = Capacities(center.configuration.capacity)
    matching.takes_all = all(matching.capacities[medium].interactions_max > 0 for medium in Medium)
    matching.priority_step = center.configuration.priority_seconds * MICROSECONDS
    center.weights = {label.id: label.weight for label in center.configuration.labels}
    visitors: dict[QueueId, list[Interaction]] = {}
    for interaction in center.interactions.values():
        interaction.weight = center.weight(interaction.label)
        if interaction.visit is not None:
            visitors.setdefault(interaction.visit.queue.id, []).append(interaction)
    center.draining.difference_update(center.queues)
    matching.lay(center.queues.values(), visitors)
    for interactions in visitors.values():
        for interaction in interactions:
            relaxing.expect_ring(center, interaction)
    for gone in [queue for queue in matching.halls if queue not in center.queues]:
        if matching.halls[gone].visits:
            center.draining.add(gone)
        else:
            del matching.halls[gone]
            center.cancel_timer(TimerKind.GROUPS, str(gone))


def _join_teams(center: Center) -> None:
    teams: dict[AgentId, set[TeamId]] = {}
    for team in center.configuration.teams:
        for agent_id in team.agents:
            teams.setdefault(agent_id, set()).add(team.id)
    for agent in center.agents.values():
        agent.teams = frozenset(teams.get(agent.id, ())) if not agent.leaving else frozenset()
    center.matching.teams = {
        team.id: [center.agents[one] for one in team.agents if one in center.agents] for team in center.configuration.teams
    }


def _equip(center: Center, agent: Agent) -> None:
    """Say which of the agent's devices can be reached. One at a fixed address can unless its node is gone: it never registers."""
    if agent.leaving:
        return
    own = own_devices(center, agent)
    for device in sorted(agent.reachable.difference(own)):
        set_reachable(center, agent, device, False)
    for device in own:
        fixed = center.devices[device].kind is DeviceKind.SIP_FIXED
        set_reachable(center, agent, device, center.reachability.get(device, fixed or device in agent.reachable))


def _assign_all(center: Center) -> None:
    """Agents of a queue that is gone serve its last callers; callers whom nobody can serve any more leave."""
    for agent in center.agents.values():
        center.matching.assign(agent, groups.levels(center, agent))
        refresh(center, agent)
    served = {lane.hall.queue.id for agent in center.agents.values() for lane in agent.lanes}
    for interaction in list(center.interactions.values()):
        visit = interaction.visit
        if visit is not None and visit.queue.id in center.draining and visit.queue.id not in served:
            end(center, interaction, EndCause.FAILED, visit=VisitOutcome.FLOWED_OUT)


def sweep(center: Center) -> None:
    """Forget removed queues whose last caller has left."""
    halls = center.matching.halls
    empty = [queue for queue in center.draining if not halls[queue].visits]
    if not empty:
        return
    center.draining.difference_update(empty)
    for queue in empty:
        members = list(halls[queue].members.values())
        for agent in members:
            center.matching.assign(agent, {other: level for other, level in agent.levels.items() if other != queue})
        del halls[queue]
    tell_configuration(center)
