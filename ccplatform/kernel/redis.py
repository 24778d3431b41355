"""The one place where the monolith opens Redis. Channels and Celery keep their own connections."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.backoff import NoBackoff
from redis.retry import Retry

CONNECT_SECONDS_MAX = 1.0
ANSWER_SECONDS_MAX = 3.0


@cache
def redis() -> Redis:
    """Shared by all threads of the process (redis-py's pool is thread-safe). Fails fast: no retry, short time-outs."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=CONNECT_SECONDS_MAX,
        socket_timeout=ANSWER_SECONDS_MAX,
        retry=Retry(NoBackoff(), 0),
    )


def async_redis() -> AsyncRedis:
    """A new client; it belongs to the event loop of the caller, who closes it (`async with`)."""
    return AsyncRedis.from_url(settings.REDIS_URL, socket_connect_timeout=CONNECT_SECONDS_MAX)
