"""Django in tests: cheap password hashes, and Redis where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings


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
