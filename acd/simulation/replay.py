"""A recorded day through the same core, with another configuration or staffing, in virtual time: `python -m acd.simulation.replay`.

Reads a contracts.replays.ReplayOrder (JSON) from standard input, or makes a synthetic day (`--demo`); writes Replayed (JSON).

What is the same as on the day: when callers came and for what, how long each talked and was wrapped up, how long phones rang, when
those who gave up gave up, and who was signed in. What is not replayed: declined and missed offers, transfers and consultations (a
talk is one piece with its first agent), holds (part of the talk), calls to the outside. A prompt lasts PROMPT_SECONDS.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from acd.core import commands as c
from acd.core.events import Event, IntentReceived, LegAnswered, LegArrived, LegHungUp, PbxRecovered, PromptsEnded, TimerFired
from acd.core.floor import Floor
from acd.simulation.replay_chance import Person, people
from acd.simulation.replay_changes import BadChange, overlaid, playable, staffed, wish_of
from acd.simulation.replay_demo import synthetic_day
from acd.simulation.replay_metrics import Book
from contracts import facts as f
from contracts.ids import Instant, InteractionId, Microseconds
from contracts.intents import FinishWrapUp, Intent, IntentEnvelope, RequestWrapUp, SetPresence
from contracts.replays import PROGRESS, RecordedDay, Replayed, ReplayedPresence, ReplayedSide, ReplayOrder
from contracts.vocabulary import WrapUpMode
from telephony.core.causes import HangupCause
from telephony.fake.schedule import Schedule

SECOND: Final[Microseconds] = 1_000_000
NODE: Final = "replay"
PROMPT_SECONDS: Final = 5
AFTERWARDS: Final = 4 * 3_600 * SECOND
"""Whoever is still there at the end of the day may finish."""
PROGRESS_STEPS: Final = 50
"""How often a run says how far it is."""

Progress = Callable[[float], None]
"""Told a share of the work, 0 to 1."""


class Replay:
    """One run of one day."""

    def __init__(self, day: RecordedDay, persons: Sequence[Person]) -> None:
        self.day: Final = day
        self.schedule: Final = Schedule(day.start)
        self.configuration, self._dialled = playable(day.configuration, day.callers)
        self.book: Final = Book(self.configuration, day.start, day.end)
        self.events = 0
        self._persons: Final = persons
        self._of_leg: Final[dict[c.LegId, Person]] = {}
        self._of_interaction: Final[dict[InteractionId, tuple[c.LegId, Person]]] = {}
        self._timers: Final[dict[c.Timer, int]] = {}
        self._marks = 0
        self._intents = 0
        self._optional: Final = {queue.id for queue in self.configuration.queues if queue.wrap_up is WrapUpMode.OPTIONAL}
        self._agents: Final = {agent.id for agent in self.configuration.agents}
        self.floor: Final = Floor(1, self.configuration)
        self._carry_out(self.floor.start(day.start))
        self._tell(PbxRecovered(day.start, NODE, []))

    def run(self, progress: Progress | None = None) -> ReplayedSide:
        begun = time.process_time()
        self._presence(0)
        self._arrival(0)
        if progress is not None:
            self._report(progress, 1)
        # What lives from call to call is not looked through again and again; the engine does the same.
        gc.freeze()
        try:
            self.schedule.run(self.day.end + AFTERWARDS)
        finally:
            gc.unfreeze()
        return self.book.side(events=self.events, seconds=time.process_time() - begun)

    def _report(self, progress: Progress, step: int) -> None:
        """By callers, not by the clock: at night there is nothing to do."""
        callers = self.day.callers
        if callers and step <= PROGRESS_STEPS:

            def tell() -> None:
                progress(step / PROGRESS_STEPS)
                self._report(progress, step + 1)

            self.schedule.at(callers[(len(callers) - 1) * step // PROGRESS_STEPS].at, tell)

    # The day

    def _arrival(self, index: int) -> None:
        """One at a time: a heap of a whole day's callers would be slow."""
        if index < len(self.day.callers):
            self.schedule.at(self.day.callers[index].at, lambda: self._arrive(index))

    def _arrive(self, index: int) -> None:
        self._arrival(index + 1)
        caller, person, leg = self.day.callers[index], self._persons[index], f"c{index}"
        self._of_leg[leg] = person
        self._tell(LegArrived(self.schedule.now, leg, NODE, dialled=self._dialled[wish_of(caller)], caller=f"+49{index:09}"))
        if person.patience is not None:
            self.schedule.after(person.patience, lambda: self._give_up(leg))

    def _give_up(self, leg: c.LegId) -> None:
        """Not any more once somebody has answered."""
        if self._of_leg.pop(leg, None) is not None:
            self._tell(LegHungUp(self.schedule.now, leg, HangupCause.NORMAL))

    def _presence(self, index: int) -> None:
        if index < len(self.day.presences):
            self.schedule.at(self.day.presences[index].at, lambda: self._change_presence(index))

    def _change_presence(self, index: int) -> None:
        self._presence(index + 1)
        wanted: ReplayedPresence = self.day.presences[index]
        if wanted.agent in self._agents:
            self._ask(SetPresence(agent=wanted.agent, presence=wanted.presence, reason=wanted.reason))

    # What the world does with the core's orders

    def _tell(self, event: Event) -> None:
        self.events += 1
        self._carry_out(self.floor.handle(event))

    def _ask(self, intent: Intent) -> None:
        self._intents += 1
        self._tell(IntentReceived(self.schedule.now, IntentEnvelope(id=str(self._intents), sent_at=self.schedule.now, by=1, intent=intent)))

    def _carry_out(self, commands: list[c.Command]) -> None:
        now = self.schedule.now
        for command in commands:
            match command:
                case c.Publish():
                    self._hear(command.envelope)
                case c.SetTimer():
                    self._set_timer(command.timer, command.at)
                case c.CancelTimer():
                    self._timers.pop(command.timer, None)
                case c.RingDevice():
                    self._ring(command)
                case c.HangUp() | c.Reject():
                    self._of_leg.pop(command.leg, None)
                    over = LegHungUp(now, command.leg, command.cause)
                    self.schedule.at(now, lambda over=over: self._tell(over))  # type: ignore[misc]  # a lambda's default has no type
                case c.DialNumber():
                    # Nobody outside is simulated.
                    busy = LegHungUp(now, command.leg, HangupCause.NO_ANSWER)
                    self.schedule.at(now, lambda busy=busy: self._tell(busy))  # type: ignore[misc]  # the same
                case c.PlayPrompts():
                    self._play(command)

    def _ring(self, order: c.RingDevice) -> None:
        person = self._of_interaction.get(order.interaction)
        rings = person[1].rings if person is not None else 0
        self.schedule.after(rings, lambda: self._tell(LegAnswered(self.schedule.now, order.leg)))

    def _play(self, order: c.PlayPrompts) -> None:
        length = PROMPT_SECONDS * SECOND * len(order.media)
        self.schedule.after(length, lambda: self._tell(PromptsEnded(self.schedule.now, order.leg, order.play)))

    def _set_timer(self, timer: c.Timer, at: Instant) -> None:
        self._marks += 1
        mark = self._timers[timer] = self._marks

        def fire() -> None:
            if self._timers.get(timer) == mark:
                del self._timers[timer]
                self._tell(TimerFired(self.schedule.now, timer))

        self.schedule.at(at, fire)

    # What the core says

    def _hear(self, envelope: f.FactEnvelope) -> None:
        fact = envelope.fact
        self.book.read(envelope)
        match fact:
            case f.InteractionArrived() if fact.leg in self._of_leg:
                self._of_interaction[fact.interaction] = fact.leg, self._of_leg[fact.leg]
            case f.InteractionConnected():
                self._talk(fact)
            case f.WrapUpStarted():
                self._wrap_up(fact)
            case f.HandlingEnded():
                self._of_interaction.pop(fact.interaction, None)

    def _talk(self, fact: f.InteractionConnected) -> None:
        leg, person = self._of_interaction[fact.interaction]
        self._of_leg.pop(leg, None)
        self.schedule.after(person.talk, lambda: self._tell(LegHungUp(self.schedule.now, leg, HangupCause.NORMAL)))
        if fact.queue in self._optional and person.wrap_up:
            self.schedule.after(person.talk - 1, lambda: self._ask(RequestWrapUp(agent=fact.agent, interaction=fact.interaction)))

    def _wrap_up(self, fact: f.WrapUpStarted) -> None:
        known = self._of_interaction.get(fact.interaction)
        length = known[1].wrap_up if known is not None else 0
        if not fact.ends_at or self.schedule.now + length < fact.ends_at:
            self.schedule.after(length, lambda: self._ask(FinishWrapUp(agent=fact.agent, interaction=fact.interaction)))


