"""What callers and agents notice besides the ring path, from the wire, one call at a time or all at once.

- freed: all agents hang up in the same instant while twice as many wait .. the last of them is rung again;
- missed: a phone that nobody picks up is given up .. the next phone rings;
- first word: the agent's 200 OK leaves .. the agent's first audio arrives at the caller;
- gone: the BYE of a caller who waits while a phone rings leaves .. that phone's CANCEL arrives. A phone that still rings a
  second later is a ghost.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from benchmarks.figures import Figures
from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, Center
from benchmarks.ring_path import RING_SECONDS_MAX, SETTLE_SECONDS
from benchmarks.sip_phones import Dialog, Phones
from benchmarks.voice import Voice

T = TypeVar("T")

GHOST_SECONDS = 1.0
RING_SECONDS = 0.15
"""How long a phone rings before it is picked up, or its caller leaves: what follows the ring is over by then."""
CROSSING_SECONDS_MAX = 0.02
"""A caller who leaves within this time meets the center while it makes a phone ring."""
HEARD_SECONDS = 0.1
MISSES = 2
"""So many phones in a row are not picked up."""
CALLER_SAMPLE, AGENT_SAMPLES = 0x11, range(0x40, 0x60)


@dataclass(slots=True)
class Moments:
    """`same_again`: rings of the phone that had just not been picked up, while others were free. `ghosts` of `left` callers."""

    freed: Figures = field(default_factory=Figures)
    missed: Figures = field(default_factory=Figures)
    same_again: int = 0
    first_word: Figures = field(default_factory=Figures)
    gone: Figures = field(default_factory=Figures)
    ghosts: int = 0
    left: int = 0

    def extend(self, other: Moments) -> None:
        self.freed.extend(other.freed)
        self.missed.extend(other.missed)
        self.first_word.extend(other.first_word)
        self.gone.extend(other.gone)
        self.same_again += other.same_again
        self.ghosts += other.ghosts
        self.left += other.left


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each."""

    freed: int
    missed: int
    words: int
    gone: int


async def observe(center: Center, agents: Phones, people: int, counts: Counts, *, seed: int = 1) -> Moments:
    """Runs all against a center with `people` agents, whose phones are `agents`; nobody talks before and after."""
    callers = Phones(CALLER_ADDRESS, center.address)
    await callers.open()
    stage = _Stage(center, callers, agents, random.Random(seed))
    moments = Moments()
    try:
        await stage.first_words(counts.words, moments)
        await stage.leave(counts.gone, moments)
        await stage.free(people, counts.freed, moments)
        await stage.miss(counts.missed, moments)
    finally:
        callers.close()
    return moments


