import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from acd.engine import shipper as module
from acd.engine.journal import Journal, OlderEpochError
from acd.engine.shipper import Ahead, Shipper
from acd.ports import BEGINNING, Position
from contracts.facts import FactEnvelope, NodeVisited
from tests.support.fake_feed import FakeFeed


def facts(*seqs: int) -> list[FactEnvelope]:
    return [FactEnvelope(epoch=1, seq=seq, at=seq, version=1, fact=NodeVisited(interaction="i", node="n")) for seq in seqs]


class Post:
    """A journal, a Redis, and the shipper between them."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder)
        self.feed = FakeFeed()
        self.acknowledged = BEGINNING
        self.shipper = Shipper(self.journal, self.feed, lambda: self.acknowledged)

    def say(self, *seqs: int) -> None:
        self.journal.append(facts(*seqs))
        self.shipper.wake()


@asynccontextmanager
async def shipping(post: Post) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(post.shipper.run())
        try:
            yield
        finally:
            task.cancel()


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setattr(module, "RETRY_S", 0.0)
    return Post(tmp_path)


async def test_facts_are_shipped_in_order(post: Post) -> None:
    async with shipping(post):
        post.say(1, 2)
        await post.shipper.drained()
        post.say(3)
        await post.shipper.drained()
    assert post.feed.seqs() == [1, 2, 3]
    assert post.shipper.shipped == Position(1, 3)


async def test_facts_said_while_redis_is_away_arrive_late_once_and_in_order(post: Post) -> None:
    async with shipping(post):
        post.say(1)
        await post.shipper.drained()
        post.feed.away = True
        post.say(2)
        post.say(3)
        await post.feed.refused.wait()
        post.feed.away = False
        await post.shipper.drained()
    assert post.feed.seqs() == [1, 2, 3]


async def test_a_redis_that_lost_its_memory_gets_again_what_was_not_recorded(post: Post) -> None:
    async with shipping(post):
        post.say(1, 2, 3, 4)
        await post.shipper.drained()
        post.acknowledged = Position(1, 2)
        post.feed.forget_everything()
        post.say(5)
        await post.shipper.drained()
    assert post.feed.seqs() == [3, 4, 5]


async def test_a_silent_center_notices_too_that_redis_lost_its_memory(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_S", 0.001)
    async with shipping(post):
        post.say(1, 2)
        await post.shipper.drained()
        post.feed.forget_everything()
        while post.feed.seqs() != [1, 2]:
            await post.feed.changed()


async def test_a_restarted_engine_goes_on_behind_what_the_stream_holds(post: Post, tmp_path: Path) -> None:
    async with shipping(post):
        post.say(1, 2)
        await post.shipper.drained()
    post.say(3)
    again = Shipper(Journal(tmp_path), post.feed)
    post.shipper = again
    async with shipping(post):
        await again.drained()
    assert post.feed.seqs() == [1, 2, 3]


async def test_an_engine_that_was_followed_by_a_newer_one_ships_nothing(post: Post) -> None:
    post.feed.token = "9:newer"
    post.say(1)
    with pytest.raises(OlderEpochError):
        await post.shipper.run()
    assert post.feed.seqs() == []


async def test_a_backlog_longer_than_the_stream_waits_for_the_recorder(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AHEAD_MAX", 3)
    monkeypatch.setattr("acd.engine.journal.READ_BYTES", 200)
    post.say(*range(1, 31))
    async with shipping(post):
        await post.feed.changed()
        while len(post.feed.seqs()) <= module.AHEAD_MAX:
            await post.feed.changed()
        shipped = len(post.feed.seqs())
        assert shipped < 30
        for _ in range(20):
            await asyncio.sleep(0)
        assert len(post.feed.seqs()) == shipped
        while len(post.feed.seqs()) != 30:
            post.acknowledged = Position(1, len(post.feed.seqs()))
            await post.feed.changed()
    assert post.feed.seqs() == list(range(1, 31))


async def test_a_backlog_does_not_wait_for_a_recorder_that_is_away(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AHEAD_MAX", 3)
    monkeypatch.setattr(module, "RECORDER_S_MAX", 0.0)
    monkeypatch.setattr("acd.engine.journal.READ_BYTES", 200)
    post.say(*range(1, 31))
    async with shipping(post):
        await post.shipper.drained()
    assert post.feed.seqs() == list(range(1, 31))


def test_what_is_ahead_is_counted_by_batches_of_which_the_newest_grow_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCHES_MAX", 2)
    ahead = Ahead()
    for seq in (10, 20, 30):
        ahead.shipped(Position(1, seq), 10)
    ahead.recorded(Position(1, 10))
    assert ahead.count == 20
    ahead.recorded(Position(1, 20))
    assert ahead.count == 20
    ahead.recorded(Position(1, 30))
    assert ahead.count == 0


async def test_after_silence_facts_leave_soon_and_under_load_they_travel_together(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    sleep = asyncio.sleep

    async def counted(seconds: float) -> None:
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", counted)
    monkeypatch.setattr(module, "SPACING_S", 1_000.0)
    async with shipping(post):
        post.say(1)
        await post.shipper.drained()
        post.say(2)
        await post.shipper.drained()
    assert post.feed.seqs() == [1, 2]
    assert max(waited) > 100
