"""kill -9 of the engine: while nothing moves, and at random moments of a busy center."""

from __future__ import annotations

import asyncio
import random
from typing import Final

from benchmarks.sip_phones import Dialog
from drills.center import DrillCenter
from drills.findings import Finding
from drills.people import GAP_MS_MAX, PACE_S, Ears, People
from drills.settling import in_line, places_lost, settled

#: seconds from the beginning of the restart to the next phone that rings
AWAY_S_MAX: Final = 3.0
#: what a supervisor takes to notice
NOTICED_S: Final = 0.3
#: ends and arrivals a second while kills come at random moments
CHURN_HZ: Final = 8.0


class Tally:
    """The worst of all kills."""

    def __init__(self) -> None:
        self.talk_ms = self.music_ms = self.away_s = 0.0
        self.lost_talks = self.lost_waits = self.places = 0

    def findings(self, drill: str) -> list[Finding]:
        return [
            Finding(drill=drill, asked="talks that ended by it", found=self.lost_talks),
            Finding(drill=drill, asked="longest silence of a talking side", found=self.talk_ms, unit="ms", limit=GAP_MS_MAX, goal=f"<= {GAP_MS_MAX:.0f} ms"),
            Finding(drill=drill, asked="waiting callers who were put off", found=self.lost_waits),
            Finding(drill=drill, asked="longest silence in the music", found=self.music_ms, unit="ms", limit=GAP_MS_MAX, goal=f"<= {GAP_MS_MAX:.0f} ms"),
            Finding(drill=drill, asked="places in line lost", found=self.places),
            Finding(drill=drill, asked="start of the restart to the next ring", found=self.away_s, unit="s", limit=AWAY_S_MAX, goal=f"<= {AWAY_S_MAX:g} s"),
        ]


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    people, tally = People(center), Tally()
    chance = random.Random(3)
    await people.fill(center.agent_count, center.agent_count)
    for _ in range(2 if quick else 5):
        await _kill_at_rest(people, tally)
    for _ in range(3 if quick else 8):
        await _kill_in_the_rush(people, tally, chance)
    await people.serve_all()
    findings = tally.findings("engine killed") + [Finding(drill="engine killed", asked="served out of order", found=people.out_of_order())]
    await people.leave()
    return findings + await settled("engine killed", center)


async def _kill_at_rest(people: People, tally: Tally) -> None:
    """One agent hangs up while no engine is there; the first in line is owed that agent."""
    center = people.center
    before, ears = in_line(center), Ears(people)
    people.forget_rings()
    center.engine.kill()
    left = people.pairs()[0]
    center.agents.hang_up(left[1])
    await asyncio.sleep(NOTICED_S)
    began = center.spawn_engine()
    rung = await people.ring()
    tally.away_s = max(tally.away_s, rung.invited_at - began)
    people.place()
    await people.are(center.agent_count, center.agent_count, "after the restart")
    tally.places += places_lost(before, in_line(center))
    _listen(tally, ears, people, [*left])


def _listen(tally: Tally, ears: Ears, people: People, left: list[Dialog]) -> None:
    served = {number for number, _ in people.rung}
    tally.talk_ms = max(tally.talk_ms, ears.talk_ms(left))
    tally.music_ms = max(tally.music_ms, ears.music_ms(served))
    tally.lost_talks += ears.lost_talks(left)
    tally.lost_waits += ears.lost_waits(left)


async def _kill_in_the_rush(people: People, tally: Tally, chance: random.Random) -> None:
    """Agents hang up and callers arrive all the time; the engine is killed in the middle of that."""
    center, left = people.center, list[Dialog]()
    ears = Ears(people)
    over = asyncio.Event()

    async def churn() -> None:
        while not over.is_set():
            await asyncio.sleep(chance.expovariate(CHURN_HZ))
            pairs = people.pairs()
            if pairs:
                pair = chance.choice(pairs)
                left.extend(pair)
                center.agents.hang_up(pair[1])
                people.place()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(churn())
        await asyncio.sleep(chance.uniform(0.5, 1.5))
        center.engine.kill()
        await asyncio.sleep(NOTICED_S)
        people.forget_rings()
        began = center.spawn_engine()
        rung = await people.ring()
        tally.away_s = max(tally.away_s, rung.invited_at - began)
        await asyncio.sleep(chance.uniform(0.2, 0.8))
        over.set()
    await asyncio.sleep(PACE_S)
    await people.are(center.agent_count, len(people.waiting()), "after a restart in the rush")
    _listen(tally, ears, people, left)
