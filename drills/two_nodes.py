"""kill -9 of each of two Asterisk nodes, one with the callers and one with the agents' phones, everybody talking or waiting."""

from __future__ import annotations

import time
from typing import Final

from contracts.control_facts import PhoneLost, PhoneRejoined
from contracts.facts import DeviceReachable, Fact, InteractionEnded
from contracts.ids import InteractionId
from contracts.vocabulary import EndCause, Phase, RescueEnd
from drills.center import QUEUE, DrillCenter
from drills.findings import Finding, Findings
from drills.people import GAP_MS_MAX, PATIENCE_S, People
from drills.settling import places_lost, settled

#: seconds; the nodes look at each other every two and give up an answer after one
SEEN_S_MAX: Final = 5.0
FREE_S_MAX: Final = 10.0
RING_S_MAX: Final = 10.0
#: seconds: longer than a queue waits for a lost phone
AWAY_S: Final = 60.0


async def run(center: DrillCenter, quick: bool) -> list[Finding]:
    drill = Findings("two nodes")
    people = People(center)
    await people.fill(center.agent_count, center.agent_count)
    await _agents_node_short(center, people, drill)
    await _agents_node_long(center, people, drill)
    await _callers_node(center, people, drill)
    await people.leave()
    return drill + await settled(drill.drill, center)


def in_turn(center: DrillCenter) -> list[InteractionId]:
    """Who waits, in the order in which they are served: by the time at which they entered, which a rescued caller keeps."""
    line = center.diary.live.queues[QUEUE].waiting
    return sorted(line, key=lambda one: (line[one], one))


def _said(center: DrillCenter, since: int, kind: type[Fact]) -> int:
    return sum(isinstance(one.fact, kind) for one in center.diary.facts[since:])


async def _agents_node_dies(center: DrillCenter, people: People, drill: Findings, words: str) -> None:
    """Until its phones are known to be gone, and the customers of its talks have music."""
    count, said = center.agent_count, len(center.diary.facts)
    talking = [center.callers.leg(caller) for caller, _ in people.pairs()]
    on_hold = [center.callers.leg(dialog) for dialog in people.waiting()]
    for leg in (*talking, *on_hold):
        leg.begin()
    waiting = in_turn(center)
    assert center.agents_asterisk is not None
    center.agents_asterisk.kill()
    center.agents.forget()
    gone_s = await center.until(
        lambda: not any(one.reachable_devices for one in center.diary.live.agents.values()), "no phone counts as there"
    )
    music_s = gone_s + await center.until(lambda: _said(center, said, PhoneLost) == count, "all customers of its talks have music")
    drill.at_most(f"agents' node killed{words}: until none of its phones is offered anything", gone_s, SEEN_S_MAX, "s")
    drill.at_most("... until the customers of its talks have music", music_s, SEEN_S_MAX, "s")
    drill.at_most("... longest silence in the music of those who wait", max(leg.silence_ms() for leg in on_hold), GAP_MS_MAX, "ms")
    drill.told("... longest silence of a customer who talked", max(leg.silence_ms() for leg in talking), "ms")
    drill.none("... places in line lost", places_lost(waiting, in_turn(center)))
    drill.none("... interactions that ended", _said(center, said, InteractionEnded))


async def _agents_node_short(center: DrillCenter, people: People, drill: Findings) -> None:
    """Back before the queue has given up the lost phones: talks go on."""
    said = len(center.diary.facts)
    await _agents_node_dies(center, people, drill, "")
    assert center.agents_asterisk is not None
    began = time.perf_counter()
    await center.agents_asterisk.start()
    await people.are(center.agent_count, center.agent_count, "after the agents' node is back")
    await center.until(lambda: _said(center, said, PhoneRejoined) >= center.agent_count, "every lost phone has come to something")
    drill.told("... started again: until all its talks go on", time.perf_counter() - began, "s")
    rejoined = sum(isinstance(one.fact, PhoneRejoined) and one.fact.why is RescueEnd.REJOINED for one in center.diary.facts[said:])
    drill.exactly("... talks that went on", rejoined, center.agent_count)


async def _agents_node_long(center: DrillCenter, people: People, drill: Findings) -> None:
    """Away for longer than that: who talked is the first in line, then who waited."""
    talked = {one.id for one in center.diary.live.interactions.values() if one.phase is Phase.CONNECTED}
    waited = in_turn(center)
    await _agents_node_dies(center, people, drill, " and kept away")
    count = center.agent_count
    await center.until(lambda: center.diary.in_phase(Phase.WAITING) == 2 * count, "all callers wait", AWAY_S)
    line = in_turn(center)
    drill.none("... callers who talked and are not first in line", len(talked - set(line[:count])))
    drill.none("... callers behind them who lost their place", places_lost(waited, line[count:]))
    assert center.agents_asterisk is not None
    await center.agents_asterisk.start()
    await center.until(
        lambda: sum(len(one.reachable_devices) for one in center.diary.live.agents.values()) == count, "all phones are there"
    )
    people.forget_rings()
    began = time.perf_counter()
    await center.make_ready()
    rung = await people.ring()
    await people.are(count, count, "after the agents have signed in again")
    drill.told("... its agents ready again: until the first phone rings", max(0.0, rung.invited_at - began), "s")


async def _callers_node(center: DrillCenter, people: People, drill: Findings) -> None:
    """Its callers are lost. Its agents are not, and the next caller is served."""
    said, count = len(center.diary.facts), center.agent_count
    center.asterisk.kill()
    center.callers.forget()
    free_s = await center.until(lambda: len(center.diary.free()) == count, "all agents are free", PATIENCE_S)
    phones_s = free_s + await center.until(lambda: not center.agents.dialogs, "their phones have hung up", PATIENCE_S)
    ended = [one.fact for one in center.diary.facts[said:] if isinstance(one.fact, InteractionEnded)]
    drill.at_most("callers' node killed and kept away: until all agents are free", free_s, FREE_S_MAX, "s")
    drill.at_most("... until their phones have hung up", phones_s, FREE_S_MAX, "s")
    drill.exactly("... its calls that ended by it", sum(one.cause is EndCause.PBX_LOST for one in ended), 2 * count)
    drill.none("... agents whose phone was lost by it", _said(center, said, DeviceReachable))
    people.forget_rings()
    began = time.perf_counter()
    await center.asterisk.start()
    people.place()
    rung = await people.ring()
    drill.at_most("... started again: until the next ring", rung.invited_at - began, RING_S_MAX, "s")
    await people.are(1, 0)
