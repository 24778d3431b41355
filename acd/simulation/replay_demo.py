"""A synthetic day of a large center, for the benchmark and for trying a replay out: 500 agents, 60,000 callers, 20 queues."""

from __future__ import annotations

from math import pi, sin
from random import Random
from typing import Final

from contracts.configuration import AgentConfiguration, CenterConfiguration, QueueConfiguration
from contracts.ids import Instant, Microseconds
from contracts.replays import RecordedDay, ReplayedCaller, ReplayedPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import Presence

SECOND: Final[Microseconds] = 1_000_000
HOUR: Final = 3_600 * SECOND
AGENTS: Final = 500
CALLERS: Final = 60_000
QUEUES: Final = 20
QUEUES_PER_AGENT: Final = 4
#: 2026-06-01 00:00 UTC, a Monday
START: Final[Instant] = 1_780_272_000_000_000
OPENS, CLOSES = 7 * HOUR, 21 * HOUR
TALK_SECONDS: Final = 180
WRAP_UP_SECONDS: Final = 25
PATIENCE_SECONDS: Final = 150
RING_SECONDS: Final = 3
SHIFT: Final = 9 * HOUR
BREAK: Final = 30 * 60 * SECOND


def synthetic_day(agents: int = AGENTS, callers: int = CALLERS, queues: int = QUEUES, seed: int = 1) -> RecordedDay:
    chance = Random(f"day {seed}")
    return RecordedDay(
        start=START,
        end=START + 24 * HOUR,
        configuration=_center(agents, queues),
        callers=_callers(callers, queues, chance),
        presences=_presences(agents, chance),
        seed=seed,
    )


def _center(agents: int, queues: int) -> CenterConfiguration:
    return CenterConfiguration(
        version=1,
        published_at=START,
        queues=[
            QueueConfiguration(
                id=queue,
                name=f"Queue {queue}",
                required_skills=[RequiredSkill(skill=1, level_min=2)] if queue % 2 else [],
                waiting_max=10_000,
                wrap_up_seconds=60,
            )
            for queue in range(1, queues + 1)
        ],
        agents=[
            AgentConfiguration(
                id=agent,
                name=f"Agent {agent}",
                skills={1: 1 + agent % 4},
                queues=sorted({(agent + step * 7) % queues + 1 for step in range(QUEUES_PER_AGENT)}),
            )
            for agent in range(1, agents + 1)
        ],
    )


def _callers(count: int, queues: int, chance: Random) -> list[ReplayedCaller]:
    """More before noon and in the afternoon than at lunch; patience known of the ones who will turn out to need it."""
    arrivals: list[Instant] = []
    while len(arrivals) < count:
        share = chance.random()
        if chance.random() < 0.45 + 0.55 * abs(sin(2 * pi * share)):
            arrivals.append(START + OPENS + round(share * (CLOSES - OPENS)))
    return [
        ReplayedCaller(
            at=at,
            queue=chance.randrange(queues) + 1,
            priority=1 if chance.random() < 0.05 else 0,
            patience=round(chance.expovariate(1 / PATIENCE_SECONDS) * SECOND),
            rings=round(chance.uniform(1, 2 * RING_SECONDS - 1) * SECOND),
            talk=round(chance.expovariate(1 / TALK_SECONDS) * SECOND) + SECOND,
            wrap_up=round(chance.expovariate(1 / WRAP_UP_SECONDS) * SECOND),
        )
        for at in sorted(arrivals)
    ]


def _presences(agents: int, chance: Random) -> list[ReplayedPresence]:
    """A shift each with a break in its middle."""
    found: list[ReplayedPresence] = []
    for agent in range(1, agents + 1):
        begins = START + OPENS + round(chance.random() * (CLOSES - OPENS - SHIFT))
        pause = begins + SHIFT // 2 + round(chance.uniform(-1, 1) * HOUR)
        found += [
            ReplayedPresence(at=begins, agent=agent, presence=Presence.READY),
            ReplayedPresence(at=pause, agent=agent, presence=Presence.NOT_READY, reason="lunch"),
            ReplayedPresence(at=pause + BREAK, agent=agent, presence=Presence.READY),
            ReplayedPresence(at=begins + SHIFT, agent=agent, presence=Presence.OFFLINE),
        ]
    return sorted(found, key=lambda one: (one.at, one.agent))
