"""How long callers and agents wait for the center itself: the same scenarios against any center, from the wire.

- arrival to ring: a caller's INVITE leaves .. the INVITE arrives at an idle agent's phone;
- release to ring: an agent's BYE leaves .. the next waiting caller's INVITE arrives at that phone.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.figures import Figures
from benchmarks.loopback import CALLER_ADDRESS, Center
from benchmarks.sip_phones import Dialog, Phones

RING_SECONDS_MAX = 15
ARRIVAL_TALK_SECONDS = 0.1
"""An agent who hangs up before the center has put the two together would only be rung again."""
SETTLE_SECONDS = 0.05
"""Between two arrivals, so that the previous call's clearing is not measured."""
TIE_SECONDS = 0.01
"""Two INVITEs of the same instant overtake each other inside Asterisk, on the way in as on the way out: each has a thread of its own."""
TALK_SECONDS = (1.0, 3.0)
"""Long enough that agents become free one at a time, as in life: many at once would hide app_queue's polling second."""


@dataclass(slots=True)
class RingPath:
    """`served`: calls whose order was looked at; `out_of_order`: those that rang after a later one."""

    arrival: Figures = field(default_factory=Figures)
    release: Figures = field(default_factory=Figures)
    out_of_order: int = 0
    served: int = 0

    def extend(self, other: RingPath) -> None:
        self.arrival.extend(other.arrival)
        self.release.extend(other.release)
        self.out_of_order += other.out_of_order
        self.served += other.served


@dataclass(frozen=True, slots=True)
class Load:
    """How much of both scenarios; `waiting` callers always wait while `agents` talk."""

    agents: int
    arrivals: int
    releases: int
    waiting: int


async def measure(center: Center, agents: Phones, load: Load, *, seed: int = 1) -> RingPath:
    """Runs both scenarios against a center whose agents are the phones of `agents`, all idle at the start and at the end."""
    callers = Phones(CALLER_ADDRESS, center.address)
    await callers.open()
    result = RingPath()
    try:
        await _arrivals(center, callers, agents, load.arrivals, result)
        await _Releases(center, callers, agents, load, random.Random(seed)).run(result)
    finally:
        callers.close()
    return result


def out_of_order(placed: Sequence[tuple[str, float]], rung: Sequence[tuple[str, float]]) -> int:
    """How many callers rang later than somebody who had called after them; callers and seconds, in order.

    A caller may ring again: only the first time counts. What is TIE_SECONDS apart or less has no order.
    """
    called = dict(placed)
    first: dict[str, float] = {}
    for caller, at in rung:
        first.setdefault(caller, at)
    return sum(
        any(called[other] - called[caller] > TIE_SECONDS and at - rang > TIE_SECONDS for other, rang in first.items())
        for caller, at in first.items()
    )


async def _arrivals(center: Center, callers: Phones, agents: Phones, count: int, result: RingPath) -> None:
    rung: asyncio.Queue[Dialog] = asyncio.Queue()

    def ring(dialog: Dialog) -> None:
        agents.answer(dialog)
        rung.put_nowait(dialog)

    agents.on_ring = ring
    for n in range(count):
        caller = callers.call(center.number, caller=f"+4940{n:06d}")
        async with asyncio.timeout(RING_SECONDS_MAX):
            agent = await rung.get()
            await caller.answered.wait()
            await agent.acknowledged.wait()
        result.arrival.add(agent.invited_at - caller.invited_at)
        # The pauses here are the scenario, not waits for something.
        await asyncio.sleep(ARRIVAL_TALK_SECONDS)
        agents.hang_up(agent)
        async with asyncio.timeout(RING_SECONDS_MAX):
            await caller.over.wait()
        await asyncio.sleep(SETTLE_SECONDS)


class _Releases:
    """Agents talk for TALK_SECONDS and hang up; whenever one does, another caller joins; every freed phone is watched for its INVITE."""

    def __init__(self, center: Center, callers: Phones, agents: Phones, load: Load, chance: random.Random) -> None:
        self._center, self._callers, self._agents = center, callers, agents
        self._load = load
        self._chance = chance
        self._figures = Figures()
        self._released: dict[str, float] = {}
        self._placed: list[tuple[str, float]] = []
        self._rung: list[tuple[str, float]] = []
        self._done = asyncio.Event()

    async def run(self, result: RingPath) -> None:
        load = self._load
        self._agents.on_ring = self._ring
        for _ in range(load.agents + load.waiting):
            self._place()
            # One after another, so that "first" has a meaning, and spread over app_queue's polling second, which favours app_queue.
            await asyncio.sleep(1 / load.waiting)
        async with asyncio.timeout(RING_SECONDS_MAX + load.releases):
            await self._done.wait()
        await self._end()
        result.release.extend(self._figures)
        result.served += len(self._served())
        result.out_of_order += out_of_order(self._placed, self._rung)

    def _served(self) -> set[str]:
        return {caller for caller, _ in self._rung}

    def _place(self) -> None:
        number = f"+4941{len(self._placed):06d}"
        self._placed.append((number, self._callers.call(self._center.number, caller=number).invited_at))

    def _ring(self, dialog: Dialog) -> None:
        left = self._released.pop(dialog.user, None)
        if left is not None and len(self._figures.values) < self._load.releases:
            self._figures.add(dialog.invited_at - left)
        self._agents.answer(dialog)
        if self._done.is_set():
            return  # the callers are leaving: a phone may ring for one who has gone
        self._rung.append((dialog.other, dialog.invited_at))
        if len(self._figures.values) >= self._load.releases:
            self._done.set()
        else:
            asyncio.get_running_loop().call_later(self._chance.uniform(*TALK_SECONDS), self._hang_up, dialog)

    def _hang_up(self, dialog: Dialog) -> None:
        if not dialog.ended and not self._done.is_set():
            self._released[dialog.user] = self._agents.hang_up(dialog)
            self._place()

    async def _end(self) -> None:
        """Those who wait go first, so that no freed agent is rung for one of them; at the end nobody talks."""
        quiet = asyncio.Event()

        def over(_: Dialog) -> None:
            if not self._agents.dialogs and not self._callers.dialogs:
                quiet.set()

        talking = self._served()
        self._agents.on_over = self._callers.on_over = over
        for dialog in sorted(self._callers.dialogs.values(), key=lambda dialog: dialog.user in talking):
            self._callers.hang_up(dialog)
        async with asyncio.timeout(RING_SECONDS_MAX):
            await quiet.wait()
        self._agents.on_over = lambda _: None
        await asyncio.sleep(SETTLE_SECONDS)
