"""kill -9 of the engine: while nothing moves, and at random moments of a busy center."""

from __future__ import annotations

import asyncio
import random
from typing import Final

from drills.center import DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.rush import Worst, rushing
from drills.settling import in_line, places_lost, settled

#: seconds from the beginning of the restart to the next phone that rings
AWAY_S_MAX: Final = 3.0
#: what a supervisor takes to notice
NOTICED_S: Final = 0.3
#: how long everybody is listened to before anything is done
QUIET_S: Final = 10.0


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    people, worst = People(center), Worst()
    chance = random.Random(3)
    await people.fill(center.agent_count, center.agent_count)
    ears = Ears(people)
    await asyncio.sleep(QUIET_S)
    alone_ms = max(ears.talk_ms(), ears.music_ms())
    for _ in range(2 if quick else 5):
        await _at_rest(people, worst)
    for n in range(3 if quick else 8):
        await _in_the_rush(people, worst, chance, n)
    await people.serve_all()
    findings = Findings("engine killed")
    findings.told("longest silence before anything was done (this machine's own)", alone_ms, "ms")
    findings.none("talks that ended by it", worst.lost_talks)
    findings.at_most("longest silence of a talking side", worst.talk_ms, GAP_MS_MAX, "ms")
    findings.none("waiting callers who were put off", worst.lost_waits)
    findings.at_most("longest silence in the music", worst.music_ms, GAP_MS_MAX, "ms")
    findings.none("places in line lost", worst.places)
    findings.none("served out of order", people.out_of_order())
    findings.at_most("start of the restart to the next ring", worst.away_s, AWAY_S_MAX, "s")
    await people.leave()
    return findings + await settled("engine killed", center)


async def _at_rest(people: People, worst: Worst) -> None:
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
    worst.away_s = max(worst.away_s, rung.invited_at - began)
    people.place()
    await people.are(center.agent_count, center.agent_count, "after the restart")
    worst.places += places_lost(before, in_line(center))
    worst.heard(ears, people, [*left])


async def _in_the_rush(people: People, worst: Worst, chance: random.Random, seed: int) -> None:
    """Agents hang up and callers arrive all the time; the engine is killed in the middle of that."""
    center, ears = people.center, Ears(people)
    async with rushing(people, seed) as rush:
        await asyncio.sleep(chance.uniform(0.5, 1.5))
        center.engine.kill()
        await asyncio.sleep(NOTICED_S)
        people.forget_rings()
        began = center.spawn_engine()
        rung = await people.ring()
        worst.away_s = max(worst.away_s, rung.invited_at - began)
        await asyncio.sleep(chance.uniform(0.2, 0.8))
    worst.heard(ears, people, rush.left)
