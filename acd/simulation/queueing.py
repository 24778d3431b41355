"""The routing core as a queueing system: Poisson arrivals, exponential handling and patience, and a PBX that takes no time.

What queueing theory calls M/M/c (nobody gives up) and M/M/c+M. The core is the real one, with its facts and its live state; only
the world is simple, because only of a simple world the exact answers are known. A phone that rings is picked up at once, so that
the queue's wait is the whole wait; there is no wrap-up.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from math import sqrt
from random import Random
from typing import Final

import msgspec

from acd.core.commands import Command, HangUp, LegId, Publish, RingDevice
from acd.core.events import Event, IntentReceived, LegAnswered, LegArrived, LegHungUp, PbxRecovered
from acd.core.floor import Floor
from contracts import facts as f
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.ids import AgentId, InteractionId, Microseconds
from contracts.intents import IntentEnvelope, SetPresence
from contracts.vocabulary import DeviceKind, Presence, SegmentKind, VisitOutcome
from telephony.core.causes import HangupCause
from telephony.fake.schedule import Schedule

SECOND: Final[Microseconds] = 1_000_000
NODE: Final = "local"
QUEUE: Final = 1
NUMBER: Final = "+4940100"
WAITING_MAX: Final = 1_000_000


class System(msgspec.Struct, frozen=True):
    """M/M/c, or M/M/c+M when `patience_s` (the mean) is there."""

    arrivals_per_h: float
    aht_s: float
    agents: int
    patience_s: float | None = None

    @property
    def name(self) -> str:
        return "M/M/c" if self.patience_s is None else "M/M/c+M"

    @property
    def arrivals_of_memory(self) -> float:
        """Roughly how many calls it takes until the system has forgotten where it was: its relaxation time in arrivals.

        M/M/c: 1 / (c mu (1 - sqrt(rho))^2), Morse 1955. With patience a queue drains by itself: the longer of the two means.
        """
        per_second = self.arrivals_per_h / 3_600
        if self.patience_s is not None:
            return per_second * max(self.aht_s, self.patience_s)
        served = self.agents / self.aht_s
        return max(per_second / (served * (1 - sqrt(per_second / served)) ** 2), per_second * self.aht_s)


class Visit(msgspec.Struct):
    """What became of one caller. `wait` in microseconds; `busy` is agents' talking time until this caller came, in microseconds."""

    came_at: int
    busy: int
    wait: Microseconds = 0
    answered: bool = False


def configuration(agents: int) -> CenterConfiguration:
    return CenterConfiguration(
        version=1,
        published_at=0,
        queues=[QueueConfiguration(id=QUEUE, name="Queue", wrap_up_seconds=0, waiting_max=WAITING_MAX, record=False)],
        agents=[AgentConfiguration(id=n, name=f"Agent {n}", queues=[QUEUE], devices=[n]) for n in range(1, agents + 1)],
        devices=[DeviceConfiguration(id=n, kind=DeviceKind.SIP_FIXED, agent=n, contact="sip:a") for n in range(1, agents + 1)],
        numbers=[NumberConfiguration(id=1, number=NUMBER, queue=QUEUE)],
    )


