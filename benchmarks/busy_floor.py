"""A busy center without telephones: the routing core with callers and agents who behave like people, in a time of its own.

It says the same facts as an engine with real calls; `run(until)` gives those that fall due. One queue more than the others, MARKED,
has no agents: who waits there is decided from outside alone.
"""

from __future__ import annotations

from random import Random
from typing import Final

import msgspec

from acd.core.commands import AdoptTelephony, AnswerIntent, CancelTimer, Command, LegId, Publish, SetTimer, Timer
from acd.core.events import Event, IntentReceived, LegArrived, TimerFired
from acd.core.floor import Floor
from benchmarks.core import center
from contracts.configuration import CenterConfiguration, NumberConfiguration, QueueConfiguration
from contracts.facts import FactEnvelope
from contracts.ids import DeviceId, Instant
from contracts.intents import IntentEnvelope, SetPresence
from contracts.live import LiveState
from contracts.vocabulary import Presence
from telephony.fake.pbx import FakePbx
from telephony.fake.schedule import Schedule

NODE: Final = "bench"
SECOND: Final = 1_000_000
MARKED: Final = 99
MARKED_NAME: Final = "Marked"
RING_SECONDS: Final = (1.0, 6.0)
TALK_SECONDS: Final = (30.0, 150.0)
WRAP_UP_SECONDS: Final = 15
PBX_MICROSECONDS_MAX: Final = 20_000


class BusyFloor:
    """`agents` agents serve `queues` queues; a caller comes every `gap_seconds` on average. Everything follows from `seed`."""

    def __init__(self, start: Instant, *, agents: int, queues: int, gap_seconds: float, seed: int = 1) -> None:
        self.configuration = configuration(agents, queues)
        self._queues, self._gap_seconds = queues, gap_seconds
        self._chance = Random(seed)
        self._schedule = Schedule(start)
        self._pbx = FakePbx(NODE, self._schedule, self._take, chance=Random(seed))
        self._pbx.on_ring = self._rings
        self._timers: dict[Timer, int] = {}
        self._timer_count = 0
        self._callers = 0
        self._marks: list[LegId] = []
        self._facts: list[FactEnvelope] = []
        self._floor = Floor(1, self.configuration)
        self._carry_out(self._floor.start(start))
        self._pbx.introduce()
        for agent in range(1, agents + 1):
            intent = SetPresence(agent=agent, presence=Presence.READY, device=agent)
            self._take(IntentReceived(start, IntentEnvelope(id=str(agent), sent_at=start, by=1, intent=intent)))
        self._next_caller()

    @property
    def live(self) -> LiveState:
        return self._floor.snapshot()

    def run(self, until: Instant) -> list[FactEnvelope]:
        """What happens up to `until`."""
        self._schedule.run(until)
        facts, self._facts = self._facts, []
        return facts

    def mark(self, now: Instant, waiting: int) -> list[FactEnvelope]:
        """One caller more or less until so many wait in the marked queue: what that says, after all that fell due before."""
        facts = self.run(now)
        while len(self._marks) < waiting:
            leg = self._caller_leg()
            self._marks.append(leg)
            self._pbx.call(LegArrived(now, leg, NODE, dialled=f"+{MARKED}", caller=f"+4941{self._callers:06}"))
        while len(self._marks) > waiting:
            self._pbx.hang_up(self._marks.pop(0))
        # The PBX tells it a moment later, as a real one does.
        return [*facts, *self.run(now + PBX_MICROSECONDS_MAX)]

    def _next_caller(self) -> None:
        self._after(self._chance.expovariate(1 / self._gap_seconds), self._next_caller)
        leg = self._caller_leg()
        queue = self._chance.randint(1, self._queues)
        number = f"+4940{self._callers:06}"
        self._pbx.call(LegArrived(self._schedule.now, leg, NODE, dialled=f"+{queue}", caller=number))

    def _caller_leg(self) -> LegId:
        self._callers += 1
        return f"c{self._callers}"

    def _rings(self, leg: LegId, device: DeviceId) -> None:
        ring = self._chance.uniform(*RING_SECONDS)
        self._after(ring, lambda: self._pbx.pick_up(leg))
        self._after(ring + self._chance.uniform(*TALK_SECONDS), lambda: self._pbx.hang_up(leg))

    def _after(self, seconds: float, callback: object) -> None:
        assert callable(callback)
        self._schedule.after(round(seconds * SECOND), callback)

    def _take(self, event: Event) -> None:
        self._carry_out(self._floor.handle(event))

    def _carry_out(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Publish():
                    self._facts.append(command.envelope)
                case SetTimer():
                    self._set_timer(command.timer, command.at)
                case CancelTimer():
                    self._timers.pop(command.timer, None)
                case AnswerIntent() | AdoptTelephony():
                    pass
                case _:
                    self._pbx.perform(command)

    def _set_timer(self, timer: Timer, at: Instant) -> None:
        self._timer_count += 1
        mark = self._timers[timer] = self._timer_count

        def fire() -> None:
            if self._timers.get(timer) == mark:
                del self._timers[timer]
                self._take(TimerFired(self._schedule.now, timer))

        self._schedule.at(at, fire)


def configuration(agents: int, queues: int) -> CenterConfiguration:
    """That of benchmarks.core, with wrap-up and the marked queue."""
    plain = center(agents, queues)
    marked = QueueConfiguration(id=MARKED, name=MARKED_NAME, record=False)
    return msgspec.structs.replace(
        plain,
        queues=[*(msgspec.structs.replace(queue, wrap_up_seconds=WRAP_UP_SECONDS) for queue in plain.queues), marked],
        numbers=[*plain.numbers, NumberConfiguration(id=MARKED, number=f"+{MARKED}", queue=MARKED)],
    )
