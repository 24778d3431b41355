"""Django in tests: cheap password hashes, and Redis where a test asks for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest
from pytest_django.fixtures import Settings
from redis import Redis

from contracts.intents import IntentEnvelope, IntentOutcome
from contracts.wire import HEARTBEAT_KEY, INTENTS_STREAM


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    from django.conf import settings

    # Two hundred accounts per test must not cost two hundred slow hashes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def center_redis(empty_redis_url: str) -> Iterator[str]:
    """An empty Redis, the one that the settings name; its address."""
    from ccplatform.kernel.redis import redis

    redis.cache_clear()
    yield empty_redis_url
    redis().close()
    redis.cache_clear()


@pytest.fixture
def redis_away(settings: Settings) -> Iterator[None]:
    """Nobody listens where Redis should be."""
    from ccplatform.kernel.redis import redis
    from launch.ports import free_port

    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    redis.cache_clear()
    yield
    redis.cache_clear()


@pytest.fixture
def willing_engine(center_redis: str) -> Iterator[list[IntentEnvelope]]:
    """Stands in for the engine: has a heartbeat and accepts every intent. The intents that it saw, in order."""
    seen: list[IntentEnvelope] = []
    stop = threading.Event()

    def serve() -> None:
        last: bytes | str = "0"
        with Redis.from_url(center_redis) as redis:
            redis.set(HEARTBEAT_KEY.format(process="engine"), "1")
            while not stop.is_set():
                for _, entries in redis.xread({INTENTS_STREAM: last}, block=50):
                    for entry, fields in entries:
                        last = entry
                        envelope = msgspec.json.decode(fields[b"i"], type=IntentEnvelope)
                        seen.append(envelope)
                        redis.publish(envelope.reply_to, msgspec.json.encode(IntentOutcome(id=envelope.id)))

    thread = threading.Thread(target=serve)
    thread.start()
    yield seen
    stop.set()
    thread.join()