class QueueingRun:
    """One run from an empty system. Arrivals, handling and patience have chance of their own: the core cannot shift them."""

    def __init__(
        self, system: System, seed: int, center: CenterConfiguration | None = None, pace: Mapping[AgentId, float] | None = None
    ) -> None:
        """`center`: another than that of one queue; callers dial any of its numbers, each as likely. `pace`: by how much an agent's
        talks are longer than the system's."""
        self.schedule: Final = Schedule(0)
        self._center: Final = center or configuration(system.agents)
        self._pace: Final = pace or {}
        self.floor: Final = Floor(1, self._center)
        self.visits: Final[list[Visit]] = []
        self._system: Final = system
        self._gaps, self._handling, self._patience = (Random(f"{part} {seed}") for part in ("gaps", "handling", "patience"))
        self._choice: Final = Random(f"numbers {seed}")
        self._open: dict[InteractionId, Visit] = {}
        self._waiting: dict[LegId, Visit] = {}
        self._came: Visit | None = None
        self._talking = 0
        self._busy = self._busy_at = 0
        self._carry_out(self.floor.start(0))
        self._tell(PbxRecovered(0, NODE, []))
        for agent in range(1, system.agents + 1):
            intent = SetPresence(agent=agent, presence=Presence.READY)
            self._tell(IntentReceived(0, IntentEnvelope(id=str(agent), sent_at=0, by=1, intent=intent)))

    def run(self, arrivals: int) -> None:
        """Until so many have come and each has been served or given up."""
        self._next(arrivals)
        while self.schedule.step():
            pass

    def _after(self, chance: Random, mean_s: float) -> int:
        return round(chance.expovariate(1 / mean_s) * SECOND)

    def _next(self, left: int) -> None:
        if left:
            self.schedule.after(self._after(self._gaps, 3_600 / self._system.arrivals_per_h), lambda: self._arrive(left))

    def _arrive(self, left: int) -> None:
        self._next(left - 1)
        now = self.schedule.now
        self._count_busy(0)
        leg = f"c{left}"
        visit = self._came = Visit(now, self._busy)
        self.visits.append(visit)
        dialled = self._choice.choice(self._center.numbers).number
        self._tell(LegArrived(now, leg, NODE, dialled=dialled, caller="+4940123"))
        if self._system.patience_s is not None:
            patience = self._after(self._patience, self._system.patience_s)
            if not visit.answered:
                self._waiting[leg] = visit
                self.schedule.after(patience, lambda: self._give_up(leg))

    def _give_up(self, leg: LegId) -> None:
        if not self._waiting.pop(leg).answered:
            self._tell(LegHungUp(self.schedule.now, leg, HangupCause.NORMAL))

    def _tell(self, event: Event) -> None:
        self._carry_out(self.floor.handle(event))

    def _carry_out(self, commands: list[Command]) -> None:
        """The PBX answers in the same instant: a phone is picked up, a leg that is hung up is over."""
        for event in [event for command in commands for event in self._answers(command)]:
            self._tell(event)

    def _answers(self, command: Command) -> Iterator[Event]:
        now = self.schedule.now
        match command:
            case Publish():
                self._hear(command.envelope.fact)
            case RingDevice():
                yield LegAnswered(now, command.leg)
                # Drawn in the order in which agents begin: the core decides who, never how long.
                aht_s = self._system.aht_s * self._pace.get(command.agent, 1.0)
                self.schedule.after(self._after(self._handling, aht_s), lambda: self._hang_up(command.leg))
            case HangUp():
                yield LegHungUp(now, command.leg, command.cause)

    def _hang_up(self, leg: LegId) -> None:
        self._tell(LegHungUp(self.schedule.now, leg, HangupCause.NORMAL))

    def _hear(self, fact: f.Fact) -> None:
        match fact:
            case f.InteractionQueued() if self._came is not None:
                self._open[fact.interaction] = self._came
                self._came = None
            case f.QueueVisitEnded():
                visit = self._open.pop(fact.interaction)
                visit.wait = self.schedule.now - visit.came_at
                visit.answered = fact.outcome is VisitOutcome.ANSWERED
            case f.InteractionConnected():
                self._count_busy(1)
            case f.SegmentEnded() if fact.segment is SegmentKind.TALKING:
                self._count_busy(-1)

    def _count_busy(self, change: int) -> None:
        now = self.schedule.now
        self._busy += self._talking * (now - self._busy_at)
        self._busy_at = now
        self._talking += change


def run(
    system: System, arrivals: int, seed: int, center: CenterConfiguration | None = None, pace: Mapping[AgentId, float] | None = None
) -> list[Visit]:
    """Every caller of a run, in the order of arrival. `center`, `pace`: see QueueingRun."""
    one = QueueingRun(system, seed, center, pace)
    # What lives from call to call is not looked through again and again; the engine does the same.
    gc.freeze()
    try:
        one.run(arrivals)
    finally:
        gc.unfreeze()
    return one.visits
