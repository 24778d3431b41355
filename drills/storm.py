"""A thousand callers in one second, with places for five hundred."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from benchmarks.sip_phones import Dialog
from contracts.facts import LimitReached
from contracts.vocabulary import Phase
from drills.center import WAITING_MAX, DrillCenter, DrillFailed
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.settling import settled

CALLERS: Final = 1_000
BUSY: Final = 486
ANSWER_S_MAX: Final = 60.0
RING_S_MAX: Final = 3.0


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    drill = Findings("1,000 callers in a second, limit 500")
    people = People(center)
    await people.fill(center.agent_count, 0)
    ears = Ears(people)
    center.callers.voice = False
    said = len(center.diary.facts)
    storm = await _storm(people)
    began = time.perf_counter()
    try:
        await center.until(lambda: not _unanswered(storm), "everybody has an answer", ANSWER_S_MAX)
    except DrillFailed:
        known = f"the engine knows {len(center.diary.live.interactions)} open and {len(center.diary.facts) - said} facts"
        raise DrillFailed(f"{len(_unanswered(storm))} callers have no answer; {known}") from None
    answered_s = time.perf_counter() - began
    await center.until(lambda: center.diary.in_phase(Phase.WAITING) == WAITING_MAX, f"{WAITING_MAX} wait")
    refused = [one for one in storm if one.ended]
    limits = sum(isinstance(one.fact, LimitReached) for one in center.diary.facts[said:])
    drill.exactly("callers who wait", center.diary.in_phase(Phase.WAITING), WAITING_MAX)
    drill.exactly("callers who were told busy", sum(one.status == BUSY for one in refused), CALLERS - WAITING_MAX)
    drill.exactly("of them counted by LimitReached", limits, CALLERS - WAITING_MAX)
    drill.told("last caller called to last caller answered or refused", answered_s, "s")
    drill.none("talks that ended by it", ears.lost_talks())
    drill.at_most("longest silence of a talking side", ears.talk_ms(), GAP_MS_MAX, "ms")
    people.forget_rings()
    freed = center.agents.hang_up(people.pairs()[0][1])
    drill.at_most("a freed agent's wait for the next ring, 500 waiting", (await people.ring()).invited_at - freed, RING_S_MAX, "s")
    await people.are(center.agent_count, WAITING_MAX - 1)
    await people.leave()
    center.callers.voice = True
    return drill + await settled(drill.drill, center)


def _unanswered(storm: list[Dialog]) -> list[Dialog]:
    return [one for one in storm if not one.answered.is_set() and not one.ended]


async def _storm(people: People) -> list[Dialog]:
    """Evenly over one second, as far as this machine can call that fast."""
    began = time.perf_counter()
    storm: list[Dialog] = []
    while len(storm) < CALLERS:
        due = min(CALLERS, round((time.perf_counter() - began) * CALLERS) + 1)
        storm += [people.place() for _ in range(due - len(storm))]
        await asyncio.sleep(0.005)
    return storm
