"""Builds the whole configuration from the database; configuration.checking then says whether it makes sense."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from django.conf import settings

from ccplatform.agents.models import Agent, AgentSkill, Membership, Team
from ccplatform.configuration import selectors
from ccplatform.configuration.checking import problems
from ccplatform.kernel.problems import Problem
from ccplatform.queues import rules
from ccplatform.queues.models import Hours, Label, Queue
from ccplatform.queues.models import RequiredSkill as RequiredSkillRow
from contracts import configuration as c
from contracts.dialling import DialRules
from contracts.ids import AgentId, DeviceId, Instant, QueueId, SkillId
from contracts.rules import Capacity, TeamConfiguration
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind
from ivr.flows.selectors import published
from telephony.provisioning.models import Device, Number, Trunk

FIRST = 1
"""The level in a queue of which AgentConfiguration.levels says nothing."""


class BrokenConfiguration(ValueError):
    """It does not make sense as a whole. The former version stays in force; the text says what is wrong."""


def build(*, version: int, published_at: Instant) -> c.CenterConfiguration:
    """Raises BrokenConfiguration. Everything in the order of its ids, so that equal contents are equal bytes."""
    built = assemble(version=version, published_at=published_at)
    for problem in problems(built):
        raise BrokenConfiguration(problem)
    return built


def assemble(*, version: int, published_at: Instant) -> c.CenterConfiguration:
    """Unchecked. Raises BrokenConfiguration when something cannot even be read."""
    try:
        return _assemble(version, published_at)
    except (Problem, msgspec.ValidationError) as error:
        raise BrokenConfiguration(str(error.detail if isinstance(error, Problem) else error)) from error


def _assemble(version: int, published_at: Instant) -> c.CenterConfiguration:
    devices = _devices()
    center = selectors.center()
    return c.CenterConfiguration(
        version=version,
        published_at=published_at,
        default_region=settings.CENTER.default_region,
        priority_seconds=center.priority_seconds,
        dialling=msgspec.convert(center.dialling, DialRules),
        capacity=msgspec.convert(center.capacity, list[Capacity]),
        labels=[rules.told_of_label(label) for label in Label.objects.order_by("pk")],
        teams=_teams(),
        hours=[rules.told_of_hours(hours) for hours in Hours.objects.order_by("pk")],
        queues=_queues(),
        agents=_agents(devices),
        devices=devices,
        trunks=[_trunk(trunk) for trunk in Trunk.objects.order_by("pk")],
        numbers=_numbers(),
        flows=published(),
    )


def _queues() -> list[c.QueueConfiguration]:
    required: dict[QueueId, list[RequiredSkill]] = defaultdict(list)
    rows = RequiredSkillRow.objects.order_by("queue", "skill").values_list("queue", "skill", "level_min")
    for queue, skill, level_min in rows:
        required[queue].append(RequiredSkill(skill=skill, level_min=level_min))
    numbers = rules.spoken_numbers()
    return [rules.told(queue, required[queue.pk], numbers) for queue in Queue.objects.filter(active=True).order_by("pk")]


def _agents(devices: list[c.DeviceConfiguration]) -> list[c.AgentConfiguration]:
    """Plain rows, not models: with five thousand agents that is the difference between a fifth of a second and two."""
    skills: dict[AgentId, dict[SkillId, int]] = defaultdict(dict)
    for agent, skill, level in AgentSkill.objects.order_by("agent", "skill").values_list("agent", "skill", "level"):
        skills[agent][skill] = level
    queues: dict[AgentId, dict[QueueId, int]] = defaultdict(dict)
    members = Membership.objects.filter(queue__active=True).order_by("agent", "queue")
    for agent, queue, level in members.values_list("agent", "queue", "level"):
        queues[agent][queue] = level
    own: dict[AgentId, list[DeviceId]] = defaultdict(list)
    for device in devices:
        own[device.agent].append(device.id)
    return [
        c.AgentConfiguration(
            id=pk,
            name=name,
            skills=skills[pk],
            queues=list(queues[pk]),
            levels={queue: level for queue, level in queues[pk].items() if level != FIRST},
            devices=own[pk],
            always_on=always_on,
        )
        for pk, name, always_on in Agent.objects.filter(active=True).order_by("pk").values_list("pk", "name", "always_on")
    ]


def _teams() -> list[TeamConfiguration]:
    members: dict[int, list[AgentId]] = defaultdict(list)
    for team, agent in Team.agents.through.objects.filter(agent__active=True).order_by("team", "agent").values_list("team", "agent"):
        members[team].append(agent)
    return [TeamConfiguration(id=pk, name=name, agents=members[pk]) for pk, name in Team.objects.order_by("pk").values_list("pk", "name")]


def _devices() -> list[c.DeviceConfiguration]:
    rows = Device.objects.filter(agent__active=True).order_by("pk").values_list("pk", "kind", "agent", "username", "digest", "contact")
    return [
        c.DeviceConfiguration(id=pk, kind=DeviceKind(kind), agent=agent, username=username, digest=digest, contact=contact)
        for pk, kind, agent, username, digest, contact in rows
    ]


def _numbers() -> list[c.NumberConfiguration]:
    rows = Number.objects.order_by("pk").values_list("pk", "number", "flow", "queue", "priority")
    return [
        c.NumberConfiguration(id=pk, number=number, flow=flow, queue=queue, priority=priority) for pk, number, flow, queue, priority in rows
    ]


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
        outbound_address=trunk.outbound_address,
    )


def without_secrets(configuration: c.CenterConfiguration) -> c.CenterConfiguration:
    """For files that people keep and for trying things out: digests and provider's secrets are empty."""
    devices = [msgspec.structs.replace(device, digest="") for device in configuration.devices]
    return msgspec.structs.replace(configuration, devices=devices, trunks=[_without_secrets(trunk) for trunk in configuration.trunks])


def _without_secrets(trunk: c.TrunkConfiguration) -> c.TrunkConfiguration:
    registration = trunk.registration and msgspec.structs.replace(trunk.registration, secret="")
    return msgspec.structs.replace(trunk, digest="", registration=registration)
