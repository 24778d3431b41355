"""Our center and app_queue in one run, by turns, so that whatever else the machine does hits both."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.app_queue import app_queue_center
from benchmarks.goals import Goal, Note
from benchmarks.loopback import AGENT_ADDRESS
from benchmarks.our_center import our_center
from benchmarks.ring_path import Load, RingPath, measure
from benchmarks.rows import moment_rows, ring_rows
from benchmarks.scenarios import Counts, Moments, observe
from benchmarks.sip_phones import Phones

AGENTS = 10
WAITING = 10

FULL = (4, Load(agents=AGENTS, arrivals=50, releases=40, waiting=WAITING), Counts(freed=5, missed=2, words=20, gone=30))
QUICK = (2, Load(agents=AGENTS, arrivals=20, releases=15, waiting=WAITING), Counts(freed=2, missed=1, words=8, gone=10))
WARM_UP = Load(agents=AGENTS, arrivals=2 * AGENTS, releases=2, waiting=WAITING)
"""Code and memory that are used the first time cost more, and so does the first call of each phone."""


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    turns, load, counts = QUICK if quick else FULL
    phones = [Phones(AGENT_ADDRESS, ("127.0.0.1", 0)) for _ in range(2)]
    for phone in phones:
        await phone.open()
    paths, moments = (RingPath(), RingPath()), (Moments(), Moments())
    try:
        async with our_center(AGENTS, phones[0].port) as our, app_queue_center(AGENTS, phones[1].port) as their:
            for center, phone in zip((our, their), phones, strict=True):
                phone.peer = center.address
                await measure(center, phone, WARM_UP)
            for turn in range(1, turns + 1):
                for center, phone, path, moment in zip((our, their), phones, paths, moments, strict=True):
                    say(f"{center.name}, turn {turn} of {turns}: {load.arrivals} arrivals, {load.releases} hang-ups, {counts}")
                    path.extend(await measure(center, phone, load, seed=turn))
                    moment.extend(await observe(center, phone, AGENTS, counts, seed=turn))
    finally:
        for phone in phones:
            phone.close()
    return [*ring_rows(*paths), *moment_rows(*moments, AGENTS)]
