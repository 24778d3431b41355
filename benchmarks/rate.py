"""How many calls a second a center of 200 phones takes before their ring comes late, and what a call costs it in processor time.

Callers come evenly, at a rate that grows step by step; each phone answers at once and hangs up after a second. A center drops out
when, at some rate, the 95th percentile of INVITE to INVITE is over half a second. What all its processes (Asterisk, and with
ours the engine and Valkey) used is taken from /proc, over those rates that both centers took.
"""

from __future__ import annotations

import asyncio
import itertools
import math
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec
import psutil

from benchmarks.app_queue import app_queue_center
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, Center
from benchmarks.our_center import our_center
from benchmarks.sip_phones import Dialog, Phones

PHONES = 200
LATE_SECONDS = 0.5
TALK_SECONDS = 1.0
CPU_RATIO_MAX = 1.3
RATES, RATES_QUICK = range(20, 201, 20), range(40, 201, 40)
STEP_SECONDS, STEP_SECONDS_QUICK = 6, 3
REST_SECONDS_MAX = 20
WARM_UP = (20, 2)
"""Calls a second and seconds, unmeasured, twice: every phone rings once."""

_numbers = itertools.count()


class Step(msgspec.Struct, frozen=True):
    """`late` is the 95th percentile in milliseconds, infinite when some were not rung at all; `cpu_seconds` of all processes."""

    rate: int
    calls: int
    late: float
    cpu_seconds: float

    @property
    def taken(self) -> bool:
        return self.late <= LATE_SECONDS * 1000


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    rates, seconds = (RATES_QUICK, STEP_SECONDS_QUICK) if quick else (RATES, STEP_SECONDS)
    phones = [Phones(AGENT_ADDRESS, ("127.0.0.1", 0)) for _ in range(2)]
    for phone in phones:
        await phone.open()
    steps: tuple[list[Step], list[Step]] = ([], [])
    try:
        async with our_center(PHONES, phones[0].port) as our, app_queue_center(PHONES, phones[1].port) as their:
            sides = list(zip((our, their), phones, steps, strict=True))
            for center, phone, _ in sides:
                phone.peer = center.address
                for _ in range(PHONES // (WARM_UP[0] * WARM_UP[1]) + 1):
                    await _step(center, phone, *WARM_UP)
            for rate in rates:
                for center, phone, done in sides:
                    if all(step.taken for step in done):
                        say(f"{center.name}: {rate} calls a second for {seconds} s")
                        done.append(await _step(center, phone, rate, seconds))
    finally:
        for phone in phones:
            phone.close()
    return rows(*steps, rates[-1])


def rows(ours: Sequence[Step], theirs: Sequence[Step], rate_max: int) -> list[Goal | Note]:
    """The lines of the table; a rate is a goal from below, so both are told as seconds between calls."""
    our_rate, their_rate = highest(ours), highest(theirs)
    limit = f"{rate_max} is the bench's end" if max(our_rate, their_rate) == rate_max else "a step more is too late"
    shared = min(our_rate, their_rate)
    return [
        Goal(
            name=f"{PHONES} phones: time between calls at the highest rate with p95 <= 500 ms",
            unit="ms",
            measured=1000 / our_rate if our_rate else math.inf,
            limit=1000 / their_rate if their_rate else math.inf,
            said=f"<= 1x (rate {our_rate} / {their_rate} a second; {limit})",
            yardstick=1000 / their_rate if their_rate else math.inf,
        ),
        Goal(
            name="processor time of a call, engine included",
            unit="ms",
            measured=cpu_ms(ours, shared),
            limit=cpu_ms(theirs, shared) * CPU_RATIO_MAX,
            said=f"<= 1.3x app_queue (up to {shared} calls a second)",
            yardstick=cpu_ms(theirs, shared),
        ),
    ]


def highest(steps: Sequence[Step]) -> int:
    """The last rate before one was too much, 0 when the first was."""
    return max((step.rate for step in itertools.takewhile(lambda step: step.taken, steps)), default=0)


def cpu_ms(steps: Sequence[Step], rate_max: int) -> float:
    """Milliseconds a call, over all steps up to a rate; NaN without any."""
    counted = [step for step in steps if step.rate <= rate_max]
    calls = sum(step.calls for step in counted)
    return sum(step.cpu_seconds for step in counted) * 1000 / calls if calls else math.nan


async def _step(center: Center, agents: Phones, rate: int, seconds: int) -> Step:
    callers = Phones(CALLER_ADDRESS, center.address)
    await callers.open()
    placed: dict[str, float] = {}
    rung: dict[str, float] = {}
    loop = asyncio.get_running_loop()
    quiet = asyncio.Event()

    def ring(dialog: Dialog) -> None:
        rung.setdefault(dialog.other, dialog.invited_at)
        agents.answer(dialog)
        loop.call_later(TALK_SECONDS, agents.hang_up, dialog)

    def over(_: Dialog) -> None:
        if not callers.dialogs and not agents.dialogs:
            quiet.set()

    agents.on_ring = ring
    before = cpu_seconds(center.process_ids)
    began = loop.time()
    for n in range(rate * seconds):
        await asyncio.sleep(max(0.0, began + n / rate - loop.time()))
        number = f"+4943{next(_numbers):07d}"
        placed[number] = callers.call(center.number, caller=number).invited_at
    agents.on_over = callers.on_over = over
    with suppress(TimeoutError):
        async with asyncio.timeout(REST_SECONDS_MAX):
            await quiet.wait()
    used = cpu_seconds(center.process_ids) - before
    agents.on_over = callers.on_over = lambda _: None
    for dialog in [*agents.dialogs.values(), *callers.dialogs.values()]:
        (agents if dialog.call_id in agents.dialogs else callers).hang_up(dialog)
    callers.close()
    return Step(rate, len(placed), lateness(placed, rung), used)


def lateness(placed: dict[str, float], rung: dict[str, float]) -> float:
    """The 95th percentile in milliseconds; who was never rung waited for ever."""
    return Figures([(rung.get(number, math.inf) - at) * 1000 for number, at in placed.items()]).p95


def cpu_seconds(process_ids: Sequence[int]) -> float:
    """User and system time of these processes so far (proc_pid_stat(5))."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in process_ids)
