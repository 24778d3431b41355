"""Builds the whole configuration from the database, and checks it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from ccplatform.agents.models import Agent
from ccplatform.queues.models import Queue
from contracts import configuration as c
from contracts.flows import Enqueue
from contracts.ids import Instant
from contracts.vocabulary import DeviceKind
from ivr.flows.selectors import published
from telephony.provisioning.models import Device, Number, Trunk

M = TypeVar("M", bound=Model)


class BrokenConfiguration(ValueError):
    """Something refers to what is not there. The former version stays in force; the text says what is wrong."""


def build(*, version: int, published_at: Instant) -> c.CenterConfiguration:
    """Raises BrokenConfiguration. Everything in the order of its ids, so that equal contents are equal bytes."""
    built = c.CenterConfiguration(
        version=version,
        published_at=published_at,
        default_region=settings.CENTER.default_region,
        queues=[_queue(queue) for queue in _by_id(Queue.objects.prefetch_related("required_skills"))],
        agents=[_agent(agent) for agent in _by_id(Agent.objects.prefetch_related("skills", "memberships", "devices"))],
        devices=[_device(device) for device in _by_id(Device.objects.all())],
        trunks=[_trunk(trunk) for trunk in _by_id(Trunk.objects.all())],
        numbers=[c.NumberConfiguration(id=n.pk, number=n.number, flow=n.flow_id, queue=n.queue_id) for n in _by_id(Number.objects.all())],
        flows=published(),
    )
    for problem in problems(built):
        raise BrokenConfiguration(problem)
    return built


def _by_id(things: QuerySet[M]) -> QuerySet[M]:
    return things.order_by("pk")


def _queue(queue: Queue) -> c.QueueConfiguration:
    required = sorted(queue.required_skills.all(), key=lambda item: item.skill_id)
    return c.QueueConfiguration(
        id=queue.pk,
        name=queue.name,
        time_zone=queue.time_zone,
        required_skills=[c.RequiredSkill(skill=item.skill_id, level_min=item.level_min) for item in required],
        service_level_seconds=queue.service_level_seconds,
        service_level_target=queue.service_level_target,
        short_abandon_seconds=queue.short_abandon_seconds,
        offer_seconds=queue.offer_seconds,
        wrap_up_seconds=queue.wrap_up_seconds,
        waiting_max=queue.waiting_max,
        record=queue.record,
    )


def _agent(agent: Agent) -> c.AgentConfiguration:
    return c.AgentConfiguration(
        id=agent.pk,
        name=agent.name,
        skills={held.skill_id: held.level for held in sorted(agent.skills.all(), key=lambda held: held.skill_id)},
        queues=sorted(membership.queue_id for membership in agent.memberships.all()),
        devices=sorted(device.pk for device in agent.devices.all()),
    )


def _device(device: Device) -> c.DeviceConfiguration:
    return c.DeviceConfiguration(
        id=device.pk,
        kind=DeviceKind(device.kind),
        agent=device.agent_id,
        username=device.username,
        digest=device.digest,
        contact=device.contact,
    )


def _trunk(trunk: Trunk) -> c.TrunkConfiguration:
    registration = c.Registration(server=trunk.registration_server, username=trunk.registration_username, secret=trunk.registration_secret)
    return c.TrunkConfiguration(
        id=trunk.pk,
        name=trunk.name,
        source_addresses=trunk.source_addresses,
        username=trunk.username,
        digest=trunk.digest,
        registration=registration if trunk.registration_server else None,
        codecs=trunk.codecs,
    )


def problems(configuration: c.CenterConfiguration) -> Iterator[str]:
    """What refers to nothing, or answers to the same name twice. The database prevents most of it; the engine relies on all of it."""
    queues = {queue.id for queue in configuration.queues}
    flows = {flow.id for flow in configuration.flows}
    agents = {agent.id for agent in configuration.agents}
    devices = {device.id for device in configuration.devices}
    numbers = [number.number for number in configuration.numbers]
    for agent in configuration.agents:
        if unknown := set(agent.queues) - queues:
            yield f"agent {agent.name} belongs to the unknown queue {min(unknown)}"
        if unknown := set(agent.devices) - devices:
            yield f"agent {agent.name} has the unknown device {min(unknown)}"
    for device in configuration.devices:
        if device.agent not in agents:
            yield f"device {device.id} belongs to the unknown agent {device.agent}"
    for number in configuration.numbers:
        if (number.flow is None) == (number.queue is None):
            yield f"number {number.number} must lead to a flow or a queue"
        if number.flow is not None and number.flow not in flows:
            yield f"number {number.number} leads to flow {number.flow}, which is not published"
        if number.queue is not None and number.queue not in queues:
            yield f"number {number.number} leads to the unknown queue {number.queue}"
    if len(set(numbers)) != len(numbers):
        yield "a number is there twice"
    for flow in configuration.flows:
        for node in flow.nodes:
            if isinstance(node, Enqueue) and node.queue not in queues:
                yield f"node {node.id} of flow {flow.name} leads to the unknown queue {node.queue}"
