"""Fact to pixel: from the instant at which the engine's words reach Redis to the painted frame, on open wallboards.

A busy center of 500 agents (busy_floor.py) is told to the real web process. Now and then one caller more or less waits in a queue where
nothing else happens: that number can only have changed for this one fact.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import psutil
from redis.asyncio import Redis

from benchmarks.boards import Sighting, is_composed, open_boards
from benchmarks.busy_floor import MARKED, MARKED_NAME, SECOND, BusyFloor
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.web_center import WebCenter, web_center
from contracts import wire
from contracts.facts import FactEnvelope, encode

AGENTS = 500
QUEUES = 20
BOARDS = 50
PAINTED = min(BOARDS, 2 * (os.cpu_count() or 1))
"""See boards.py."""
GAP_SECONDS = 0.25
"""One caller so often keeps nine of ten of 500 agents busy: some forty facts a second."""
BEFORE_SECONDS = 600
"""Lived through in no time, so that the bench begins in the middle of a day."""
STEP_SECONDS = 0.02
MARK_SECONDS = 0.7
"""Between two marks; not a multiple of any interval of the web's, so that they fall into all of its phases."""
WAITING_MAX = 9
SETTLE_SECONDS = 3.0
PAINTED_MS_MAX = 150.0
LATE_MS = 2_000.0
"""A number may still be seen so long after the next one was told."""
MARKS, MARKS_QUICK = 60, 25


@dataclass(frozen=True, slots=True)
class Mark:
    """`at`: milliseconds since 1970, taken as the fact is sent to Redis."""

    waiting: int
    at: float


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say(f"starting the web; {BOARDS} wallboards, {AGENTS} agents")
    async with web_center() as center, Redis.from_url(center.redis_url) as redis:
        floor = BusyFloor(now() - BEFORE_SECONDS * SECOND, agents=AGENTS, queues=QUEUES, gap_seconds=GAP_SECONDS)
        teller = Teller(redis, floor)
        await teller.begin()
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(teller.run())
            alone = await _watch(center, teller, 1, 1, MARKS_QUICK, say)
            many = await _watch(center, teller, BOARDS, PAINTED, MARKS_QUICK if quick else MARKS, say)
            telling.cancel()
    return rows(many, alone)


@dataclass(frozen=True, slots=True)
class Watched:
    """From the fact to the paint, and to the browser's socket; `composed`: the paints of boards that somebody put together.

    `web_share`: of one core, taken by the web process meanwhile.
    """

    painted: Figures
    received: Figures
    composed: Figures
    web_share: float


async def _watch(center: WebCenter, teller: Teller, boards: int, painted_boards: int, marks: int, say: Callable[[str], None]) -> Watched:
    """Over all painted boards and marks."""
    async with open_boards(center, painted_boards, boards - painted_boards, queue=MARKED, name=MARKED_NAME) as opened:
        await asyncio.sleep(SETTLE_SECONDS)  # a pause is the scenario: boards that hang on a wall have started long ago
        say(f"{marks} marked facts on {boards} wallboard{'s' if boards > 1 else ''}, {painted_boards} of them painted")
        web = psutil.Process(center.web.process_id)
        worked, began = _processor_seconds(web), time.monotonic()
        told = await teller.mark(marks)
        share = (_processor_seconds(web) - worked) / (time.monotonic() - began)
        await asyncio.sleep(SETTLE_SECONDS)
        watched = Watched(Figures(), Figures(), Figures(), share)
        for at, seen in enumerate(await opened.sightings()):
            painted = delays(told, seen.painted)
            watched.painted.extend(painted)
            watched.received.extend(delays(told, seen.received))
            if is_composed(at):
                watched.composed.extend(painted)
    return watched


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


