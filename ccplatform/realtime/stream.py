"""Redis as the replica reads it, with types: redis-py allows for text answers and RESP3 shapes that this client never gets."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import msgspec
from redis.asyncio import Redis

from contracts import wire
from contracts.facts import FactEnvelope, decode


class Entry(NamedTuple):
    """`fact` is None for what cannot be read as a fact of this program's vocabulary."""

    id: str
    fact: FactEnvelope | None


async def tail(redis: Redis, before: str | None, count: int) -> list[Entry]:
    """The last facts of the stream, newest first; with `before` the last ones ahead of that entry."""
    raw: Any = await redis.xrevrange(wire.FACTS_STREAM, f"({before}" if before else "+", "-", count=count)
    heed_cancellation()
    return _entries(raw)


async def read(redis: Redis, after: str, count: int, block_ms: int) -> list[Entry]:
    """Facts behind an entry, in order; empty when none came within `block_ms`."""
    answer: Any = await redis.xread({wire.FACTS_STREAM: after}, count=count, block=block_ms)
    heed_cancellation()
    return _entries(answer[0][1]) if answer else []


async def value(redis: Redis, key: str) -> bytes | None:
    found: Any = await redis.get(key)
    return found if isinstance(found, bytes) else None


def heed_cancellation() -> None:
    """Raises CancelledError in a task that was told to end.

    redis-py looks for stale bytes inside `asyncio.timeout(0)` before each command. A cancellation that falls into that instant is taken
    for the time-out (CPython 3.11, Timeout.__aexit__) and would be lost in a loop that never ends by itself.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _entries(raw: Any) -> list[Entry]:
    return [Entry(entry.decode(), _fact(fields)) for entry, fields in raw]


def _fact(fields: dict[bytes, bytes]) -> FactEnvelope | None:
    try:
        return decode(fields[b"f"])
    except (KeyError, msgspec.MsgspecError):
        return None
