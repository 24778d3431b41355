"""How long callers and agents wait for the center itself: the same scenarios against any center, from the wire.

- arrival to ring: a caller's INVITE leaves .. the INVITE arrives at an idle agent's phone;
- release to ring: an agent's BYE leaves .. the next waiting caller's INVITE arrives at that phone.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
from dataclasses import dataclass, field

from benchmarks.loopback import CALLER_ADDRESS, Center
from benchmarks.sip_phones import Dialog, Phones

RING_SECONDS_MAX = 15
SETTLE_SECONDS = 0.05
"""Between two arrivals, so that the previous call's clearing is not measured."""


@dataclass(slots=True)
class Figures:
    """Milliseconds."""

    values: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        self.values.append(seconds * 1000)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")

    @property
    def p50(self) -> float:
        return statistics.median(self.values) if self.values else float("nan")

    @property
    def p95(self) -> float:
        return self.quantile(0.95)


@dataclass(slots=True)
class RingPath:
    arrival: Figures = field(default_factory=Figures)
    release: Figures = field(default_factory=Figures)
    out_of_order: int = 0
    served: int = 0


async def measure(center: Center, agents: Phones, *, arrivals: int, releases: int, waiting: int, seed: int = 1) -> RingPath:
    """Runs both scenarios against a center whose agents are the phones of `agents`, all idle at the start."""
    callers = Phones(CALLER_ADDRESS, center.address)
    await callers.open()
    result = RingPath()
    try:
        await _arrivals(center, callers, agents, arrivals, result)
        await _releases(center, callers, agents, releases, waiting, result, random.Random(seed))
    finally:
        callers.close()
    return result


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
        agents.hang_up(agent)
        async with asyncio.timeout(RING_SECONDS_MAX):
            await caller.over.wait()
        await asyncio.sleep(SETTLE_SECONDS)  # a pause is the scenario, not a wait for something


async def _releases(
    center: Center, callers: Phones, agents: Phones, count: int, waiting: int, result: RingPath, chance: random.Random
) -> None:
    """`waiting` callers always wait; agents talk 0.1-0.3 s and hang up; every freed phone is watched for its next INVITE."""
    released: dict[str, float] = {}
    arrived = asyncio.Event()
    order: list[str] = []
    placed: list[str] = []
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def place() -> None:
        number = f"+4941{len(placed):06d}"
        placed.append(number)
        callers.call(center.number, caller=number)

    def hang_up(dialog: Dialog) -> None:
        if not dialog.ended:
            released[dialog.user] = agents.hang_up(dialog)
            place()

    def ring(dialog: Dialog) -> None:
        if (left := released.pop(dialog.user, None)) is not None and len(result.release.values) < count:
            result.release.add(dialog.invited_at - left)
        agents.answer(dialog)
        order.append(dialog.other)
        arrived.set()
        if len(result.release.values) >= count:
            done.set()
        else:
            loop.call_later(chance.uniform(0.1, 0.3), hang_up, dialog)

    agents.on_ring = ring
    for _ in range(waiting):
        place()
        # One after another, so that "first" has a meaning; spread over app_queue's polling second, which favours app_queue.
        await asyncio.sleep(1 / waiting)
    async with asyncio.timeout(RING_SECONDS_MAX + count):
        await done.wait()
    agents.on_ring = lambda dialog: agents.refuse(dialog)
    for dialog in [*callers.dialogs.values(), *agents.dialogs.values()]:
        callers.hang_up(dialog) if dialog.outgoing else agents.hang_up(dialog)
    expected = {number: position for position, number in enumerate(placed)}
    positions = [expected[number] for number in order if number in expected]
    result.served = len(positions)
    result.out_of_order = sum(1 for earlier, later in itertools.pairwise(positions) if later < earlier)
