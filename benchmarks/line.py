"""An always-on line: how soon the next caller is heard by an agent whose phone is never rung.

One agent with a line that is up, one caller who talks and one who waits, each saying a sample of its own. The one who talks hangs
up; counted is from when that BYE leaves to the first packet at the agent's phone that carries what the other one says.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from functools import partial

from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, Center
from benchmarks.our_center import our_center
from benchmarks.ring_path import RING_SECONDS_MAX
from benchmarks.scenarios import AGENT_SAMPLES, CALLER_SAMPLE, RING_SECONDS
from benchmarks.sip_phones import Dialog, Phones
from benchmarks.voice import Voice

P95_MS_MAX = 30.0
CHANGES, CHANGES_QUICK = 40, 12
WARM_UP = 2


class _LinePhone(Phones):
    """Its center calls it before anybody could tell where that is."""

    def datagram_received(self, data: bytes, addr: tuple[str | None, int]) -> None:
        self.peer = (addr[0] or self.peer[0], addr[1])
        super().datagram_received(data, addr)


class _Caller:
    def __init__(self, dialog: Dialog, voice: Voice) -> None:
        self.dialog, self.voice = dialog, voice


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    changes = CHANGES_QUICK if quick else CHANGES
    phone = _LinePhone(AGENT_ADDRESS, ("127.0.0.1", 0))
    await phone.open()
    ear = await Voice.open(AGENT_ADDRESS, CALLER_SAMPLE)
    up = asyncio.Event()

    def ring(dialog: Dialog) -> None:
        phone.answer(dialog, ear.sdp)
        up.set()

    phone.on_ring = ring
    try:
        async with our_center(1, phone.port, always_on=True) as center:
            async with asyncio.timeout(RING_SECONDS_MAX):
                await up.wait()
            say(f"{center.name}: {changes} changes of caller on a line that is always on")
            return rows(await _changes(center, ear, changes))
    finally:
        ear.close()
        phone.close()


def rows(figures: Figures) -> list[Goal | Note]:
    """The lines of the table."""
    name = "always-on line: agent free to the next caller's first word"
    return [
        Goal(name=f"{name}, p95", unit="ms", measured=figures.p95, limit=P95_MS_MAX, said=f"<= {P95_MS_MAX:g} ms"),
        Note(name=f"  {name}, p50", unit="ms", measured=figures.p50, said=f"(no goal; {len(figures.values)} times)"),
    ]


async def _changes(center: Center, ear: Voice, count: int) -> Figures:
    callers = Phones(CALLER_ADDRESS, center.address)
    await callers.open()
    figures = Figures()
    heard: asyncio.Queue[float] = asyncio.Queue()
    samples = itertools.cycle(AGENT_SAMPLES)
    talking = await _call(center, callers, next(samples))
    try:
        await _heard(ear, heard, talking)
        for n in range(WARM_UP + count):
            waiting = await _call(center, callers, next(samples))
            await asyncio.sleep(RING_SECONDS)
            left = callers.hang_up(talking.dialog)
            at = await _heard(ear, heard, waiting)
            if n >= WARM_UP:
                figures.add(at - left)
            talking.voice.close()
            talking = waiting
    finally:
        callers.hang_up(talking.dialog)
        talking.voice.close()
        callers.close()
    return figures


async def _call(center: Center, callers: Phones, sample: int) -> _Caller:
    voice = await Voice.open(CALLER_ADDRESS, sample)
    dialog = callers.call(center.number, caller=f"+4944{sample:06d}", sdp=voice.sdp)
    async with asyncio.timeout(RING_SECONDS_MAX):
        await dialog.answered.wait()
    voice.speak(dialog.description)
    return _Caller(dialog, voice)


async def _heard(ear: Voice, heard: asyncio.Queue[float], caller: _Caller) -> float:
    """When the agent's phone heard this caller first."""
    while not heard.empty():
        heard.get_nowait()
    ear.on_heard = partial(_note, heard, caller.voice.sample)
    async with asyncio.timeout(RING_SECONDS_MAX):
        return await heard.get()


def _note(heard: asyncio.Queue[float], wanted: int, sample: int, at: float) -> None:
    if sample == wanted:
        heard.put_nowait(at)
