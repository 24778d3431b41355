"""The Redis adapter against a real server."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis

from acd.adapters.redis import RedisFeed
from acd.ports import FeedLostError, Position
from contracts import wire
from contracts.facts import FactEnvelope, NodeVisited, encode
from contracts.intents import IntentOutcome, Refusal
from launch.ports import free_port

ANSWER_SECONDS_MAX = 60


def fact(seq: int) -> bytes:
    return encode(FactEnvelope(epoch=7, seq=seq, at=seq, version=1, fact=NodeVisited(interaction="i", node="n")))


@pytest.fixture
async def feed(empty_redis_url: str) -> AsyncIterator[RedisFeed]:
    async with RedisFeed(empty_redis_url) as opened:
        yield opened


@pytest.fixture
async def client(empty_redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(empty_redis_url) as opened:
        yield opened


async def test_facts_lie_in_the_stream_in_order_and_the_stream_knows_its_last(feed: RedisFeed, client: Redis) -> None:
    assert await feed.shipped() is None
    await feed.begin("7:mark")
    assert await feed.ship("7:mark", [fact(1), fact(2)])
    assert await feed.shipped() == Position(7, 2)
    entries: Any = await client.xrange(wire.FACTS_STREAM)
    assert [fields[b"f"] for _, fields in entries] == [fact(1), fact(2)]


async def test_nothing_is_shipped_into_a_server_that_was_emptied(feed: RedisFeed, client: Redis) -> None:
    await feed.begin("7:mark")
    await client.flushall()
    assert not await feed.ship("7:mark", [fact(1)])
    assert await client.exists(wire.FACTS_STREAM) == 0


async def test_the_recorders_place_is_read(feed: RedisFeed, client: Redis) -> None:
    assert await feed.recorded() is None
    await client.set(wire.FACTS_RECORDED_KEY, "7:41")
    assert await feed.recorded() == Position(7, 41)


async def test_intents_are_read_on_from_a_place_and_answered(feed: RedisFeed, client: Redis) -> None:
    added: list[Any] = [await client.xadd(wire.INTENTS_STREAM, {"i": body}) for body in (b"one", b"two")]
    first, second = (entry.decode() for entry in added)
    await client.xadd(wire.INTENTS_STREAM, {"other": b"three"})
    assert [raw.body for raw in await feed.intents("0")] == [b"one", b"two", b""]
    assert [raw.entry for raw in await feed.intents_between(first, second)] == [first, second]
    assert await feed.intents_end() > second
    async with client.pubsub() as replies:
        await replies.subscribe("reply")
        await replies.get_message(timeout=ANSWER_SECONDS_MAX)
        outcome = IntentOutcome(id="a", refused=Refusal(code="stale"))
        await feed.answer("reply", outcome)
        message = await replies.get_message(timeout=ANSWER_SECONDS_MAX)
    assert message is not None
    assert msgspec.json.decode(message["data"], type=IntentOutcome) == outcome


async def test_a_pulse_is_heard_and_leaves_a_key_that_expires(feed: RedisFeed, client: Redis) -> None:
    async with client.pubsub() as pulses:
        await pulses.subscribe(wire.PULSE_CHANNEL)
        await pulses.get_message(timeout=ANSWER_SECONDS_MAX)
        beat = wire.Heartbeat(epoch=7, seq=2, at=5, pbx=True, version=1)
        await feed.pulse(beat)
        message = await pulses.get_message(timeout=ANSWER_SECONDS_MAX)
    assert message is not None
    assert msgspec.json.decode(message["data"], type=wire.Heartbeat) == beat
    assert 0 < await client.ttl(wire.HEARTBEAT_KEY.format(process="engine")) <= wire.HEARTBEAT_SECONDS


async def test_snapshot_and_configuration(feed: RedisFeed, client: Redis) -> None:
    assert await feed.configuration() is None
    await client.set(wire.CONFIGURATION_KEY, b"{}")
    assert await feed.configuration() == b"{}"
    await feed.publish_snapshot(b"[]")
    assert await client.get(wire.SNAPSHOT_KEY) == b"[]"


async def test_a_server_that_is_not_there_is_said_to_be_lost() -> None:
    async with RedisFeed(f"redis://127.0.0.1:{free_port()}") as feed:
        with pytest.raises(FeedLostError):
            await feed.shipped()


async def test_an_older_epoch_does_not_ship_behind_a_newer_one(feed: RedisFeed) -> None:
    assert await feed.begin("8:mark")
    assert not await feed.begin("7:mark")
    assert await feed.ship("8:mark", [fact(1)])
    assert await feed.begin("8:again")
    assert not await feed.ship("8:mark", [fact(2)])
