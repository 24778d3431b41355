"""Reading what was published, and how far it has come."""

from __future__ import annotations

import msgspec
from django.db.models import QuerySet
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ccplatform.agents.selectors import live_state
from ccplatform.configuration.models import CENTER_ID, Center, ConfigurationVersion
from ccplatform.kernel.redis import redis
from contracts import facts
from contracts.wire import CONFIGURATION_KEY, FACTS_STREAM


class _Version(msgspec.Struct):
    """Of a CenterConfiguration, only the number: the rest may be long."""

    version: int


def center() -> Center:
    """Defaults as long as nobody changed anything."""
    return Center.objects.filter(pk=CENTER_ID).first() or Center(pk=CENTER_ID)


def versions() -> QuerySet[ConfigurationVersion]:
    """Newest first, without the contents."""
    return ConfigurationVersion.objects.defer("content").select_related("published_by")


def newest() -> ConfigurationVersion | None:
    return versions().first()


def version_in_redis() -> int | None:
    """None when Redis holds none. Raises when Redis is away."""
    raw = redis().get(CONFIGURATION_KEY)
    return msgspec.json.decode(raw, type=_Version).version if isinstance(raw, bytes) else None


def applied_version() -> int | None:
    """The version by which the engine routes: every fact names it. None when that cannot be known now."""
    try:
        last = redis().xrevrange(FACTS_STREAM, count=1)
        of_fact = facts.decode(last[0][1][b"f"]).version if last and last[0][1] else 0
        return max(of_fact, live_state().version) or None
    except (RedisConnectionError, RedisTimeoutError):
        return None
