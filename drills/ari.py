"""The wire to Asterisk: cut again and again, and one that says events twice and out of order."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any, Final

from contracts import wire
from contracts.facts import PresenceChanged
from contracts.intents import SetPresence
from contracts.vocabulary import Presence
from drills.center import DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, Ears, People
from drills.relay import Relay, relaying
from drills.rush import Worst, rushing
from drills.settling import settled

CUTS: Final = 10
AWAY_S_MAX: Final = 3.0
FACTS_AGAIN: Final = 300


async def _through(center: DrillCenter, relay: Relay) -> None:
    """Let the engine speak to Asterisk through the relay."""
    await center.engine.stop()
    center.extra["CC_ARI_URL"] = f"http://127.0.0.1:{relay.port}"
    await center.start_engine()


async def _without(center: DrillCenter, relay: Relay) -> None:
    await center.engine.stop()
    del center.extra["CC_ARI_URL"]
    await center.start_engine()


async def flapping(center: DrillCenter, quick: bool) -> list[Finding]:
    """The sockets break ten times; every time the node is read anew."""
    drill = Findings("ARI connection cut 10 times")
    people, worst, chance = People(center), Worst(), random.Random(5)
    async with relaying(("127.0.0.1", center.node.ws_port)) as relay:
        await _through(center, relay)
        await people.fill(center.agent_count, center.agent_count)
        ears = Ears(people)
        async with rushing(people, 4, 6.0) as rush:
            for _ in range(CUTS):
                await asyncio.sleep(chance.uniform(0.2, 2.0))
                people.forget_rings()
                cut = time.perf_counter()
                relay.cut()
                worst.away_s = max(worst.away_s, (await people.ring()).invited_at - cut)
        worst.heard(ears, people, rush.left)
        await people.serve_all()
        await people.leave()
        drill.none("talks that ended by it", worst.lost_talks)
        drill.at_most("longest silence of a talking side", worst.talk_ms, GAP_MS_MAX, "ms")
        drill.none("waiting callers who were put off", worst.lost_waits)
        drill.none("served out of order", people.out_of_order())
        drill.at_most("cut to the next ring", worst.away_s, AWAY_S_MAX, "s")
        found = drill + await settled(drill.drill, center)
        await _without(center, relay)
    return found


async def twice_and_late(center: DrillCenter, quick: bool) -> list[Finding]:
    """Events of Asterisk's doubled and reordered; intents doubled and late; the fact stream said again, backwards."""
    drill = Findings("a message twice, late or out of order")
    people = People(center)
    served = 60 if quick else 300
    async with relaying(("127.0.0.1", center.node.ws_port), random.Random(6)) as relay:
        await _through(center, relay)
        await people.fill(center.agent_count, center.agent_count)
        ears = Ears(people)
        async with rushing(people, 7, 20.0) as rush:
            await center.until(lambda: len(rush.waits_s) >= served, f"{served} are served", 120)
        worst = Worst()
        worst.heard(ears, people, rush.left)
        await people.serve_all()
        await people.leave()
        drill.told("events told twice", relay.twice)
        drill.told("events told late", relay.late)
        drill.none("talks that ended by it", worst.lost_talks)
        drill.none("waiting callers who were put off", worst.lost_waits)
        await _intents(drill, center)
        drill.told("facts said again, backwards", await _say_facts_again(center))
        found = drill + await settled(drill.drill, center)
        await _without(center, relay)
    return found


async def _intents(drill: Findings, center: DrillCenter) -> None:
    said = len(center.diary.facts)
    away = SetPresence(agent=1, presence=Presence.NOT_READY, reason="break")
    first, second = await center.intend(away, times=2)
    center.diary.read()
    done = sum(isinstance(one.fact, PresenceChanged) for one in center.diary.facts[said:])
    drill.exactly("an intent sent twice was carried out", done, 1)
    drill.none("answers to it that differ", first != second)
    late = (await center.intend(SetPresence(agent=1, presence=Presence.READY, device=1), sent_s_ago=60))[0]
    drill.none("intents of a minute ago that were carried out", late.refused is None)
    await center.intend(SetPresence(agent=1, presence=Presence.READY, device=1))


async def _say_facts_again(center: DrillCenter) -> int:
    """The newest entries of the stream once more at its end, last first; then more facts behind them."""
    entries: Any = await center.redis.xrevrange(wire.FACTS_STREAM, count=FACTS_AGAIN)
    for _, fields in entries:
        await center.redis.xadd(wire.FACTS_STREAM, {"f": fields[b"f"]})
    people = People(center)
    people.place()
    await people.are(1, 0)
    await people.leave()
    return len(entries)
