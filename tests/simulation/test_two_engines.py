"""Two and three engines on one machine, run one step at a time in any order, stopped, woken and killed between any two steps.

The decisions are the real ones (acd.engine.leadership.standing); the kernel, the processes and Asterisk are modelled by what they
promise: a lock belongs to one process until that process is dead, SIGKILL also ends a stopped process, one clock counts for all,
Asterisk carries out what any socket says, at any time after it was said, and what a process had said before it died is still heard.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from acd.engine.leadership import LATE_LOOKS, LEASE_S, LOOK_S, NANOSECONDS, START_S, Lease, Standing, believed, standing
from launch.identity import ProcessIdentity

ENGINES = 3
TAKEOVER_S_MAX = 5.0


@dataclass
class Order:
    """Something an engine has told Asterisk."""

    epoch: int
    said_by: Engine


@dataclass
class Engine:
    """A process: a generator that yields after every step that others could notice, or could come in front of."""

    number: int
    world: World
    identity: ProcessIdentity
    alive: bool = True
    stopped: bool = False
    epoch: int = 0
    serving: bool = False
    said: list[Order] = field(default_factory=list)
    steps: Iterator[None] = field(init=False)

    unsigned_since_ns: int | None = None

    def _lease(self) -> Lease | None:
        """acd.engine.leadership.Leadership.lease."""
        world = self.world
        signed = world.lease
        alive = signed is not None and any(one.alive and one.identity == signed.holder for one in world.engines)
        if alive:
            self.unsigned_since_ns = None
        elif self.unsigned_since_ns is None:
            self.unsigned_since_ns = world.now_ns
        holder = world.holder.identity if world.holder is not None and world.holder.alive else None
        return believed(signed, signer_alive=alive, holder=holder, unsigned_since_ns=self.unsigned_since_ns or 0)

    def __post_init__(self) -> None:
        self.steps = self._run()

    def _run(self) -> Iterator[None]:
        """acd.engine.leadership.until_leading, then acd.__main__.serve."""
        world, late = self.world, 0
        while True:
            locked = world.try_lock(self)
            yield
            lease = self._lease()
            now = standing(locked=locked, lease=lease, now_ns=world.now_ns)
            if now is Standing.LEAD:
                break
            late = late + 1 if now is Standing.END_THE_LEADER else 0
            if late >= LATE_LOOKS:
                yield
                doomed = self._lease()
                if doomed is not None and world.now_ns > doomed.until_ns:
                    yield
                    world.kill(doomed.holder)
            yield
        world.lease = None
        yield
        world.sign(self, START_S)
        yield
        self.epoch = world.newest_epoch() + 1
        yield
        world.write(self)
        world.owner = self
        self.serving = True
        yield
        while True:
            world.sign(self, LEASE_S)
            yield
            order = Order(self.epoch, self)
            # Decided, not yet said: here a pause does the most harm.
            yield
            world.say(order)
            yield
            world.write(self)
            yield


class World:
    """The machine, its kernel, and one Asterisk."""

    def __init__(self) -> None:
        self.now_ns = NANOSECONDS
        self.lease: Lease | None = None
        self.holder: Engine | None = None
        self.owner: Engine | None = None
        self.journal: list[int] = []
        self.said: list[Order] = []
        self.carried_out: list[Order] = []
        self._numbers = itertools.count(1)
        self.engines = [self._fresh(number) for number in range(ENGINES)]

    def _fresh(self, number: int) -> Engine:
        return Engine(number, self, ProcessIdentity(next(self._numbers), 1, "boot"))

    # -- what the kernel promises

    def try_lock(self, engine: Engine) -> bool:
        if self.holder is None or not self.holder.alive:
            self.holder = engine
        return self.holder is engine

    def kill(self, identity: ProcessIdentity) -> None:
        """SIGKILL by a handle: it meets that process or none."""
        for engine in self.engines:
            if engine.identity == identity:
                self.end(engine)

    def end(self, engine: Engine) -> None:
        engine.alive = engine.serving = False

    def sign(self, engine: Engine, seconds: float) -> None:
        self.lease = Lease(self.now_ns + round(seconds * NANOSECONDS), engine.identity)

    # -- what an engine does to the world

    def newest_epoch(self) -> int:
        return max(self.journal, default=0)

    def write(self, engine: Engine) -> None:
        self.journal.append(engine.epoch)

    def say(self, order: Order) -> None:
        order.said_by.said.append(order)
        self.said.append(order)

    # -- what happens

    def run(self, number: int) -> None:
        engine = self.engines[number]
        if engine.alive and not engine.stopped:
            next(engine.steps)

    def deliver(self, number: int) -> None:
        """Asterisk carries out the next order from a socket, be its other end alive or not."""
        for engine in [self.engines[number]]:
            if engine.said:
                self.carried_out.append(engine.said.pop(0))

    def start_again(self, number: int) -> None:
        """The supervisor's part: only what has ended is started. Asterisk hears a dead process out."""
        engine = self.engines[number]
        if not engine.alive:
            self.carried_out += engine.said
            self.engines[number] = self._fresh(number)

    def happen(self, what: str, number: int, seconds: float) -> None:
        engine = self.engines[number]
        match what:
            case "run":
                self.run(number)
            case "time":
                self.now_ns += round(seconds * NANOSECONDS)
            case "stop":
                engine.stopped = engine.alive
            case "wake":
                engine.stopped = False
            case "kill":
                self.end(engine)
            case "start":
                self.start_again(number)
            case "deliver":
                self.deliver(number)

    def is_sound(self) -> None:
        """Must hold after whatever happened."""
        serving = [engine for engine in self.engines if engine.serving]
        assert len(serving) <= 1, "two engines could give orders"
        assert self.journal == sorted(self.journal), "a fact of an older epoch stands behind a newer one's"
        epochs = [order.epoch for order in self.said]
        assert epochs == sorted(epochs), "an older engine gave an order after a newer one"
        for late, newest in zip(self.carried_out, itertools.accumulate((order.epoch for order in self.carried_out), max), strict=True):
            assert late.epoch == newest or not late.said_by.alive, "Asterisk was told by two living engines"

    def rest(self, seconds: float) -> float | None:
        """Nothing more happens to anybody: how long until an engine serves, None when none does within `seconds`."""
        began = self.now_ns
        while self.now_ns - began <= seconds * NANOSECONDS:
            if any(engine.serving and not engine.stopped for engine in self.engines):
                return (self.now_ns - began) / NANOSECONDS
            for number in range(ENGINES):
                for _ in range(2):  # one look of whoever stands by
                    self.run(number)
            self.is_sound()
            self.now_ns += round(LOOK_S * NANOSECONDS)
        return None


