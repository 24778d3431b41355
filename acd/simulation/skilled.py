"""Is the engine right about skills? The design of Wallace and Whitt (2004), and agents of different speed, through the real core.

Wallace and Whitt: six kinds of calls, 90 agents, offered load 84 (1.4 calls a minute of each kind, 10 minutes each), every agent with
one, two or all six skills, first the ones whose main skill it is. Here callers have patience, 5 minutes in the mean. With one skill the
center is six M/M/15+M, with all of them one M/M/90+M: for both the exact answer is known (Erlang A). Two skills have none; what others
have measured is quoted beside.

Agents of different speed: where work goes to whoever is idle longest the steady state is that of choosing at random (product form,
e.g. arXiv 1402.3606); for two agents it is written down below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from statistics import fmean
from typing import Final

import msgspec

from acd.simulation import queueing
from acd.simulation.oracles import ARRIVALS_MIN, BATCHES, WARM_UP_MEMORIES, Estimate, estimate
from acd.simulation.queueing import SECOND, System, Visit
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.ids import AgentId
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind, Strategy

KINDS: Final = 6
AGENTS: Final = 90
DESIGN: Final = System(arrivals_per_h=504, aht_s=600, agents=AGENTS, patience_s=300)
ONE_KIND: Final = System(arrivals_per_h=84, aht_s=600, agents=AGENTS // KINDS, patience_s=300)
MAIN_LEVEL: Final = 5
OTHER_LEVEL: Final = 3
#: calls of one batch in the tests, in memories of the system; the table in docs is of runs ten times as long
BATCH_MEMORIES: Final = 15
#: (mean wait of the answered in s, share who give up) of an independent simulation of the same design, two skills each
QUOTED_TWO_SKILLS: Final = (9.1, 0.033)
TWO_SPEEDS: Final = System(arrivals_per_h=42, aht_s=120, agents=2)
#: how much longer the talks of the faster and the slower agent are: speeds 1.25 and 0.75
PACE: Final[Mapping[AgentId, float]] = {1: 1 / 1.25, 2: 1 / 0.75}


class Exact(msgspec.Struct, frozen=True):
    p_wait: float
    wait_s: float
    """Of all callers."""
    p_abandon: float = 0.0


def erlang_a(system: System) -> Exact:
    """M/M/c+M from its birth-death chain. `patience_s` is needed."""
    assert system.patience_s is not None
    load, ratio = system.arrivals_per_h / 3_600 * system.aht_s, system.aht_s / system.patience_s
    chances, n = [1.0], 0
    while n <= system.agents or chances[-1] > 1e-15 * max(chances):
        n += 1
        chances.append(chances[-1] * load / (min(n, system.agents) + max(0, n - system.agents) * ratio))
    total = sum(chances)
    waiting = sum((n - system.agents) * chance for n, chance in enumerate(chances) if n > system.agents) / total
    return Exact(sum(chances[system.agents :]) / total, waiting / load * system.aht_s, waiting * ratio / load)


def two_speeds(system: System, pace: Mapping[AgentId, float]) -> Exact:
    """Two agents of different speed, each as likely when both are idle: with `a` and `b` their loads, the chances of nobody, one or the
    other, both busy are as 1 : a/2 : b/2 : ab/2, and the queue behind is geometric."""
    per_second = system.arrivals_per_h / 3_600
    a, b = (per_second * system.aht_s * pace[agent] for agent in (1, 2))
    rho = 1 / (1 / a + 1 / b)
    both = a * b / 2
    total = 1 + a / 2 + b / 2 + both / (1 - rho)
    return Exact(both / (1 - rho) / total, both * rho / (1 - rho) ** 2 / total / per_second)


def skills_of(agent: AgentId, skills_each: int) -> list[int]:
    """The main skill first. Each pair of a main and a second skill has as many agents as any other."""
    main, turn = (agent - 1) % KINDS, (agent - 1) // KINDS
    others = [(main + 1 + (turn + step) % (KINDS - 1)) % KINDS for step in range(skills_each - 1)]
    return [skill + 1 for skill in (main, *others)]


def skilled_center(skills_each: int) -> CenterConfiguration:
    """Every agent belongs to every queue; who may serve it, skills alone decide, and the main skill goes first."""
    kinds = range(1, KINDS + 1)
    agents = []
    for agent in range(1, AGENTS + 1):
        main, *others = skills_of(agent, skills_each)
        levels = {main: MAIN_LEVEL} | dict.fromkeys(others, OTHER_LEVEL)
        agents.append(AgentConfiguration(id=agent, name=f"Agent {agent}", queues=list(kinds), skills=levels, devices=[agent]))
    queues = [
        QueueConfiguration(
            id=kind,
            name=f"Queue {kind}",
            required_skills=[RequiredSkill(skill=kind)],
            strategy=Strategy.MOST_PROFICIENT,
            wrap_up_seconds=0,
            waiting_max=queueing.WAITING_MAX,
            record=False,
        )
        for kind in kinds
    ]
    devices = [DeviceConfiguration(id=agent.id, kind=DeviceKind.SIP_FIXED, agent=agent.id, contact="sip:a") for agent in agents]
    numbers = [NumberConfiguration(id=kind, number=f"+4940{kind}", queue=kind) for kind in kinds]
    return CenterConfiguration(version=1, published_at=0, queues=queues, agents=agents, devices=devices, numbers=numbers)


def speeds_center(strategy: Strategy) -> CenterConfiguration:
    plain = queueing.configuration(TWO_SPEEDS.agents)
    return msgspec.structs.replace(plain, queues=[msgspec.structs.replace(plain.queues[0], strategy=strategy)])


def _waited(visits: Sequence[Visit]) -> float:
    return fmean(visit.wait > 0 for visit in visits)


def _wait_s(visits: Sequence[Visit]) -> float:
    return fmean(visit.wait for visit in visits) / SECOND


def _answered_wait_s(visits: Sequence[Visit]) -> float:
    return fmean(visit.wait for visit in visits if visit.answered) / SECOND


def _gave_up(visits: Sequence[Visit]) -> float:
    return fmean(not visit.answered for visit in visits)


MEASURES: Final[dict[str, Callable[[Sequence[Visit]], float]]] = {
    "p_wait": _waited,
    "wait_s": _wait_s,
    "answered_wait_s": _answered_wait_s,
    "p_abandon": _gave_up,
}


def measure(
    system: System,
    center: CenterConfiguration,
    exact: Mapping[str, float],
    *,
    seed: int,
    memories: int = BATCH_MEMORIES,
    pace: Mapping[AgentId, float] | None = None,
) -> list[Estimate]:
    """One run in batch means; each of MEASURES that `exact` names beside its value there."""
    memory = max(system.arrivals_of_memory, 1 / (1 - sqrt(0.9)))
    size, warm_up = round(max(ARRIVALS_MIN, memories * memory)), round(WARM_UP_MEMORIES * memory)
    visits = queueing.run(system, warm_up + BATCHES * size, seed, center, pace)[warm_up:]
    batches = [visits[start : start + size] for start in range(0, BATCHES * size, size)]
    return [estimate(name, value, [MEASURES[name](batch) for batch in batches]) for name, value in exact.items()]
