"""Reading trunks, devices and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import live_state
from ccplatform.kernel.references import Held, Kind, Reference
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from telephony.provisioning.models import Device, Number, Trunk


def trunks() -> QuerySet[Trunk]:
    return Trunk.objects.all()


def numbers() -> QuerySet[Number]:
    return Number.objects.select_related("flow", "queue")


def devices() -> QuerySet[Device]:
    return Device.objects.select_related("agent")


def devices_seen_by(user: User) -> QuerySet[Device]:
    """Who may not see the configuration sees the own ones, to choose where to ring."""
    if Permission.CONFIGURATION_VIEW in user.permissions:
        return devices()
    return devices().filter(agent__user=user)


def reachable_devices() -> frozenset[int] | None:
    """By the engine's last snapshot; None when that cannot be known, because Redis is away."""
    try:
        live = live_state()
    except (RedisConnectionError, RedisTimeoutError):
        return None
    return frozenset(device for agent in live.agents.values() for device in agent.reachable_devices)


def held() -> Iterator[Held]:
    """Where numbers lead."""
    for key, number, flow, queue in Number.objects.order_by("pk").values_list("pk", "number", "flow", "queue"):
        words = said(en="number {number}", de="Rufnummer {number}", number=number)
        if flow is not None:
            yield Held(Reference(Kind.FLOW, flow, "flow"), None, key, words)
        if queue is not None:
            yield Held(Reference(Kind.QUEUE, queue, "queue"), None, key, words)