HAPPENINGS = st.tuples(
    st.sampled_from(["run", "run", "run", "run", "run", "time", "stop", "wake", "kill", "start", "deliver"]),
    st.integers(0, ENGINES - 1),
    st.sampled_from([0.05, 0.5, 2.0, 3.0, 10.0, 100.0]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HAPPENINGS, max_size=150))
def test_never_do_two_engines_act_whatever_is_stopped_woken_or_killed_when(happenings: list[tuple[str, int, float]]) -> None:
    world = World()
    for what, number, seconds in happenings:
        world.happen(what, number, seconds)
        world.is_sound()


@settings(max_examples=150, deadline=None)
@given(st.lists(HAPPENINGS, max_size=150), st.integers(0, ENGINES - 1))
def test_somebody_leads_soon_as_long_as_one_engine_can_run(happenings: list[tuple[str, int, float]], well: int) -> None:
    world = World()
    for what, number, seconds in happenings:
        world.happen(what, number, seconds)
    world.happen("start", well, 0)
    world.happen("wake", well, 0)
    starting = world.holder is not None and world.holder.alive and not world.holder.serving
    limit = TAKEOVER_S_MAX + (START_S if starting else 0)
    took = world.rest(limit)
    assert took is not None, f"nobody leads after {limit} s"


def test_a_stopped_leader_is_followed_within_its_lease() -> None:
    world = World()
    world.rest(1)
    for _ in range(20):
        world.run(0)
    world.happen("stop", 0, 0)
    took = world.rest(TAKEOVER_S_MAX)
    assert took is not None
    assert took <= LEASE_S + (LATE_LOOKS + 4) * LOOK_S
    assert not world.engines[0].alive


def test_a_leader_that_slept_with_the_whole_machine_is_left_alone() -> None:
    world = World()
    world.rest(1)
    world.happen("time", 0, 100.0)
    for number in (1, 2):
        for _ in range(2 * 9):  # they wake first and look several times
            world.run(number)
    for _ in range(5):
        world.run(0)
    for number in (1, 2):
        for _ in range(2 * 15):
            world.run(number)
    assert world.engines[0].serving


def test_the_model_finds_it_when_a_leader_is_not_ended_but_only_its_lease_believed() -> None:
    """The model must be able to fail: were the lock given away when the lease runs out, two would act."""
    world = World()
    world.rest(1)
    for _ in range(6):  # up to an order that is decided and not yet said
        world.run(0)
    world.happen("stop", 0, 0)
    world.happen("time", 0, 10.0)
    world.holder = None
    for _ in range(20):
        world.run(1)
    try:
        world.is_sound()
    except AssertionError:
        return
    raise AssertionError("two engines act and the model does not see it")
