"""A new configuration takes over without touching a live interaction."""

from __future__ import annotations

from acd.core import queueing, wrap_ups
from acd.core.agents import enter, refresh, remove, set_reachable, tell_configuration
from acd.core.callers import end
from acd.core.center import Center
from acd.core.commands import AdoptTelephony
from acd.core.lifecycles import Wish, Work
from acd.core.matching import Lane, requirement
from acd.core.model import Agent
from contracts.configuration import CenterConfiguration
from contracts.ids import DeviceId, QueueId
from contracts.vocabulary import DeviceKind, EndCause, Presence, PresenceReason, VisitOutcome, WrapUpEnd


def adopt(center: Center, configuration: CenterConfiguration) -> None:
    """Queues and agents are from now on what it says; whoever is in the middle of something finishes it first."""
    center.out.append(AdoptTelephony(configuration))
    kept = {agent.id: agent for agent in configuration.agents}
    for agent in list(center.agents.values()):
        if agent.id not in kept:
            _dismiss(center, agent)
    center.configuration = configuration
    center.queues = {queue.id: queue for queue in configuration.queues}
    center.devices = {device.id: device for device in configuration.devices}
    center.numbers = {number.number: number for number in configuration.numbers}
    center.flows = {flow.id: flow for flow in configuration.flows}
    center.hours = {hours.id: hours for hours in configuration.hours}
    center.staffed.clear()
    for agent_id, agent_configuration in kept.items():
        agent = center.agents.setdefault(agent_id, Agent(agent_configuration))
        agent.configuration, agent.leaving = agent_configuration, False
    _lay_lanes(center)
    tell_configuration(center)
    for agent in list(center.agents.values()):
        _equip(center, agent)
    _assign_all(center)
    queueing.adopt(center)


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


def _lay_lanes(center: Center) -> None:
    lanes = center.matching.lanes
    for queue in center.queues.values():
        lane = lanes.setdefault(queue.id, Lane(queue))
        lane.queue, lane.requirement = queue, requirement(queue)
        center.draining.discard(queue.id)
    for gone in [queue for queue in lanes if queue not in center.queues]:
        if lanes[gone].visits:
            center.draining.add(gone)
        else:
            del lanes[gone]


def _equip(center: Center, agent: Agent) -> None:
    """Say which of the agent's devices can be reached. One at a fixed address always can: it never registers."""
    if agent.leaving:
        return
    own = own_devices(center, agent)
    for device in sorted(agent.reachable.difference(own)):
        set_reachable(center, agent, device, False)
    for device in own:
        fixed = center.devices[device].kind is DeviceKind.SIP_FIXED
        set_reachable(center, agent, device, fixed or center.reachability.get(device, device in agent.reachable))


def _assign_all(center: Center) -> None:
    """Agents of a queue that is gone serve its last callers; callers whom nobody can serve any more leave."""
    for agent in center.agents.values():
        former: list[QueueId] = [lane.queue.id for lane in agent.lanes if lane.queue.id in center.draining]
        queues = former if agent.leaving else [*dict.fromkeys([*agent.configuration.queues, *former])]
        center.matching.assign(agent, queues)
        refresh(center, agent)
    served = {lane.queue.id for agent in center.agents.values() for lane in agent.lanes}
    for interaction in list(center.interactions.values()):
        visit = interaction.visit
        if visit is not None and visit.queue.id in center.draining and visit.queue.id not in served:
            end(center, interaction, EndCause.FAILED, visit=VisitOutcome.FLOWED_OUT)


def sweep(center: Center) -> None:
    """Forget removed queues whose last caller has left."""
    empty = [queue for queue in center.draining if not center.matching.lanes[queue].visits]
    if not empty:
        return
    center.draining.difference_update(empty)
    for queue in empty:
        lane = center.matching.lanes.pop(queue)
        center.lines.pop(queue, None)
        for agent in center.agents.values():
            if lane in agent.lanes:
                center.matching.assign(agent, [other.queue.id for other in agent.lanes if other is not lane])
    tell_configuration(center)
