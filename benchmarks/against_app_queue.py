"""Our center and app_queue in one run, by turns, so that whatever else the machine does hits both."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.app_queue import app_queue_center
from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.loopback import AGENT_ADDRESS
from benchmarks.our_center import our_center
from benchmarks.ring_path import Load, RingPath, measure
from benchmarks.sip_phones import Phones

AGENTS = 10
WAITING = 10
ARRIVAL_RATIO_MAX = 1.5
RELEASE_SHARE_MAX = 1 / 50

FULL = (4, Load(agents=AGENTS, arrivals=50, releases=40, waiting=WAITING))
QUICK = (2, Load(agents=AGENTS, arrivals=20, releases=15, waiting=WAITING))


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    turns, load = QUICK if quick else FULL
    phones = [Phones(AGENT_ADDRESS, ("127.0.0.1", 0)) for _ in range(2)]
    for phone in phones:
        await phone.open()
    ours, theirs = RingPath(), RingPath()
    try:
        async with our_center(AGENTS, phones[0].port) as our, app_queue_center(AGENTS, phones[1].port) as their:
            for center, phone in zip((our, their), phones, strict=True):
                phone.peer = center.address
                # Once unmeasured: code and memory that are used the first time cost more.
                await measure(center, phone, Load(agents=AGENTS, arrivals=5, releases=2, waiting=WAITING))
            for turn in range(1, turns + 1):
                for center, phone, result in ((our, phones[0], ours), (their, phones[1], theirs)):
                    say(f"{center.name}, turn {turn} of {turns}: {load.arrivals} arrivals, {load.releases} hang-ups")
                    result.extend(await measure(center, phone, load, seed=turn))
    finally:
        for phone in phones:
            phone.close()
    return rows(ours, theirs)


def rows(ours: RingPath, theirs: RingPath) -> list[Goal | Note]:
    """The lines of the table."""
    arrival, release = "caller's INVITE to idle agent's INVITE", "agent's BYE to the next INVITE there"
    return [
        _against(f"{arrival}, p50", ours.arrival.p50, theirs.arrival.p50, ARRIVAL_RATIO_MAX, "<= 1.5x app_queue"),
        Note(name=f"{arrival}, p95", unit="ms", measured=ours.arrival.p95, yardstick=theirs.arrival.p95, said=_count(ours.arrival)),
        _against(f"{release}, p50", ours.release.p50, theirs.release.p50, RELEASE_SHARE_MAX, "<= 1/50 of app_queue"),
        _against(f"{release}, p95", ours.release.p95, theirs.release.p95, RELEASE_SHARE_MAX, "<= 1/50 of app_queue"),
        Goal(
            name="callers served out of order",
            unit="",
            measured=ours.out_of_order,
            limit=0,
            said=f"0 (of {ours.served} / {theirs.served})",
            yardstick=theirs.out_of_order,
        ),
    ]


def _against(name: str, ours: float, theirs: float, factor: float, said: str) -> Goal:
    return Goal(name=name, unit="ms", measured=ours, limit=theirs * factor, said=said, yardstick=theirs)


def _count(figures: Figures) -> str:
    return f"(no goal; {len(figures.values)} calls)"
