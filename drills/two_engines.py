"""Two engines: the leader is killed, or stopped for ten seconds and woken again. The other one takes over."""

from __future__ import annotations

import asyncio
import itertools
import signal
import time
from typing import Final

from drills.center import DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.rush import Worst, rushing
from drills.servers import Running
from drills.settling import in_line, places_lost, settled

TAKEOVER_S_MAX: Final = 5.0
STOPPED_S: Final = 10.0
STANDS_BY: Final = "this one stands by"


class Couple:
    """The engine that leads and the one that stands by."""

    def __init__(self, center: DrillCenter) -> None:
        self._center = center
        self.leader = center.engine
        self._names = itertools.count(2)

    async def complete(self) -> None:
        """Start a second engine; return when it stands by."""
        name = f"engine-{next(self._names)}"
        self._center.spawn_engine(name)
        await self._center.logged(STANDS_BY, name)
        self.standby: Running = self._center.engines[name]

    async def followed(self, since: float, people: People, worst: Worst) -> None:
        """The leader is away since `since`: return when the other one lets a phone ring."""
        rung = await people.ring()
        worst.away_s = max(worst.away_s, rung.invited_at - since)
        self.leader, self.standby = self.standby, self.leader


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    drill = Findings("two engines")
    people, couple = People(center), Couple(center)
    killed, stopped = Worst(), Worst()
    await couple.complete()
    await people.fill(center.agent_count, center.agent_count)
    for n in range(2 if quick else 5):
        await _killed(people, couple, killed, n)
        await couple.complete()
    survivors = 0
    for n in range(1 if quick else 3):
        survivors += await _stopped(people, couple, stopped, n)
        await couple.complete()
    epochs = [one.epoch for one in center.diary.facts]
    worst = (killed, stopped)
    drill.at_most("kill -9 of the leader to the next ring", killed.away_s, TAKEOVER_S_MAX, "s")
    drill.at_most("SIGSTOP of the leader to the next ring", stopped.away_s, TAKEOVER_S_MAX, "s")
    drill.none("talks that ended by it", sum(one.lost_talks for one in worst))
    drill.at_most("longest silence of a talking side", max(one.talk_ms for one in worst), GAP_MS_MAX, "ms")
    drill.none("waiting callers who were put off", sum(one.lost_waits for one in worst))
    drill.at_most("longest silence in the music", max(one.music_ms for one in worst), GAP_MS_MAX, "ms")
    drill.none("places in line lost", sum(one.places for one in worst))
    drill.none("stopped leaders that lived to say another word", survivors)
    drill.none("facts of an older epoch behind a newer one's", sum(then < before for before, then in itertools.pairwise(epochs)))
    await people.serve_all()
    drill.none("served out of order", people.out_of_order())
    await people.leave()
    return drill + await settled(drill.drill, center)


async def _killed(people: People, couple: Couple, worst: Worst, seed: int) -> None:
    ears = Ears(people)
    async with rushing(people, seed) as rush:
        await asyncio.sleep(0.5 + 0.1 * seed)
        people.forget_rings()
        couple.leader.kill()
        await couple.followed(time.perf_counter(), people, worst)
        await asyncio.sleep(0.5)
    worst.heard(ears, people, rush.left)


async def _stopped(people: People, couple: Couple, worst: Worst, seed: int) -> bool:
    """At rest, so that places can be compared; whether the stopped one still lived after it was woken."""
    center, before, ears = people.center, in_line(people.center), Ears(people)
    people.forget_rings()
    gone = couple.leader
    gone.signal(signal.SIGSTOP)
    stopped = time.perf_counter()
    left = people.pairs()[seed]
    center.agents.hang_up(left[1])
    await couple.followed(stopped, people, worst)
    await asyncio.sleep(max(0.0, STOPPED_S - (time.perf_counter() - stopped)))
    survived = gone.alive
    if survived:
        gone.signal(signal.SIGCONT)
    people.place()
    await people.agree("after the leader was stopped")
    worst.places += places_lost(before, in_line(center))
    worst.heard(ears, people, [*left])
    return survived
