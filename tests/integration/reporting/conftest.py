from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.integration.django.conftest import admin, asks

__all__ = ["admin", "asks", "stream"]


@pytest.fixture
def stream(center_redis: str) -> Iterator[Redis]:
    """An empty Redis, as the engine writes to it."""
    with Redis.from_url(center_redis) as client:
        yield client