class _Stage:
    def __init__(self, center: Center, callers: Phones, agents: Phones, chance: random.Random) -> None:
        self._center, self._callers, self._agents = center, callers, agents
        self._chance = chance
        self._numbers = itertools.count()

    async def first_words(self, count: int, moments: Moments) -> None:
        for sample in itertools.islice(itertools.cycle(AGENT_SAMPLES), count):
            rung = self._rings()
            ear, mouth = await Voice.open(CALLER_ADDRESS, CALLER_SAMPLE), await Voice.open(AGENT_ADDRESS, sample)
            heard: dict[int, float] = {}
            ear.on_heard = partial(_first, heard)
            caller = self._call(self._center.number, ear.sdp)
            agent = await _soon(rung.get())
            await _soon(caller.answered.wait())
            ear.speak(caller.description)
            await asyncio.sleep(RING_SECONDS)
            heard.clear()
            self._agents.answer(agent, mouth.sdp)
            mouth.speak(agent.invite.body)
            await _soon(agent.acknowledged.wait())
            await asyncio.sleep(HEARD_SECONDS)
            moments.first_word.add(heard.get(sample, float("nan")) - agent.answered_at)
            for voice in (ear, mouth):
                voice.close()
            await self._end(agent, caller)

    async def leave(self, count: int, moments: Moments) -> None:
        """Every second caller leaves in the middle of the making of the ring, which counts for the ghosts only."""
        for n in range(count):
            rung = self._rings()
            caller = self._call(self._center.number)
            crossing = n % 2 == 1
            moments.left += 1
            if crossing:
                await asyncio.sleep(self._chance.uniform(0, CROSSING_SECONDS_MAX))
                self._callers.hang_up(caller)
                moments.ghosts += await self._haunted()
                continue
            agent = await _soon(rung.get())
            await _soon(caller.answered.wait())
            await asyncio.sleep(RING_SECONDS)
            left = self._callers.hang_up(caller)
            if await self._haunted():
                moments.ghosts += 1
            else:
                moments.gone.add(agent.ended_at - left)

    async def free(self, people: int, count: int, moments: Moments) -> None:
        """`people` talk and twice as many wait, each time all hang up at once."""
        rung: list[Dialog] = []
        full = asyncio.Event()

        def ring(dialog: Dialog) -> None:
            self._agents.answer(dialog)
            rung.append(dialog)
            if len(rung) == people:
                full.set()

        self._agents.on_ring = ring
        await self._place(3 * people)
        await _soon(full.wait())
        for _ in range(count):
            # Anywhere in that second, and not when all have just been rung.
            await asyncio.sleep(1 + self._chance.random())
            talking = list(rung)
            rung.clear()
            full.clear()
            left = max(self._agents.hang_up(dialog) for dialog in talking)
            await _soon(full.wait())
            moments.freed.add(max(dialog.invited_at for dialog in rung) - left)
            await self._place(people)
        await self._clear()

    async def miss(self, count: int, moments: Moments) -> None:
        """Two phones in a row are not picked up, the third is. A next phone that rings before the CANCEL counts as 0."""
        for _ in range(count):
            await self._center.ready()
            rung = self._rings()
            caller = self._call(self._center.impatient_number)
            before = await _soon(rung.get())
            for _ in range(MISSES):
                after = await _soon(rung.get())
                await _soon(before.over.wait())
                moments.missed.add(max(0.0, after.invited_at - before.ended_at))
                moments.same_again += after.user == before.user
                before = after
            self._agents.answer(before)
            await _soon(before.acknowledged.wait())
            await asyncio.sleep(HEARD_SECONDS)
            await self._end(before, caller)
        await self._center.ready()

    # -- parts

    def _call(self, number: str, sdp: str = "") -> Dialog:
        return self._callers.call(number, caller=f"+4942{next(self._numbers):06d}", sdp=sdp)

    def _rings(self) -> asyncio.Queue[Dialog]:
        rung: asyncio.Queue[Dialog] = asyncio.Queue()
        self._agents.on_ring = rung.put_nowait
        return rung

    async def _place(self, count: int) -> None:
        """Spread over the second in which each caller of app_queue looks once: together they would all look at one time."""
        for _ in range(count):
            self._call(self._center.number)
            await asyncio.sleep(1 / count)

    async def _end(self, agent: Dialog, caller: Dialog) -> None:
        self._agents.hang_up(agent)
        await _soon(caller.over.wait())
        await asyncio.sleep(SETTLE_SECONDS)

    async def _haunted(self) -> bool:
        """Whether a phone still rings when there has been time to stop it; it is silenced."""
        await self._quiet(GHOST_SECONDS)
        await asyncio.sleep(SETTLE_SECONDS)
        ghosts = list(self._agents.dialogs.values())
        for ghost in ghosts:
            self._agents.refuse(ghost)
        return bool(ghosts)

    async def _clear(self) -> None:
        """Those who wait leave first, so that no phone is rung for one of them."""
        talking = {dialog.other for dialog in self._agents.dialogs.values()}
        for dialog in sorted(self._callers.dialogs.values(), key=lambda dialog: dialog.user in talking):
            self._callers.hang_up(dialog)
        if not await self._quiet(RING_SECONDS_MAX):
            raise TimeoutError("the phones do not come to rest")
        await asyncio.sleep(SETTLE_SECONDS)

    async def _quiet(self, seconds_max: float) -> bool:
        """Wait until nobody rings, waits or talks; whether it came to that in time."""
        quiet = asyncio.Event()

        def over(_: Dialog | None) -> None:
            if not self._agents.dialogs and not self._callers.dialogs:
                quiet.set()

        self._agents.on_over = self._callers.on_over = over
        over(None)
        try:
            async with asyncio.timeout(seconds_max):
                await quiet.wait()
        except TimeoutError:
            return False
        finally:
            self._agents.on_over = self._callers.on_over = lambda _: None
        return True


def _first(heard: dict[int, float], sample: int, at: float) -> None:
    heard.setdefault(sample, at)


async def _soon(what: Coroutine[Any, Any, T]) -> T:
    """What is waited for comes in milliseconds, or within app_queue's second."""
    async with asyncio.timeout(RING_SECONDS_MAX):
        return await what
