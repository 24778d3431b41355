"""Redis as acd.ports.Feed sees it, in memory, with switches for what can happen to it."""

import asyncio
from collections.abc import Sequence

from acd.ports import FeedLostError, Position, RawIntent
from contracts.facts import decode
from contracts.intents import IntentOutcome
from contracts.outlook import Reply
from contracts.wire import Heartbeat


class FakeFeed:
    """`away = True` refuses everything; `forget_everything()` is a FLUSHALL."""

    def __init__(self) -> None:
        self.away = False
        self.stream: list[bytes] = []
        self.acknowledged: Position | None = None
        #: how often the recorder's place was asked for
        self.looks = 0
        self.token: str | None = None
        self.snapshots: list[bytes] = []
        self.pulses: list[Heartbeat] = []
        self.entries: list[RawIntent] = []
        self.answers: list[tuple[str, IntentOutcome]] = []
        self.asked: list[RawIntent] = []
        self.replies: list[tuple[str, Reply]] = []
        self.published: bytes | None = None
        self.more = asyncio.Event()
        self.answered = asyncio.Event()
        self.refused = asyncio.Event()
        self.shipment = asyncio.Event()
        self.standing_by = asyncio.Event()

    def forget_everything(self) -> None:
        self.stream, self.acknowledged, self.token, self.entries = [], None, None, []

    def seqs(self) -> list[int]:
        return [decode(raw).seq for raw in self.stream]

    async def changed(self) -> None:
        """Wait for the next shipment."""
        self.shipment.clear()
        await self.shipment.wait()

    def _reach(self) -> None:
        if self.away:
            self.refused.set()
            raise FeedLostError("away")

    async def shipped(self) -> Position | None:
        self._reach()
        if not self.stream:
            return None
        envelope = decode(self.stream[-1])
        return Position(envelope.epoch, envelope.seq)

    async def recorded(self) -> Position | None:
        self._reach()
        self.looks += 1
        return self.acknowledged

    async def begin(self, token: str) -> bool:
        self._reach()
        if self.token is not None and int(self.token.partition(":")[0]) > int(token.partition(":")[0]):
            return False
        self.token = token
        return True

    async def ship(self, token: str, facts: Sequence[bytes]) -> bool:
        self._reach()
        if self.token != token:
            return False
        self.stream += facts
        self.shipment.set()
        return True

    async def publish_snapshot(self, snapshot: bytes) -> None:
        self._reach()
        self.snapshots.append(snapshot)

    async def pulse(self, heartbeat: Heartbeat) -> None:
        self._reach()
        self.pulses.append(heartbeat)

    async def stand_by(self) -> None:
        self._reach()
        self.standing_by.set()

    async def intents(self, after: str) -> list[RawIntent]:
        self._reach()
        fresh = [entry for entry in self.entries if _order(entry.entry) > _order(after)]
        if not fresh:
            self.more.clear()
            await self.more.wait()
        return fresh

    async def intents_end(self) -> str:
        self._reach()
        return self.entries[-1].entry if self.entries else "0"

    async def intents_between(self, first: str, last: str) -> list[RawIntent]:
        self._reach()
        return [entry for entry in self.entries if _order(first) <= _order(entry.entry) <= _order(last)]

    async def answer(self, reply_to: str, outcome: IntentOutcome) -> None:
        self._reach()
        self.answers.append((reply_to, outcome))
        self.answered.set()

    async def questions_end(self) -> str:
        self._reach()
        return self.asked[-1].entry if self.asked else "0"

    async def questions(self, after: str) -> list[RawIntent]:
        self._reach()
        fresh = [one for one in self.asked if _order(one.entry) > _order(after)]
        if not fresh:
            self.more.clear()
            await self.more.wait()
            self._reach()
        return fresh

    async def reply(self, reply_to: str, reply: Reply) -> None:
        self._reach()
        self.replies.append((reply_to, reply))
        self.answered.set()

    async def configuration(self) -> bytes | None:
        self._reach()
        return self.published


def _order(entry: str) -> tuple[int, int]:
    at_ms, _, count = entry.partition("-")
    return int(at_ms), int(count or 0)
