"""This process's copy of the engine's live state: a snapshot, kept true by the fact stream, dated by the engine's pulse.

Synchronisation as contracts/wire.py says: remember the end of the stream, load the snapshot, apply what is newer. Whenever the next fact
is not there (Redis lost its memory, a fact of a newer vocabulary) the snapshot is loaded again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

from ccplatform.realtime.names import Published, published
from ccplatform.realtime.stream import Entry, heed_cancellation, read, tail, value
from contracts import wire
from contracts.facts import FactEnvelope
from contracts.ids import Instant, InteractionId
from contracts.live import Changes, LiveState
from contracts.reducer import apply

log = logging.getLogger(__name__)

TAIL_LENGTH: Final = 500
"""Facts that are read from the end of the stream at once, looking for the snapshot's."""
READ_LENGTH_MAX: Final = 1_000
BLOCK_MS: Final = 1_000
RETRY_SECONDS: Final = 0.5
PULSE_WAIT_SECONDS: Final = 1.0
SILENCE_SECONDS_MAX: Final = 2.0
"""An engine that has not pulsed for this long is not there."""
BEHIND_SECONDS_MAX: Final = 2.0
"""A replica behind the engine's pulse for this long has lost facts and loads the snapshot."""

snapshot_decoder = msgspec.json.Decoder(LiveState)


class OutOfStep(Exception):
    """The next fact is not in the stream, or cannot be read: the snapshot must be loaded again."""


