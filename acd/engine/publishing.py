"""What the engine tells Redis at set times: the pulse, the snapshot, and in return how far the recorder has come."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from acd.engine.journal import Journal
from acd.engine.shipper import RETRY_S
from acd.ports import BEGINNING, Feed, FeedLostError, Position
from contracts.wire import PULSE_INTERVAL_MS, SNAPSHOT_INTERVAL_SECONDS, Heartbeat

log = logging.getLogger(__name__)

#: seconds between looks at the recorder's acknowledgement
ACKNOWLEDGED_EVERY_S: Final = 2.0
#: seconds between signs of life of an engine that does not lead
STAND_BY_S: Final = 1.0


async def pulse(feed: Feed, heartbeat: Callable[[], Heartbeat]) -> None:
    """Say every PULSE_INTERVAL_MS that the engine lives, for ever; silence while Redis is away is what it looks like."""
    while True:
        try:
            await feed.pulse(heartbeat())
        except FeedLostError:
            await asyncio.sleep(RETRY_S)
        await asyncio.sleep(PULSE_INTERVAL_MS / 1_000)


async def stand_by(feed: Feed, over: asyncio.Event) -> None:
    """Say every STAND_BY_S that an engine stands by, until `over`."""
    while not over.is_set():
        with suppress(FeedLostError):
            await feed.stand_by()
        with suppress(TimeoutError):
            async with asyncio.timeout(STAND_BY_S):
                await over.wait()


async def publish_snapshots(feed: Feed, snapshot: Callable[[], bytes], up: asyncio.Event) -> None:
    """Keep cc:snapshot fresh; it is written at once when facts flow again (`up`)."""
    while True:
        await up.wait()
        try:
            await feed.publish_snapshot(snapshot())
        except FeedLostError:
            await asyncio.sleep(RETRY_S)
        else:
            await asyncio.sleep(SNAPSHOT_INTERVAL_SECONDS)


class Acknowledgements:
    """Follows the recorder and lets the journal forget what is in PostgreSQL and in the saved state."""

    def __init__(self, journal: Journal, feed: Feed, saved: Callable[[], Position], recorded: Position) -> None:
        self._journal = journal
        self._feed = feed
        self._saved = saved
        #: everything up to here is in PostgreSQL; never goes back
        self.recorded = recorded

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                self.recorded = max(self.recorded, await self._feed.recorded() or BEGINNING)
            except FeedLostError:
                await asyncio.sleep(RETRY_S)
            else:
                self._journal.forget(min(self.recorded, self._saved()))
            self._journal.flush()
            await asyncio.sleep(ACKNOWLEDGED_EVERY_S)
