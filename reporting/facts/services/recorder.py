"""The recorder: follows the fact stream into PostgreSQL for as long as it is let.

Redis or PostgreSQL away: it waits and goes on where the mark in PostgreSQL stands. A gap in the stream: it acknowledges nothing behind
it and waits for the engine, which ships again from the last acknowledged fact whenever Redis has lost its memory.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Sequence
from typing import Any, Final, cast

from django.db import InterfaceError, OperationalError, connection
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from contracts import wire
from reporting.facts.incoming import Incoming, parse
from reporting.facts.services.intake import Witness, accept_gap, newest_mark, record

log = logging.getLogger(__name__)

BATCH_LENGTH_MAX: Final = 500
BLOCK_MS: Final = 1_000
RETRY_SECONDS_MIN: Final = 0.1
RETRY_SECONDS_MAX: Final = 2.0
GAP_SECONDS_MAX: Final = 5.0
"""The same for a stream that is never silent."""
GAP_TICKS_MAX: Final = 5
"""So many silent looks at the stream with a gap before it is set aside, which makes the engine ship again what it still holds."""
ASIDE_STREAM: Final = "cc:facts:aside"
SHIPPED_MARK_KEY: Final = "cc:facts:mark"
"""The engine's note that Redis remembers what was shipped (acd/adapters/redis.py); without it the engine begins again."""
BEGINNING: Final = "0"

AWAY = (RedisError, OperationalError, InterfaceError, OSError)


class Recorder:
    """`run` until `stop` is set. `witness` sees every new fact inside the transaction that records it."""

    def __init__(self, redis: Redis, stop: threading.Event, witness: Witness | None = None) -> None:
        self._redis = redis
        self._stop = stop
        self._witness = witness
        self.position: str | None = None
        self._early: Incoming | None = None
        self._early_since = 0.0
        self._gap_ticks = 0
        self._asked_for: tuple[int, int] | None = None

    def run(self) -> None:
        delay = RETRY_SECONDS_MIN
        while not self._stop.is_set():
            try:
                self.step()
                delay = RETRY_SECONDS_MIN
            except AWAY as error:
                log.warning("recording waits, a server is away: %s", str(error).strip() or type(error).__name__)
                self.position = None
                if isinstance(error, OperationalError | InterfaceError):
                    # A broken connection would be kept otherwise and fail again.
                    connection.close()
                self._stop.wait(delay)
                delay = min(delay * 2, RETRY_SECONDS_MAX)

    def step(self) -> None:
        """Waits at most BLOCK_MS for facts and records what has come. Raises one of AWAY."""
        if self.position is None:
            self.position = self._resume()
            self.acknowledge()
        entries = self._read()
        began = time.monotonic()
        if entries:
            self._record(entries)
        else:
            self.tick()
        self.acknowledge()
        if len(entries) == BATCH_LENGTH_MAX:
            # It catches up, and PostgreSQL with it: after minutes without one, for minutes. Calls need the processors more urgently.
            self._stop.wait(time.monotonic() - began)

    def behind(self) -> bool:
        """Whether the stream holds entries that were not read yet."""
        return self.position is None or bool(self._redis.xrange(wire.FACTS_STREAM, f"({self.position}", count=1))

    def _resume(self) -> str:
        """Behind the entry of the last recorded fact if the stream still holds it, else from the beginning of what it holds."""
        mark = newest_mark()
        if mark is None or mark.stream_entry == BEGINNING:
            return BEGINNING
        found = cast("list[tuple[bytes, dict[bytes, bytes]]]", self._redis.xrange(wire.FACTS_STREAM, mark.stream_entry, mark.stream_entry))
        for entry, fields in found:
            fact = parse(entry.decode(), fields.get(b"f", b""))
            if fact is not None and (fact.epoch, fact.seq) == (mark.epoch, mark.seq):
                return mark.stream_entry
        return BEGINNING

    def _read(self) -> Sequence[tuple[bytes, dict[bytes, bytes]]]:
        position = cast("str", self.position)
        answer = cast("list[Any]", self._redis.xread({wire.FACTS_STREAM: position}, count=BATCH_LENGTH_MAX, block=BLOCK_MS))
        return answer[0][1] if answer else []

    def _record(self, entries: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> None:
        incoming: list[Incoming] = []
        for entry, fields in entries:
            fact = parse(entry.decode(), (fields or {}).get(b"f", b""))
            if fact is None:
                log.error("entry %s of the stream is no fact and was left out", entry.decode())
            else:
                incoming.append(fact)
        recorded = record(incoming, self._witness)
        self.position = entries[-1][0].decode()
        if recorded.count:
            self._gap_ticks = 0
        if recorded.count and recorded.early is None:
            self._early = None
        elif recorded.early is not None and self._early is None:
            self._early, self._early_since = recorded.early, time.monotonic()
            log.warning("facts are missing before %s:%s; waiting for the engine to ship them again", self._early.epoch, self._early.seq)
        elif self._early is not None and not recorded.count and time.monotonic() - self._early_since > GAP_SECONDS_MAX:
            self._early_since = time.monotonic()
            self._ask_again(self._early)

    def tick(self) -> None:
        """Nothing came for a while: is this still the stream that was read, and does a gap stay open?"""
        try:
            info = self._redis.xinfo_stream(wire.FACTS_STREAM)
        except ResponseError:  # no such key: Redis lost its memory
            self.position = BEGINNING
            return
        if _order(info["last-generated-id"]) < _order(cast("str", self.position)):
            self.position = BEGINNING
        if self._early is None:
            return
        self._gap_ticks += 1
        if self._gap_ticks >= GAP_TICKS_MAX:
            self._gap_ticks = 0
            self._ask_again(self._early)

    def _ask_again(self, early: Incoming) -> None:
        """Facts were trimmed from the stream before they were recorded, yet the engine's journal keeps what was not acknowledged."""
        if self._asked_for == (early.epoch, early.seq):
            log.error(
                "facts before %s:%s are missing and the engine no longer has them; if they are lost for good: record_facts --accept-gap",
                early.epoch,
                early.seq,
            )
            return
        self._asked_for = (early.epoch, early.seq)
        self._redis.delete(SHIPPED_MARK_KEY)
        self._redis.rename(wire.FACTS_STREAM, ASIDE_STREAM)
        self._early, self.position = None, None

    def acknowledge(self) -> None:
        """Says how far PostgreSQL has come, also to a Redis that forgot, and that the recorder lives."""
        mark = newest_mark()
        if mark is not None:
            self._redis.set(wire.FACTS_RECORDED_KEY, f"{mark.epoch}:{mark.seq}")
        self._redis.set(wire.HEARTBEAT_KEY.format(process="recorder"), os.getpid(), ex=wire.HEARTBEAT_SECONDS)

    def accept_gap(self) -> bool:
        """Declares lost what is missing before the first fact that the stream holds. False when nothing is missing."""
        entries = cast("list[tuple[bytes, dict[bytes, bytes]]]", self._redis.xrange(wire.FACTS_STREAM, count=1))
        first = parse("0", entries[0][1].get(b"f", b"")) if entries else None
        mark = newest_mark()
        if first is None or (mark is not None and first.epoch < mark.epoch):
            return False
        last = mark.seq if mark is not None and mark.epoch == first.epoch else 0
        if first.seq <= last + 1:
            return False
        accept_gap(first.epoch, last + 1, first.seq - 1)
        return True


def _order(entry: str | bytes) -> tuple[int, int]:
    text = entry.decode() if isinstance(entry, bytes) else entry
    at_ms, _, count = text.partition("-")
    return int(at_ms), int(count or 0)