@dataclass
class Replica:
    """`changed` is told after every step what the facts touched; None = everything may be different.

    `cards_changed` is told whose caller card may be another now; "" = anybody's.
    """

    changed: Callable[[Changes | None], None]
    cards_changed: Callable[[InteractionId], None]
    news: Callable[[bytes], None] = lambda raw: None
    """Told what came over NEWS_CHANNEL, as it came."""
    clock: Callable[[], float] = time.monotonic
    state: LiveState = field(default_factory=LiveState)
    names: Published = field(default_factory=Published)
    heartbeat: wire.Heartbeat | None = None
    fresh_at: Instant = 0
    """Up to this instant the state is known to be true."""
    synced: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while facts are followed."""
    _beat_at: float = -1e9
    _in_step_at: float = 0.0
    _position: str = "0"

    @property
    def engine(self) -> bool:
        return self.clock() - self._beat_at <= SILENCE_SECONDS_MAX

    @property
    def pbx(self) -> bool:
        return self.engine and self.heartbeat is not None and self.heartbeat.pbx

    async def follow_facts(self, redis: Redis) -> None:
        """For ever; Redis away is waited for."""
        while True:
            try:
                await self._load(redis)
                while True:
                    await self._read(redis)
            except OutOfStep as reason:
                log.info("the live state is loaded again: %s", reason)
            except msgspec.MsgspecError as error:
                log.error("the engine's snapshot cannot be read (another version of the program?): %s", error)
                await asyncio.sleep(RETRY_SECONDS)
            except (RedisError, OSError) as error:
                log.warning("live numbers stand still, Redis is away: %s", error)
                self.synced.clear()
                await asyncio.sleep(RETRY_SECONDS)

    async def follow_pulse(self, redis: Redis) -> None:
        """For ever; hears of changed caller cards and of news on the same connection."""
        while True:
            with suppress(RedisError, OSError):
                async with redis.pubsub(ignore_subscribe_messages=True) as heard:
                    await heard.subscribe(wire.PULSE_CHANNEL, wire.CARDS_CHANNEL, wire.NEWS_CHANNEL)
                    while True:
                        message = await heard.get_message(timeout=PULSE_WAIT_SECONDS)
                        heed_cancellation()
                        if message is None:
                            continue
                        self._heard(message["channel"].decode(), message["data"])
            await asyncio.sleep(RETRY_SECONDS)

    def _heard(self, where: str, raw: bytes) -> None:
        if where == wire.CARDS_CHANNEL:
            self.cards_changed(raw.decode(errors="replace"))
        elif where == wire.NEWS_CHANNEL:
            self.news(raw)
        else:
            self.hear(raw)

    def hear(self, raw: bytes) -> None:
        try:
            self.heartbeat = msgspec.json.decode(raw, type=wire.Heartbeat)
        except msgspec.MsgspecError:
            log.warning("a pulse that cannot be read")
            return
        self._beat_at = self.clock()
        self._date()

    def _date(self) -> None:
        beat = self.heartbeat
        if beat is not None and (self.state.epoch, self.state.seq) >= (beat.epoch, beat.seq):
            self.fresh_at = max(self.fresh_at, beat.at)
            self._in_step_at = self.clock()

    async def _load(self, redis: Redis) -> None:
        """Waits for a snapshot from which the stream leads on. A state that is newer already is kept."""
        while True:
            newest = await tail(redis, None, TAIL_LENGTH)
            self._position = newest[0].id if newest else "0"
            state = self._newest(await value(redis, wire.SNAPSHOT_KEY))
            facts = await self._newer(redis, newest, state)
            if facts is not None:
                break
            await asyncio.sleep(RETRY_SECONDS)
        self.state = state
        for envelope in facts:
            apply(self.state, envelope)
        await self._load_names(redis)
        self.fresh_at = max(self.fresh_at, self.state.at)
        self._in_step_at = self.clock()
        self._date()
        self.synced.set()
        self.changed(None)

    def _newest(self, raw: bytes | None) -> LiveState:
        """The snapshot, unless what is here is newer and of the same life: an engine that began anew counts from lower numbers again."""
        if raw is None:
            return self.state
        snapshot = snapshot_decoder.decode(raw)
        here = (self.state.epoch, self.state.seq)
        alive = self.heartbeat is not None and here <= (self.heartbeat.epoch, self.heartbeat.seq)
        return self.state if alive and here > (snapshot.epoch, snapshot.seq) else snapshot

    async def _newer(self, redis: Redis, entries: list[Entry], state: LiveState) -> list[FactEnvelope] | None:
        """Every fact of the stream that is newer than the state, in order; None when facts in between are missing or not readable."""
        newer: dict[tuple[int, int], FactEnvelope] = {}
        reached = (state.epoch, state.seq)
        while entries:
            for _, fact in entries:
                if fact is not None and (fact.epoch, fact.seq) > reached:
                    newer[fact.epoch, fact.seq] = fact
            oldest = entries[-1].fact
            if oldest is not None and (oldest.epoch, oldest.seq) <= (state.epoch, state.seq + 1):
                break
            entries = await tail(redis, entries[-1].id, TAIL_LENGTH)
        facts = [newer[key] for key in sorted(newer)]
        for envelope in facts:
            if not _follows(reached, envelope):
                return None
            reached = (envelope.epoch, envelope.seq)
        return facts

    async def _load_names(self, redis: Redis) -> None:
        try:
            self.names = published(await value(redis, wire.CONFIGURATION_KEY))
        except msgspec.MsgspecError as error:
            log.error("the published configuration cannot be read: %s", error)

    async def _read(self, redis: Redis) -> None:
        entries = await read(redis, self._position, READ_LENGTH_MAX, BLOCK_MS)
        if not entries:
            self._look_whether_behind()
            return
        changes = Changes()
        version = self.state.version
        try:
            for entry in entries:
                self._step(entry.fact, changes)
                self._position = entry.id
        finally:
            if self.state.version != version:
                await self._load_names(redis)
                self.changed(None)
            else:
                self.changed(changes)
        self.fresh_at = max(self.fresh_at, self.state.at)
        self._in_step_at = self.clock()
        self._date()

    def _step(self, envelope: FactEnvelope | None, changes: Changes) -> None:
        if envelope is None:
            raise OutOfStep("a fact cannot be read")
        here = (self.state.epoch, self.state.seq)
        if (envelope.epoch, envelope.seq) <= here:
            return
        if not _follows(here, envelope):
            raise OutOfStep(f"after {here[0]}:{here[1]} came {envelope.epoch}:{envelope.seq}")
        touched = apply(self.state, envelope)
        changes.queues |= touched.queues
        changes.agents |= touched.agents
        changes.interactions |= touched.interactions
        changes.callbacks |= touched.callbacks
        changes.center |= touched.center

    def _look_whether_behind(self) -> None:
        beat = self.heartbeat
        behind = beat is not None and (beat.epoch, beat.seq) > (self.state.epoch, self.state.seq)
        if self.engine and behind and self.clock() - self._in_step_at > BEHIND_SECONDS_MAX:
            raise OutOfStep("the engine is ahead and the stream gives nothing")


def _follows(here: tuple[int, int], envelope: FactEnvelope) -> bool:
    epoch, seq = here
    if envelope.epoch == epoch:
        return envelope.seq == seq + 1
    return envelope.seq == 1
