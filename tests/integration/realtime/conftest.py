from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from redis.asyncio import Redis

from ccplatform.realtime.hub import Hub, running
from reporting.interactions.selectors import contact_cards
from tests.integration.realtime.browsers import ANSWER_SECONDS_MAX
from tests.support.live import TalkingEngine, configuration


@pytest.fixture(autouse=True)
async def _no_connection_stays_open(transactional_db: None) -> AsyncIterator[None]:
    """Threads of the event loop keep theirs, and a database in use cannot be removed."""
    yield
    await sync_to_async(connections.close_all)()


@pytest.fixture
async def engine(center_redis: str) -> AsyncIterator[TalkingEngine]:
    """An engine that has published its configuration and said nothing yet."""
    async with Redis.from_url(center_redis, socket_timeout=ANSWER_SECONDS_MAX) as redis:
        talking = TalkingEngine(redis)
        await talking.publish(configuration())
        yield talking


@pytest.fixture
async def hub(engine: TalkingEngine) -> AsyncIterator[Hub]:
    """The live web of this process, following the engine."""
    async with running(contact_cards) as hub:
        await hub.replica.synced.wait()
        yield hub
