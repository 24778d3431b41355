"""Asterisk, Valkey and PostgreSQL go away and come back while people talk and wait."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from contracts.facts import InteractionEnded
from contracts.vocabulary import EndCause
from drills.center import DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.rush import Worst, rushing
from drills.settling import settled

#: seconds from Asterisk's start to the next phone that rings
ASTERISK_S_MAX: Final = 10.0
#: seconds that a freed agent may wait for the next ring while a server is away that routing does not need
RING_S_MAX: Final = 0.5
POSTGRES_AWAY_S: Final = 600.0
POSTGRES_AWAY_QUICK_S: Final = 60.0
VALKEY_AWAY_S: Final = 5.0


async def asterisk_restarted(center: DrillCenter, quick: bool) -> list[Finding]:
    """Killed, too: the worst restart there is. Its calls are lost, and nothing else."""
    drill = Findings("asterisk restarted")
    people = People(center)
    await people.fill(center.agent_count, center.agent_count)
    open_before = set(center.diary.live.interactions)
    said = len(center.diary.facts)
    center.asterisk.kill()
    center.callers.forget()
    center.agents.forget()
    began = time.perf_counter()
    await center.asterisk.start()
    up = time.perf_counter()
    await center.until(lambda: not center.diary.live.interactions, "the lost interactions end")
    free_s = await center.until(lambda: len(center.diary.free()) == center.agent_count, "all agents are free") + time.perf_counter() - up
    people.forget_rings()
    # The first call after the restart is offered anew by its phone until Asterisk takes it.
    people.place()
    rung = await people.ring()
    ended = [
        one.fact for one in center.diary.facts[said:] if isinstance(one.fact, InteractionEnded) and one.fact.interaction in open_before
    ]
    drill.told("calls that were in it", 2 * center.agent_count)
    drill.none("interactions that ended otherwise than by it", sum(one.cause is not EndCause.PBX_LOST for one in ended))
    drill.none("interactions that did not end", len(open_before) - len(ended))
    drill.at_most("Asterisk is up to all agents free", free_s, ASTERISK_S_MAX, "s")
    drill.at_most("start of its restart to the next ring", rung.invited_at - began, ASTERISK_S_MAX, "s")
    await people.are(1, 0)
    await people.leave()
    return drill + await settled(drill.drill, center)


async def valkey_lost(center: DrillCenter, quick: bool) -> list[Finding]:
    """Killed with everything that it knew; back empty."""
    drill = Findings("valkey restarted, data lost")
    people, worst = People(center), Worst()
    await people.fill(center.agent_count, center.agent_count)
    ears = Ears(people)
    async with rushing(people, 1, 4.0) as rush:
        await asyncio.sleep(1)
        center.valkey.kill()
        await asyncio.sleep(VALKEY_AWAY_S)
        await center.valkey.start()
        await asyncio.sleep(2)
    worst.heard(ears, people, rush.left)
    _routed_on(drill, worst, rush.longest_wait_s(), people)
    await people.leave()
    return drill + await settled(drill.drill, center)


async def postgres_away(center: DrillCenter, quick: bool) -> list[Finding]:
    """Ended in the middle of recording; calls go on, and their facts come late."""
    away_s = POSTGRES_AWAY_QUICK_S if quick else POSTGRES_AWAY_S
    drill = Findings(f"postgresql away for {away_s:.0f} s")
    people, worst = People(center), Worst()
    await people.fill(center.agent_count, center.agent_count)
    ears = Ears(people)
    async with rushing(people, 2, 4.0) as rush:
        await asyncio.sleep(1)
        await center.postgres.stop()
        await asyncio.sleep(away_s)
        await center.postgres.start()
    worst.heard(ears, people, rush.left)
    _routed_on(drill, worst, rush.longest_wait_s(), people)
    drill.told("talks that ended and were served meanwhile", len(rush.waits_s))
    await people.leave()
    return drill + await settled(drill.drill, center)


def _routed_on(drill: Findings, worst: Worst, longest_wait_s: float, people: People) -> None:
    drill.none("talks that ended by it", worst.lost_talks)
    drill.at_most("longest silence of a talking side", worst.talk_ms, GAP_MS_MAX, "ms")
    drill.none("waiting callers who were put off", worst.lost_waits)
    drill.at_most("longest silence in the music", worst.music_ms, GAP_MS_MAX, "ms")
    drill.none("served out of order", people.out_of_order())
    drill.at_most("longest a freed agent waited for the next ring", longest_wait_s, RING_S_MAX, "s")
