"""Ships the journal to Redis: late when Redis is away, but whole, in order, and without a queue in memory.

The journal file is the queue. After every reconnection the stream itself says where to go on; a Redis that lost its
memory gets everything again that the recorder has not acknowledged (it removes duplicates by position).
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from acd.engine.journal import Journal, OlderEpochError, Tail
from acd.ports import BEGINNING, Feed, FeedLostError, Position
from contracts.wire import FACTS_STREAM_LENGTH

log = logging.getLogger(__name__)

#: seconds between attempts to reach Redis
RETRY_S: Final = 0.5
#: seconds between news and their shipping: a phone that is being rung has the processors for itself, and facts travel together
LINGER_S: Final = 0.002
#: seconds from one shipping to the next at least: each costs both sides a system call and a script, whatever it carries
SPACING_S: Final = 0.02
#: facts that are shipped of a backlog before the recorder has them; the stream forgets beyond FACTS_STREAM_LENGTH
AHEAD_MAX: Final = FACTS_STREAM_LENGTH * 3 // 4
#: seconds that a recorder may record nothing before the rest of a backlog is shipped all the same: screens want the newest facts
RECORDER_S_MAX: Final = 10.0
#: batches told apart while they are not recorded
BATCHES_MAX: Final = 1_000
#: seconds between looks at a silent Redis
LOOK_S: Final = 1.0


class Ahead:
    """How many facts are shipped and not recorded."""

    def __init__(self) -> None:
        self.count = 0
        self._batches: deque[tuple[Position, int]] = deque()

    def shipped(self, last: Position, count: int) -> None:
        """`count` facts more, up to `last`."""
        self.count += count
        if len(self._batches) >= BATCHES_MAX:
            _, before = self._batches.pop()
            count += before
        self._batches.append((last, count))

    def recorded(self, position: Position) -> None:
        """Everything up to `position` is in PostgreSQL."""
        while self._batches and self._batches[0][0] <= position:
            self.count -= self._batches.popleft()[1]


class Shipper:
    """`acknowledged` is where the recorder stands as far as this engine knows; see Acknowledgements in publishing.py."""

    def __init__(self, journal: Journal, feed: Feed, acknowledged: Callable[[], Position] = lambda: BEGINNING, *, epoch: int = 0) -> None:
        self._journal = journal
        self._feed = feed
        self._epoch = epoch
        self.acknowledged = acknowledged
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._shipped_at = 0.0
        #: the last fact that is in the stream
        self.shipped = BEGINNING
        #: set while facts reach the stream
        self.up = asyncio.Event()

    def wake(self) -> None:
        """The journal has grown."""
        self._idle.clear()
        self._news.set()

    async def run(self) -> None:
        """Ship until cancelled. Raises OlderEpochError when an engine of a newer epoch ships to this Redis."""
        while True:
            try:
                await self._ship()
            except FeedLostError as lost:
                if self.up.is_set():
                    log.warning("Redis is away (%s); facts wait in the journal", lost)
                self.up.clear()
                await asyncio.sleep(RETRY_S)

    async def drained(self) -> None:
        """Return when everything that the journal held is in the stream; as late as that may be."""
        await self._idle.wait()

    async def _ship(self) -> None:
        token = f"{self._epoch}:{secrets.token_hex(8)}"
        start = await self._start()
        if not await self._feed.begin(token):
            raise OlderEpochError(f"An engine with a newer epoch than {self._epoch} ships its facts to this Redis")
        log.info("Facts are shipped from %s on", start)
        tail = Tail(self._journal, start)
        self.shipped = max(start, BEGINNING)
        self.up.set()
        ahead, in_a_row = Ahead(), False
        try:
            while True:
                self._news.clear()
                lines = tail.read()
                if not lines:
                    in_a_row = False
                    self._idle.set()
                    await self._news_or_look()
                self._shipped_at = asyncio.get_running_loop().time()
                if await self._feed.ship(token, [line.raw for line in lines]):
                    self.shipped = tail.position
                    ahead.shipped(tail.position, len(lines))
                    if in_a_row:
                        await self._room(ahead)
                    in_a_row = bool(lines)
                else:
                    log.warning("Redis lost its memory: facts are shipped again from the last recorded one on")
                    return
        finally:
            tail.close()

    async def _room(self, ahead: Ahead) -> None:
        """In a backlog: let the recorder follow, as long as it does, or the stream would forget what it has not read."""
        patience_s, before = RECORDER_S_MAX, self.acknowledged()
        ahead.recorded(before)
        while ahead.count > AHEAD_MAX and patience_s > 0:
            await asyncio.sleep(RETRY_S)
            now = self.acknowledged()
            patience_s = patience_s - RETRY_S if now == before else RECORDER_S_MAX
            before = now
            ahead.recorded(now)

    async def _news_or_look(self) -> None:
        """Wait for facts, but not for ever: shipping none shows whether Redis still remembers those before."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_S):
                await self._news.wait()
        await asyncio.sleep(max(LINGER_S, self._shipped_at + SPACING_S - asyncio.get_running_loop().time()))

    async def _start(self) -> Position:
        shipped = await self._feed.shipped()
        recorded = max(await self._feed.recorded() or BEGINNING, self.acknowledged())
        return recorded if shipped is None else max(shipped, recorded)
