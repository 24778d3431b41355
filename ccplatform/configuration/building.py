"""Builds the whole configuration from the database, and checks it whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings

from ccplatform.agents.models import Agent, AgentSkill, Membership
from ccplatform.queues.models import Queue
from contracts import configuration as c
from contracts.flows import Enqueue
from contracts.ids import AgentId, DeviceId, Instant, QueueId, SkillId
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind
from ivr.flows.selectors import published
from telephony.provisioning.models import Device, Number, Trunk


class BrokenConfiguration(ValueError):
    """Something refers to what is not there. The former version stays in force; the text says what is wrong."""


def build(*, version: int, published_at: Instant) -> c.CenterConfiguration:
    """Raises BrokenConfiguration. Everything in the order of its ids, so that equal contents are equal bytes."""
    devices = _devices()
    built = c.CenterConfiguration(
        version=version,
        published_at=published_at,
        default_region=settings.CENTER.default_region,
        queues=[_queue(queue) for queue in Queue.objects.prefetch_related("required_skills").order_by("pk")],
        agents=_agents(devices),
        devices=devices,
        trunks=[_trunk(trunk) for trunk in Trunk.objects.order_by("pk")],
        numbers=_numbers(),
        flows=published(),
    )
    for problem in problems(built):
        raise BrokenConfiguration(problem)
    return built


def _queue(queue: Queue) -> c.QueueConfiguration:
    required = sorted(queue.required_skills.all(), key=lambda item: item.skill_id)
    return c.QueueConfiguration(
        id=queue.pk,
        name=queue.name,
        time_zone=queue.time_zone,
        required_skills=[RequiredSkill(skill=item.skill_id, level_min=item.level_min) for item in required],
        service_level_seconds=queue.service_level_seconds,
        service_level_target=queue.service_level_target,
        short_abandon_seconds=queue.short_abandon_seconds,
        offer_seconds=queue.offer_seconds,
        wrap_up_seconds=queue.wrap_up_seconds,
        waiting_max=queue.waiting_max,
        record=queue.record,
    )


def _agents(devices: list[c.DeviceConfiguration]) -> list[c.AgentConfiguration]:
    """Plain rows, not models: with five thousand agents that is the difference between a fifth of a second and two."""
    skills: dict[AgentId, dict[SkillId, int]] = defaultdict(dict)
    for agent, skill, level in AgentSkill.objects.order_by("agent", "skill").values_list("agent", "skill", "level"):
        skills[agent][skill] = level
    queues: dict[AgentId, list[QueueId]] = defaultdict(list)
    for agent, queue in Membership.objects.order_by("agent", "queue").values_list("agent", "queue"):
        queues[agent].append(queue)
    own: dict[AgentId, list[DeviceId]] = defaultdict(list)
    for device in devices:
        own[device.agent].append(device.id)
    return [
        c.AgentConfiguration(id=pk, name=name, skills=skills[pk], queues=queues[pk], devices=own[pk])
        for pk, name in Agent.objects.order_by("pk").values_list("pk", "name")
    ]


def _devices() -> list[c.DeviceConfiguration]:
    rows = Device.objects.order_by("pk").values_list("pk", "kind", "agent", "username", "digest", "contact")
    return [
        c.DeviceConfiguration(id=pk, kind=DeviceKind(kind), agent=agent, username=username, digest=digest, contact=contact)
        for pk, kind, agent, username, digest, contact in rows
    ]


def _numbers() -> list[c.NumberConfiguration]:
    rows = Number.objects.order_by("pk").values_list("pk", "number", "flow", "queue")
    return [c.NumberConfiguration(id=pk, number=number, flow=flow, queue=queue) for pk, number, flow, queue in rows]


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