def replay(order: ReplayOrder, progress: Progress | None = None) -> Replayed:
    """Both sides; `changed` None when nothing is. Raises BadChange, before anything is run."""
    day, other = order.day, _other(order)
    persons = people(day.callers, day.seed)
    sides = 1 if other is None else 2

    def part(side: int) -> Progress | None:
        return None if progress is None else lambda share: progress((side + share) / sides)

    recorded = Replay(day, persons).run(part(0))
    return Replayed(recorded=recorded, changed=None if other is None else Replay(other, persons).run(part(1)))


def _other(order: ReplayOrder) -> RecordedDay | None:
    """The day as it would have been; None when nothing differs."""
    if order.other is None and not order.changed and not order.staffing:
        return None
    day = order.day if order.other is None else msgspec.structs.replace(order.day, configuration=order.other)
    other = staffed(day, order.staffing)
    return msgspec.structs.replace(other, configuration=overlaid(other.configuration, order.changed))


def _tell_progress(share: float) -> None:
    sys.stderr.write(f"{PROGRESS}{share:.3f}\n")
    sys.stderr.flush()


def _demo(changed: str, staffing: str) -> ReplayOrder:
    return ReplayOrder(
        day=synthetic_day(),
        changed=msgspec.json.decode(changed, type=dict[str, object]),
        staffing=msgspec.json.decode(staffing, type=dict[int, int]),
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--demo", action="store_true", help="a synthetic day of 500 agents and 60,000 callers")
    parser.add_argument("--changed", default="{}", help="with --demo: ReplayOrder.changed")
    parser.add_argument("--staffing", default="{}", help="with --demo: ReplayOrder.staffing")
    parser.add_argument("--progress", action="store_true", help="say on standard error how far it is")
    given = parser.parse_args(arguments)
    try:
        order = _demo(given.changed, given.staffing) if given.demo else msgspec.json.decode(sys.stdin.buffer.read(), type=ReplayOrder)
        sys.stdout.write(msgspec.json.encode(replay(order, _tell_progress if given.progress else None)).decode() + "\n")
    except (BadChange, msgspec.ValidationError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
