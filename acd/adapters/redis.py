"""Redis behind acd.ports.Feed: key names and types as in contracts/wire.py."""

import os
from collections.abc import Awaitable, Sequence
from typing import Any, Final, Self, TypeVar

import msgspec
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from acd.ports import FeedLostError, Position, RawIntent
from contracts import wire
from contracts.facts import decode
from contracts.intents import IntentOutcome
from contracts.outlook import Reply

Answer = TypeVar("Answer")

#: seconds; Redis answers in less than a millisecond or is not there
TIMEOUT_S: Final = 5.0
CONNECT_TIMEOUT_S: Final = 2.0
#: how long one look at the intents stream waits; shorter than TIMEOUT_S
INTENTS_BLOCK_MS: Final = 1_000
INTENTS_COUNT: Final = 100
#: present as long as Redis remembers what this engine has shipped
MARK_KEY: Final = "cc:facts:mark"

# One step, so that a Redis that was emptied a moment ago never takes a fact in front of those it lost.
SHIP: Final = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
for i = 3, #ARGV do redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'f', ARGV[i]) end
return 1
"""
# A newer epoch's mark is never replaced: an engine that was followed by another ships nothing any more.
BEGIN: Final = """
local mark = redis.call('GET', KEYS[1])
local newest = mark and tonumber(string.match(mark, '^(%d+):'))
if newest and newest > tonumber(string.match(ARGV[1], '^(%d+):')) then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
"""


class RedisFeed:
    """One pool of connections; open it with `async with`."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=CONNECT_TIMEOUT_S,
            retry=Retry(NoBackoff(), 0),
            single_connection_client=False,
        )
        self._begin = self._redis.register_script(BEGIN)
        self._ship = self._redis.register_script(SHIP)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._redis.aclose()

    async def shipped(self) -> Position | None:
        entries = await _reached(self._redis.xrevrange(wire.FACTS_STREAM, count=1))
        if not entries:
            return None
        envelope = decode(entries[0][1][b"f"])
        return Position(envelope.epoch, envelope.seq)

    async def recorded(self) -> Position | None:
        value: bytes | None = await _reached(self._redis.get(wire.FACTS_RECORDED_KEY))
        if value is None:
            return None
        epoch, _, seq = value.partition(b":")
        return Position(int(epoch), int(seq))

    async def begin(self, token: str) -> bool:
        done: int = await _reached(self._begin(keys=[MARK_KEY], args=[token]))
        return done == 1

    async def ship(self, token: str, facts: Sequence[bytes]) -> bool:
        keys = [wire.FACTS_STREAM, MARK_KEY]
        done: int = await _reached(self._ship(keys=keys, args=[token, wire.FACTS_STREAM_LENGTH, *facts]))
        return done == 1

    async def publish_snapshot(self, snapshot: bytes) -> None:
        await _reached(self._redis.set(wire.SNAPSHOT_KEY, snapshot))

    async def pulse(self, heartbeat: wire.Heartbeat) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.publish(wire.PULSE_CHANNEL, msgspec.json.encode(heartbeat))
            pipeline.set(wire.HEARTBEAT_KEY.format(process="engine"), os.getpid(), ex=wire.HEARTBEAT_SECONDS)
            await _reached(pipeline.execute())

    async def stand_by(self) -> None:
        """Tell whoever asks that a second engine is ready to follow this one's leader."""
        key = wire.HEARTBEAT_KEY.format(process=wire.STANDBY.format(pid=os.getpid()))
        await _reached(self._redis.set(key, os.getpid(), ex=wire.HEARTBEAT_SECONDS))

    async def intents(self, after: str) -> list[RawIntent]:
        answer = await _reached(self._redis.xread({wire.INTENTS_STREAM: after}, count=INTENTS_COUNT, block=INTENTS_BLOCK_MS))
        return _entries(answer[0][1]) if answer else []

    async def intents_end(self) -> str:
        entries = await _reached(self._redis.xrevrange(wire.INTENTS_STREAM, count=1))
        return entries[0][0].decode() if entries else "0"

    async def intents_between(self, first: str, last: str) -> list[RawIntent]:
        return _entries(await _reached(self._redis.xrange(wire.INTENTS_STREAM, first, last)))

    async def answer(self, reply_to: str, outcome: IntentOutcome) -> None:
        await _reached(self._redis.publish(reply_to, msgspec.json.encode(outcome)))

    async def questions_end(self) -> str:
        entries = await _reached(self._redis.xrevrange(wire.QUESTIONS_STREAM, count=1))
        return entries[0][0].decode() if entries else "0"

    async def questions(self, after: str) -> list[RawIntent]:
        found = await _reached(self._redis.xread({wire.QUESTIONS_STREAM: after}, count=INTENTS_COUNT, block=INTENTS_BLOCK_MS))
        return [RawIntent(entry.decode(), fields.get(b"q", b"")) for entry, fields in found[0][1]] if found else []

    async def reply(self, reply_to: str, reply: Reply) -> None:
        await _reached(self._redis.publish(reply_to, msgspec.json.encode(reply)))

    async def configuration(self) -> bytes | None:
        value: bytes | None = await _reached(self._redis.get(wire.CONFIGURATION_KEY))
        return value


async def _reached(answer: Awaitable[Answer] | Any) -> Any:
    """Redis's answer; every way in which it may be missing becomes FeedLostError."""
    try:
        return await answer
    except (RedisError, OSError, TimeoutError) as error:
        raise FeedLostError(str(error) or type(error).__name__) from error


def _entries(entries: list[tuple[bytes, dict[bytes, bytes]]]) -> list[RawIntent]:
    """An entry without the field `i` is handed on empty, so that it is refused as unreadable and not read again."""
    return [RawIntent(entry.decode(), fields.get(b"i", b"") if fields else b"") for entry, fields in entries]
