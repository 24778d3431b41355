"""Django in tests: a secret key that lives for one session, cheap password hashes, and Redis where a test asks for it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(scope="session", autouse=True)
def _django_for_tests() -> None:
    from django.conf import settings

    settings.SECRET_KEY = settings.SECRET_KEY if _has_secret_key() else secrets.token_urlsafe(50)
    # Two hundred accounts per test must not cost two hundred slow hashes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _has_secret_key() -> bool:
    from django.conf import settings

    return bool(settings.CENTER.secret_key)


@pytest.fixture
def center_redis(empty_redis_url: str, settings: Settings) -> Iterator[str]:
    """An empty Redis that the monolith uses, its Channels included; its address."""
    from channels.layers import channel_layers

    from ccplatform.kernel.redis import redis

    settings.REDIS_URL = empty_redis_url
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [empty_redis_url]}}
    }
    redis.cache_clear()
    channel_layers.backends.clear()
    yield empty_redis_url
    redis().close()
    redis.cache_clear()
    channel_layers.backends.clear()


@pytest.fixture
def redis_away(settings: Settings) -> Iterator[None]:
    """Nobody listens where Redis should be."""
    from ccplatform.kernel.redis import redis
    from launch.ports import free_port

    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    redis.cache_clear()
    yield
    redis.cache_clear()
