"""Is the center well? What a load balancer, `make status` and the operator ask."""

from __future__ import annotations

from django.db import DatabaseError, connection
from redis.exceptions import RedisError

from ccplatform.kernel.redis import redis
from contracts.wire import HEARTBEAT_KEY

PROCESSES = ("engine", "recorder", "worker")


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def heartbeats() -> dict[str, bool] | None:
    """Which processes renew their heartbeat; None when Redis is away."""
    try:
        beats = redis().mget([HEARTBEAT_KEY.format(process=process) for process in PROCESSES])
    except RedisError:
        return None
    return {process: beat is not None for process, beat in zip(PROCESSES, beats, strict=True)}
