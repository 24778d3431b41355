"""The wall clock is set forward and back by an hour, for every process of the center at once (libfaketime)."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from pathlib import Path
from typing import Final

from contracts.intents import SetPresence
from contracts.vocabulary import Presence
from drills.center import DrillCenter, DrillFailed
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.rush import Worst, rushing
from drills.servers_away import RING_S_MAX
from drills.settling import settled
from launch.packages import cache_key, unpack, unpacked

PACKAGES: Final = ("libfaketime",)
LIBRARY: Final = "libfaketime.so.1"
HOUR_S: Final = 3_600
SETTLE_S: Final = 4.0
#: microseconds between two facts of a busy center that no clock explains
LEAP_US: Final = 60_000_000


class WallClock:
    """A clock of the center's own: `set` moves it for all processes that were started through it."""

    def __init__(self, center: DrillCenter) -> None:
        self._offset = center.folder / "clock"
        library = center.folder / LIBRARY
        shutil.copy(_library(), library)
        library.chmod(0o755)
        self.offset_s = 0
        self.set(0)
        self.environ: Final = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._offset),
            # Seconds; at every look at the clock the file would be read otherwise, thousands of times a second.
            "FAKETIME_CACHE_DURATION": "1",
            # Only the wall clock is ever set; steady time stays what it is.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        }

    def set(self, offset_s: int) -> None:
        """So many seconds ahead of the true time."""
        fresh = self._offset.with_suffix(".new")
        fresh.write_text(f"{offset_s:+d}\n")
        fresh.chmod(0o644)
        fresh.replace(self._offset)
        self.offset_s = offset_s


def _library() -> Path:
    key = cache_key("faketime", None, PACKAGES)
    root = unpacked(key) or unpack(None, PACKAGES, key, lambda words: None)
    found = sorted(root.rglob(LIBRARY))
    if not found:
        raise DrillFailed(f"{root} holds no {LIBRARY}")
    return found[0]


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    drill = Findings("wall clock set by an hour")
    clock = WallClock(center)
    await _start_all_anew(center, clock)
    people, worst = People(center), Worst()
    await people.fill(center.agent_count, center.agent_count)
    said = len(center.diary.facts)
    ears, refused = Ears(people), 0
    async with rushing(people, 9, 4.0) as rush:
        for offset_s in (HOUR_S, 0, -HOUR_S, HOUR_S, -HOUR_S):
            clock.set(offset_s)
            await asyncio.sleep(SETTLE_S)
            refused += await _refused(center, clock)
        # An engine that starts under a clock of an hour before its own last word.
        center.engine.kill()
        await center.start_engine()
        await asyncio.sleep(SETTLE_S)
        clock.set(0)
        await asyncio.sleep(SETTLE_S)
    worst.heard(ears, people, rush.left)
    instants = [one.at for one in center.diary.facts[said:]]
    steps = [later - earlier for earlier, later in itertools.pairwise(instants)]
    drill.none("facts with an instant before the one in front of them", sum(step < 0 for step in steps))
    drill.none("leaps of more than a minute between two facts", sum(step > LEAP_US for step in steps))
    drill.none("fresh intents refused as stale", refused)
    drill.none("talks that ended by it", worst.lost_talks)
    drill.at_most("longest silence of a talking side", worst.talk_ms, GAP_MS_MAX, "ms")
    drill.none("waiting callers who were put off", worst.lost_waits)
    drill.none("served out of order", people.out_of_order())
    drill.told("longest a freed agent waited, the engine's restart included", rush.longest_wait_s(), "s")
    drill.at_most("longest a freed agent waited otherwise", _second_longest(rush.waits_s), RING_S_MAX, "s")
    await people.leave()
    return drill + await settled(drill.drill, center)


def _second_longest(waits_s: list[float]) -> float:
    """Without those that the restart of about a second made wait."""
    return max((wait for wait in waits_s if wait < RING_S_MAX), default=float("nan"))


async def _start_all_anew(center: DrillCenter, clock: WallClock) -> None:
    await center.engine.stop()
    await center.recorder.stop()
    for server in (center.asterisk, center.valkey, center.postgres):
        await server.stop()
        server.environ = clock.environ
        await server.start()
    await center.redis.connection_pool.disconnect()
    center.extra.update(clock.environ)
    center.start_recorder()
    await center.publish()
    await center.start_engine()
    await center.logged("SIP objects are as wanted")


async def _refused(center: DrillCenter, clock: WallClock) -> int:
    """An agent who talks says that the next pause is theirs, and takes it back; by the center's clock that is now."""
    count = 0
    for presence in (Presence.NOT_READY, Presence.READY):
        intent = SetPresence(agent=1, presence=presence, device=1)
        outcomes = await center.intend(intent, sent_s_ago=-clock.offset_s)
        count += sum(one.refused is not None for one in outcomes)
    return count
