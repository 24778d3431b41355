"""A floor, a PBX and whatever comes: hypothesis chooses what callers, agents and the world do next, and shortens what breaks.

All of acd.simulation.invariants holds after every event, the facts make the snapshot after every step, and in the end everybody gets home.
"""

from __future__ import annotations

from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from acd.core.commands import Timer, TimerKind
from acd.core.events import LegAnswered, LegArrived, PromptsEnded, RecordingFailed, TimerFired
from acd.simulation.centers import AGENTS, DIALLED, QUEUES, device_of
from acd.simulation.run import go_home
from acd.simulation.shift import NODE, Shift
from contracts.intents import ScheduleCallback, SetPresence
from contracts.vocabulary import Phase, Presence
from telephony.fake.pbx import Manners
from tests.support import wishes as w

MILLISECOND: Final = 1_000
SECOND: Final = 1_000_000
CALLERS_MAX: Final = 40
#: who calls again is asked of the same agent first
CUSTOMERS: Final = 9
MANNERS: Final = (Manners(), Manners(), Manners(refuses=0.03, times_out=0.02, doubles=0.05))
CAUSES: Final = (16, 17, 18, 19, 20, 21, 38, 44, 1, 0)
places = st.integers(0, 9)


class AnyDay(RuleBasedStateMachine):
    """`pace` is how long everything takes: with 0 all orders and events are on their way when the next thing happens."""

    def __init__(self) -> None:
        super().__init__()
        self.shift: Shift | None = None
        self.callers = 0
        self.pace = 0

    @property
    def day(self) -> Shift:
        assert self.shift is not None
        return self.shift

    @initialize(
        seed=st.integers(0, 999),
        manners=st.sampled_from(MANNERS),
        pace=st.sampled_from([0, 2 * MILLISECOND, 50 * MILLISECOND, 2 * SECOND]),
        ready=st.sets(st.integers(1, AGENTS), min_size=4),
        talks=st.lists(st.sampled_from(DIALLED[1:4]), max_size=3),
    )
    def opens(self, seed: int, manners: Manners, pace: int, ready: set[int], talks: list[str]) -> None:
        shift = self.shift = Shift(seed, manners)
        self.pace = pace
        shift.pbx.reaches = lambda device: shift.reachable.get(device, True)
        for agent in range(1, AGENTS + 1):
            if agent % 3:
                shift.reach(device_of(agent), True)
        for agent in sorted(ready):
            shift.ask(SetPresence(agent=agent, presence=Presence.READY))
        for dialled in talks:
            self.talks_begin(dialled)

    def _on(self) -> None:
        self.day.schedule.run(self.day.schedule.now + self.pace)

    def _leg(self, place: int, *, ours: bool, answered: bool | None = None) -> str | None:
        legs = [leg for leg in self.day.pbx.legs.values() if (leg.arrival is None) == ours and answered in (None, leg.answered)]
        return legs[place % len(legs)].id if legs else None

    # Callers

    @precondition(lambda self: self.callers < CALLERS_MAX)
    @rule(dialled=st.sampled_from(DIALLED), together=st.integers(1, 3))
    def callers_arrive(self, dialled: str, together: int) -> None:
        for _ in range(together):
            self.callers += 1
            number = f"+4940{self.callers % CUSTOMERS:06}"
            self.day.pbx.call(LegArrived(self.day.schedule.now, f"caller-{self.callers}", NODE, dialled=dialled, caller=number))
        self._on()

    @rule(place=places, digits=st.text("1239#*A", min_size=1, max_size=3))
    def a_caller_presses(self, place: int, digits: str) -> None:
        if (leg := self._leg(place, ours=False)) is not None:
            for digit in digits:
                self.day.pbx.press(leg, digit)
        self._on()

    @rule(place=places)
    def a_caller_hangs_up(self, place: int) -> None:
        if (leg := self._leg(place, ours=False)) is not None:
            self.day.pbx.hang_up(leg)
        self._on()

    # Phones

    @rule(place=places)
    def a_phone_is_picked_up(self, place: int) -> None:
        if (leg := self._leg(place, ours=True, answered=False)) is not None:
            self.day.pbx.pick_up(leg)
        self._on()

    @rule(dialled=st.sampled_from(DIALLED[1:4]))
    def talks_begin(self, dialled: str) -> None:
        """Whatever rings is picked up: most wishes are about a talk."""
        self.callers_arrive(dialled, 1)
        self.day.schedule.run(self.day.schedule.now + 20 * MILLISECOND)
        self._everybody_picks_up()
        self._on()

    def _everybody_picks_up(self) -> None:
        for leg in [leg.id for leg in self.day.pbx.legs.values() if leg.arrival is None]:
            self.day.pbx.pick_up(leg)
        self.day.schedule.run(self.day.schedule.now + 20 * MILLISECOND)

    @rule(place=places, cause=st.sampled_from(CAUSES))
    def a_phone_hangs_up(self, place: int, cause: int) -> None:
        if (leg := self._leg(place, ours=True)) is not None:
            self.day.pbx.hang_up(leg, cause)
        self._on()

    @rule(agent=st.integers(1, AGENTS + 1), reachable=st.booleans())
    def a_browser_comes_or_goes(self, agent: int, reachable: bool) -> None:
        if agent % 3:
            self.day.reach(device_of(agent), reachable)
        self._on()

    # Wishes

    @rule(wish=w.wishes)
    def somebody_wants_something(self, wish: w.Wish) -> None:
        self._wish(wish)

    @rule(wishes=st.lists(w.sensible_wishes, min_size=1, max_size=4), answered=st.booleans())
    def somebody_makes_use_of_a_talk(self, wishes: list[w.Wish], answered: bool) -> None:
        """Things that fit, one after the other; whom they ring picks up, or not."""
        if not any(one.phase is Phase.CONNECTED for one in self.day.floor.snapshot().interactions.values()):
            for agent in range(1, AGENTS + 1):
                self.day.ask(SetPresence(agent=agent, presence=Presence.READY))
            self.talks_begin(DIALLED[1])
        for wish in wishes:
            self._wish(wish)
            self.day.schedule.run(self.day.schedule.now + 20 * MILLISECOND)
            if answered:
                self._everybody_picks_up()

    @rule(wish=w.wishes, times=st.integers(2, 3))
    def somebody_presses_twice(self, wish: w.Wish, times: int) -> None:
        for _ in range(times):
            self._wish(wish)

    def _wish(self, wish: w.Wish) -> None:
        self.day.ask(w.intent(wish, self.day.floor.snapshot(), self.day.schedule.now))
        self._on()

    @rule(
        dialled=st.sampled_from(DIALLED[1:4]),
        ends=st.lists(st.tuples(places, st.sampled_from(CAUSES), st.booleans()), min_size=2, max_size=6),
        leaves=st.none() | st.integers(1, AGENTS),
    )
    def a_busy_hour(self, dialled: str, ends: list[tuple[int, int, bool]], leaves: int | None) -> None:
        """Everybody is ready and more call than can be served; some hang up, on both sides, and somebody goes home."""
        for agent in range(1, AGENTS + 1):
            self.day.ask(SetPresence(agent=agent, presence=Presence.READY))
        for _ in range(3):
            self.callers_arrive(dialled, 2)
        for place, cause, ours in ends:
            self._everybody_picks_up()
            if (leg := self._leg(place, ours=ours)) is not None:
                self.day.pbx.hang_up(leg, cause)
            self.day.schedule.run(self.day.schedule.now + 4 * SECOND)
        if leaves is not None:
            self.day.ask(SetPresence(agent=leaves, presence=Presence.OFFLINE))
        self._on()

    @rule(
        queue=st.integers(1, QUEUES),
        after=st.sampled_from([0, 5]),
        for_agent=st.none() | st.integers(1, AGENTS),
        away=st.booleans(),
        answered=st.booleans(),
    )
    def callbacks_are_arranged(self, queue: int, after: int, for_agent: int | None, away: bool, answered: bool) -> None:
        """One is due soon, or while the node is away; an agent takes it, and the customer answers, or not."""
        now = self.day.schedule.now
        wish = ScheduleCallback(queue=queue, number="+4930111111", at=now + after * SECOND, for_agent=for_agent)
        if away:
            self.day.pbx.disconnect()
            self.day.schedule.after(8 * SECOND, self._reconnect)
        for agent in range(1, AGENTS + 1):
            self.day.ask(SetPresence(agent=agent, presence=Presence.READY))
        self.day.ask(wish)
        self.day.schedule.run(now + 6 * SECOND)
        self._everybody_picks_up()
        self.day.schedule.run(self.day.schedule.now + 6 * SECOND)
        if answered:
            self._everybody_picks_up()
        self.day.schedule.run(self.day.schedule.now + 15 * SECOND)

    # Time and the world

    @rule(seconds=st.sampled_from([0.001, 0.1, 1, 3, 6, 11, 21, 31, 90]))
    def time_passes(self, seconds: float) -> None:
        self.day.schedule.run(self.day.schedule.now + round(seconds * SECOND))

    @rule()
    def a_configuration_is_published(self) -> None:
        if self.day.alive:
            self.day.publish()
        self._on()

    @rule(seconds=st.sampled_from([0.1, 1, 20, 40]), dies=st.booleans())
    def the_node_goes_and_comes(self, seconds: float, dies: bool) -> None:
        if dies:
            self.day.pbx.crash()
        else:
            self.day.pbx.disconnect()
        self.day.schedule.after(round(seconds * SECOND), self._reconnect)
        self._on()

    def _reconnect(self) -> None:
        if self.day.alive:
            self.day.pbx.reconnect()

    @rule()
    def the_engine_is_killed(self) -> None:
        self.day.kill(torn=False)
        self._on()

    @rule()
    def the_engine_dies_in_the_middle_of_the_next_event(self) -> None:
        self.day.tear_next = self.day.alive
        self._on()

    @rule(kind=st.sampled_from(TimerKind), place=places, known=st.booleans())
    def news_of_nothing(self, kind: TimerKind, place: int, known: bool) -> None:
        """Timers too early or of nobody, answers twice, ends of what has ended."""
        shift, now = self.day, self.day.schedule.now
        timers = sorted(shift.floor.center.timers)
        timer = timers[place % len(timers)] if known and timers else Timer(kind, w.NOBODY)
        shift.deliver(TimerFired(now, timer))
        answered = self._leg(place, ours=True, answered=True)
        shift.deliver(LegAnswered(now, answered or w.NOBODY))
        interaction = w.choose(list(shift.floor.center.interactions), place)
        shift.deliver(PromptsEnded(now, self._leg(place, ours=False) or w.NOBODY, f"{interaction}.p999"))
        shift.deliver(RecordingFailed(now, interaction, f"{interaction}-999", "no"))
        self._on()

    @invariant()
    def facts_make_the_snapshot(self) -> None:
        # Between a death and the restart the floor may know more than was written down.
        if self.shift is not None and self.shift.alive:
            self.shift.check_contract()
            self.shift.chronicle.check_conservation()

    def teardown(self) -> None:
        if self.shift is None:
            return
        # Nobody else hangs up at the outside.
        for leg in [leg.id for leg in self.shift.pbx.legs.values() if leg.arrival is None]:
            self.shift.pbx.hang_up(leg)
        go_home(self.shift)


TestAnyDay: Any = AnyDay.TestCase
TestAnyDay.settings = settings(
    max_examples=300,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_every_kind_of_intent_can_be_wished() -> None:
    """A field that is new needs somebody who fills it in."""
    floor_knows = {"agent", "interaction", "offer", "party", "callback", "at"}
    from msgspec.structs import fields

    assert {field.name for kind in w.KINDS for field in fields(kind)} <= floor_knows | set(w.PLAIN)
