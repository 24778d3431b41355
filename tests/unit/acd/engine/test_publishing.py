import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from acd.engine import publishing
from acd.engine.journal import Journal
from acd.engine.publishing import Acknowledgements, publish_snapshots, pulse, stand_by
from acd.ports import BEGINNING, Position
from contracts.facts import FactEnvelope, NodeVisited
from contracts.wire import Heartbeat
from tests.support.fake_feed import FakeFeed

BEAT = Heartbeat(epoch=1, seq=2, at=3, pbx=True, version=4)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RETRY_S", "ACKNOWLEDGED_EVERY_S", "PULSE_INTERVAL_MS", "SNAPSHOT_INTERVAL_SECONDS"):
        monkeypatch.setattr(publishing, name, 0)


async def turns(service: Coroutine[Any, Any, None], until: Callable[[], object]) -> None:
    """Run a service until a condition holds."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(service)
        while not until():  # noqa: ASYNC110  # a list has no news to await
            await asyncio.sleep(0)
        task.cancel()


async def test_the_pulse_goes_on_after_redis_was_away() -> None:
    feed = FakeFeed()
    feed.away = True

    def beat() -> Heartbeat:
        if feed.refused.is_set():
            feed.away = False
        return BEAT

    await turns(pulse(feed, beat), lambda: len(feed.pulses) >= 2)
    assert feed.pulses[0] == BEAT


async def test_the_snapshot_is_written_when_facts_flow() -> None:
    feed, up = FakeFeed(), asyncio.Event()
    up.set()
    await turns(publish_snapshots(feed, lambda: b"state", up), lambda: feed.snapshots)
    assert feed.snapshots[0] == b"state"


async def test_the_journal_forgets_what_is_recorded_and_saved(tmp_path: Path) -> None:
    journal = Journal(tmp_path, segment_bytes_max=1)
    for seq in range(1, 5):
        fact = NodeVisited(interaction="i", node="n")
        journal.append([FactEnvelope(epoch=1, seq=seq, at=seq, version=0, fact=fact)])
    feed = FakeFeed()
    feed.acknowledged = Position(1, 3)
    following = Acknowledgements(journal, feed, lambda: Position(1, 2), BEGINNING)
    await turns(following.run(), lambda: len(journal.segments()) < 4)
    assert following.recorded == Position(1, 3)
    assert [envelope.seq for envelope in journal.after(BEGINNING)] == [3, 4]


async def test_a_redis_that_forgot_the_recorders_place_does_not_take_it_back(tmp_path: Path) -> None:
    feed = FakeFeed()
    following = Acknowledgements(Journal(tmp_path), feed, lambda: BEGINNING, Position(1, 3))
    await turns(following.run(), lambda: feed.looks > 1)
    assert following.recorded == Position(1, 3)


async def test_whoever_stands_by_says_so_until_it_leads() -> None:
    feed = FakeFeed()
    over = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(stand_by(feed, over))
        await feed.standing_by.wait()
        over.set()
