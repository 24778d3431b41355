"""The disk takes nothing more: every write of the engine's to a file fails, until somebody makes room."""

from __future__ import annotations

import asyncio
import resource
from typing import Final

from contracts.intents import AdoptConfiguration, Intent, SetPresence
from contracts.vocabulary import Presence
from drills.center import DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.rush import Worst, rushing
from drills.servers_away import RING_S_MAX
from drills.settling import settled

FULL_S: Final = 30.0
FULL_QUICK_S: Final = 10.0


async def full(center: DrillCenter, quick: bool) -> list[Finding]:
    """A limit of the kernel's on the engine's files (RLIMIT_FSIZE), which needs no rights and no disk of its own."""
    drill = Findings("disk full")
    people, worst = People(center), Worst()
    await people.fill(center.agent_count, center.agent_count)
    ears = Ears(people)
    async with rushing(people, 8) as rush:
        await asyncio.sleep(1)
        _, most = resource.prlimit(center.engine.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        center.diary.read()
        said = len(center.diary.facts)
        refused = await _asked_for(center)
        await asyncio.sleep(FULL_QUICK_S if quick else FULL_S)
        center.diary.read()
        waited = len(center.diary.facts) - said
        resource.prlimit(center.engine.pid, resource.RLIMIT_FSIZE, (most, most))
        await asyncio.sleep(3)
    worst.heard(ears, people, rush.left)
    drill.told("facts that could be written meanwhile", waited)
    drill.none("intents and configurations refused meanwhile", refused)
    drill.none("engines that ended by it", not center.engine.alive)
    drill.none("talks that ended by it", worst.lost_talks)
    drill.at_most("longest silence of a talking side", worst.talk_ms, GAP_MS_MAX, "ms")
    drill.none("waiting callers who were put off", worst.lost_waits)
    drill.none("served out of order", people.out_of_order())
    drill.at_most("longest a freed agent waited for the next ring", rush.longest_wait_s(), RING_S_MAX, "s")
    await people.leave()
    return drill + await settled(drill.drill, center)


async def _asked_for(center: DrillCenter) -> int:
    """An agent's wish, there and back, and a new configuration: each wants something written down."""
    wishes: list[Intent] = [SetPresence(agent=1, presence=presence, device=1) for presence in (Presence.NOT_READY, Presence.READY)]
    version = await center.publish()
    outcomes = [(await center.intend(wish))[0] for wish in [*wishes, AdoptConfiguration(version=version)]]
    return sum(one.refused is not None for one in outcomes)