class Teller:
    """The engine's side of Redis, as contracts/wire.py has it."""

    def __init__(self, redis: Redis, floor: BusyFloor, clock: Callable[[], int] | None = None) -> None:
        """`clock`: microseconds since 1970, by default those of this machine."""
        self._redis = redis
        self._floor = floor
        self._clock = clock or now
        self._waiting = 0
        # Two write: facts must reach the stream in the order in which they were made.
        self._in_turn = asyncio.Lock()

    async def begin(self) -> None:
        """The center as it stands now, with nothing in the stream before it."""
        self._floor.run(self._clock())
        await self._redis.set(wire.CONFIGURATION_KEY, msgspec.json.encode(self._floor.configuration))
        await self.keep()
        await self.pulse()

    async def keep(self) -> None:
        """The snapshot, for a web process that starts when the stream does not reach back any more."""
        async with self._in_turn:
            await self._redis.set(wire.SNAPSHOT_KEY, msgspec.json.encode(self._floor.live))

    async def catch_up(self) -> None:
        """What has happened until now, at once."""
        async with self._in_turn:
            await self.ship(self._floor.run(self._clock()))
            await self.pulse()

    async def run(self) -> None:
        """Tell the day as it goes, and pulse, until cancelled."""
        pulse_at = 0.0
        while True:
            async with self._in_turn:
                await self.ship(self._floor.run(self._clock()))
            if time.monotonic() >= pulse_at:
                pulse_at = time.monotonic() + wire.PULSE_INTERVAL_MS / 1000
                await self.pulse()
            await asyncio.sleep(STEP_SECONDS)

    async def mark(self, count: int) -> list[Mark]:
        """Let the marked queue's number change `count` times: up to WAITING_MAX, down to nobody, and again."""
        marks = []
        step = 1
        for _ in range(count):
            step = -1 if self._waiting == WAITING_MAX else 1 if self._waiting == 0 else step
            self._waiting += step
            async with self._in_turn:
                at = await self.ship(self._floor.mark(self._clock(), self._waiting))
            marks.append(Mark(self._waiting, at))
            await asyncio.sleep(MARK_SECONDS)
        return marks

    async def ship(self, facts: Sequence[FactEnvelope]) -> float:
        """As one write, as the engine's shipper does; when it left, in milliseconds since 1970."""
        at = time.time() * 1000
        if facts:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for fact in facts:
                    pipeline.xadd(wire.FACTS_STREAM, {"f": encode(fact)}, maxlen=wire.FACTS_STREAM_LENGTH)
                at = time.time() * 1000
                await pipeline.execute()
        return at

    async def pulse(self) -> None:
        live = self._floor.live
        beat = wire.Heartbeat(epoch=live.epoch, seq=live.seq, at=self._clock(), pbx=True, version=live.version)
        await self._redis.publish(wire.PULSE_CHANNEL, msgspec.json.encode(beat))


def delays(marks: Sequence[Mark], seen: Sequence[Sighting]) -> Figures:
    """From each mark to the first sighting of its number before it was to change again; one never seen counts as infinitely late."""
    found = Figures()
    for mark, until in zip(marks, [*(later.at + LATE_MS for later in marks[1:]), float("inf")], strict=True):
        at = next((one.at for one in seen if one.waiting == mark.waiting and mark.at <= one.at < until), float("inf"))
        found.values.append(at - mark.at)
    return found


def rows(many: Watched, alone: Watched) -> list[Goal | Note]:
    """The lines of the table."""
    what = f"fact to wallboard pixel, {AGENTS} agents, {BOARDS} boards"
    painted = many.painted
    return [
        Goal(name=f"{what}, p95", unit="ms", measured=painted.p95, limit=PAINTED_MS_MAX, said=f"<= {PAINTED_MS_MAX:.0f} ms"),
        Note(name=f"{what}, p50", unit="ms", measured=painted.p50, said=f"({PAINTED} painted, {len(painted.values)} paints)"),
        Note(name="  of these the boards of every kind of tile, p95", unit="ms", measured=many.composed.p95, said="(no goal)"),
        Note(name="  of that until the browser has it, p95", unit="ms", measured=many.received.p95, said="(no goal)"),
        Note(name="  with one board open, p95", unit="ms", measured=alone.painted.p95, said="(no goal)"),
        Note(name="  the web process meanwhile", unit="% of a core", measured=100 * many.web_share, said="(no goal)"),
    ]


def now() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1000
