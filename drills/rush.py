"""A busy center in the background of a drill: agents hang up and callers arrive all the time."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.sip_phones import Dialog
from drills.people import Ears, People


class Rush:
    """`left` are those who have talked and gone; `waits_s` how long each freed agent waited for the next ring."""

    def __init__(self, people: People, chance: random.Random, ends_hz: float) -> None:
        self._people = people
        self._chance = chance
        self._ends_hz = ends_hz
        self._freed: dict[str, float] = {}
        self.left: list[Dialog] = []
        self.waits_s: list[float] = []
        self.over = asyncio.Event()
        pairs = people.pairs()
        #: agents who go on talking, so that somebody can be listened to from beginning to end
        self._steady = {agent.user for _, agent in pairs[: len(pairs) // 2]}

    async def run(self) -> None:
        """Go on until `over`."""
        people = self._people
        taking = people.center.agents.on_ring

        def ring(dialog: Dialog) -> None:
            if (since := self._freed.pop(dialog.user, None)) is not None:
                self.waits_s.append(dialog.invited_at - since)
            taking(dialog)

        people.center.agents.on_ring = ring
        try:
            while not self.over.is_set():
                await asyncio.sleep(self._chance.expovariate(self._ends_hz))
                if pairs := [pair for pair in people.pairs() if pair[1].user not in self._steady]:
                    pair = self._chance.choice(pairs)
                    self.left.extend(pair)
                    self._freed[pair[1].user] = people.center.agents.hang_up(pair[1])
                    people.place()
        finally:
            people.center.agents.on_ring = taking

    def longest_wait_s(self) -> float:
        """Of the freed agents, up to now."""
        now = time.perf_counter()
        return max([*self.waits_s, *(now - since for since in self._freed.values())], default=float("nan"))


@asynccontextmanager
async def rushing(people: People, seed: int, ends_hz: float = 8.0) -> AsyncIterator[Rush]:
    """A rush for the length of the block; afterwards every agent talks again, if there are callers."""
    rush = Rush(people, random.Random(seed), ends_hz)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(rush.run())
        yield rush
        rush.over.set()
    await people.agree("after the rush")


class Worst:
    """The worst of several times in which people listened."""

    def __init__(self) -> None:
        self.talk_ms = self.music_ms = self.away_s = 0.0
        self.lost_talks = self.lost_waits = self.places = 0

    def heard(self, ears: Ears, people: People, left: list[Dialog]) -> None:
        """Take in what was heard since `ears` began."""
        self.talk_ms = max(self.talk_ms, ears.talk_ms(left))
        self.music_ms = max(self.music_ms, ears.music_ms())
        self.lost_talks += ears.lost_talks(left)
        self.lost_waits += ears.lost_waits(left)
