import asyncio
from pathlib import Path

import msgspec
import pytest

from acd.engine.intake import Intake, Place
from acd.ports import RawIntent
from contracts.intents import AdoptConfiguration, IntentEnvelope, Refusal
from contracts.wire import INTENT_AGE_SECONDS_MAX
from tests.support.fake_feed import FakeFeed

NOW_S = 1_000_000.0


def entry(number: int, intent_id: str, *, sent_s: float = NOW_S, added_s: float = NOW_S) -> RawIntent:
    envelope = IntentEnvelope(
        id=intent_id, sent_at=int(sent_s * 1e6), by=1, intent=AdoptConfiguration(version=number), reply_to=f"reply:{intent_id}"
    )
    return RawIntent(f"{int(added_s * 1e3)}-{number}", msgspec.json.encode(envelope))


class Desk:
    """Takes every intent and refuses those of version 13."""

    def __init__(self, folder: Path, feed: FakeFeed) -> None:
        self.taken: list[str] = []
        self.feed = feed
        self.place = Place(folder / "intents.place")
        self.intake = Intake(feed, self.place, self.handle, lambda: NOW_S)

    async def handle(self, envelope: IntentEnvelope) -> Refusal | None:
        self.taken.append(envelope.id)
        assert isinstance(envelope.intent, AdoptConfiguration)
        return Refusal(code="unlucky") if envelope.intent.version == 13 else None

    async def take(self, answers: int) -> list[tuple[str, str | None]]:
        """Run until so many answers were given."""
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(self.intake.run())
            while len(self.feed.answers) < answers:
                self.feed.answered.clear()
                await self.feed.answered.wait()
            task.cancel()
        return [(outcome.id, outcome.refused.code if outcome.refused else None) for _, outcome in self.feed.answers]


@pytest.fixture
def feed() -> FakeFeed:
    return FakeFeed()


async def test_each_intent_is_carried_out_and_answered(tmp_path: Path, feed: FakeFeed) -> None:
    feed.entries = [entry(1, "a"), entry(13, "b")]
    desk = Desk(tmp_path, feed)
    assert await desk.take(2) == [("a", None), ("b", "unlucky")]
    assert [reply_to for reply_to, _ in feed.answers] == ["reply:a", "reply:b"]


async def test_a_repeated_id_is_carried_out_once_and_answered_the_same(tmp_path: Path, feed: FakeFeed) -> None:
    feed.entries = [entry(13, "a"), entry(14, "a")]
    desk = Desk(tmp_path, feed)
    assert await desk.take(2) == [("a", "unlucky"), ("a", "unlucky")]
    assert desk.taken == ["a"]


@pytest.mark.parametrize("age", ["sent_s", "added_s"])
async def test_what_somebody_wanted_long_ago_is_refused(tmp_path: Path, feed: FakeFeed, age: str) -> None:
    feed.entries = [entry(1, "a", **{age: NOW_S - INTENT_AGE_SECONDS_MAX - 1})]
    desk = Desk(tmp_path, feed)
    assert await desk.take(1) == [("a", "stale")]
    assert desk.taken == []


async def test_after_a_restart_the_stream_is_read_on_and_old_ids_are_known(tmp_path: Path, feed: FakeFeed) -> None:
    feed.entries = [entry(1, "a"), entry(2, "b")]
    await Desk(tmp_path, feed).take(2)
    feed.entries += [entry(3, "a"), entry(4, "c")]
    again = Desk(tmp_path, feed)
    await again.take(4)
    assert again.taken == ["c"]


async def test_an_emptied_stream_is_read_from_its_beginning(tmp_path: Path, feed: FakeFeed) -> None:
    feed.entries = [entry(1, "a")]
    await Desk(tmp_path, feed).take(1)
    feed.entries = [entry(1, "b", added_s=NOW_S - 5)]
    again = Desk(tmp_path, feed)
    await again.take(2)
    assert again.taken == ["b"]


async def test_an_unreadable_entry_is_passed_over(tmp_path: Path, feed: FakeFeed) -> None:
    feed.entries = [RawIntent(f"{int(NOW_S * 1e3)}-0", b"{"), entry(1, "a")]
    assert await Desk(tmp_path, feed).take(1) == [("a", None)]


def test_a_place_that_cannot_be_kept_is_known_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> int:
        raise OSError("full")

    place = Place(tmp_path / "place")
    monkeypatch.setattr("acd.engine.intake.os.pwrite", full)
    place.move("5-1")
    assert place.entry == "5-1"
    place.close()
