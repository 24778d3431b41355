from collections.abc import Callable

from acd.engine.timers import DEAD_MAX, Timers


class Bench:
    """A loop with hands: time goes on when told."""

    def __init__(self) -> None:
        self.now = 0
        self.alarms: list[Alarm] = []
        self.rung: list[str] = []
        self.timers: Timers[str] = Timers(self.set_alarm, lambda: self.now)
        self.timers.ring = self.rung.append

    def set_alarm(self, at: int, callback: Callable[[], None]) -> "Alarm":
        self.alarms.append(Alarm(self, at, callback))
        return self.alarms[-1]

    def pass_to(self, now: int) -> None:
        self.now = now
        for alarm in [alarm for alarm in self.alarms if alarm.at <= now]:
            self.alarms.remove(alarm)
            alarm.callback()


class Alarm:
    def __init__(self, bench: Bench, at: int, callback: Callable[[], None]) -> None:
        self.bench, self.at, self.callback = bench, at, callback

    def cancel(self) -> None:
        self.bench.alarms.remove(self)


def test_timers_ring_in_order_of_time_and_one_alarm_serves_all() -> None:
    bench = Bench()
    for name, at in [("late", 30), ("early", 10), ("middle", 20)]:
        bench.timers.set(name, at)
    assert len(bench.alarms) == 1
    bench.pass_to(20)
    assert bench.rung == ["early", "middle"]
    bench.pass_to(30)
    assert bench.rung == ["early", "middle", "late"]


def test_a_cancelled_timer_is_silent_and_one_set_anew_rings_once() -> None:
    bench = Bench()
    bench.timers.set("gone", 10)
    bench.timers.set("moved", 10)
    bench.timers.cancel("gone")
    bench.timers.set("moved", 20)
    bench.pass_to(10)
    assert bench.rung == []
    bench.pass_to(20)
    bench.pass_to(40)
    assert bench.rung == ["moved"]


def test_what_rings_first_may_cancel_what_is_due_in_the_same_instant() -> None:
    bench = Bench()

    def ring(name: str) -> None:
        bench.rung.append(name)
        bench.timers.cancel("second")

    bench.timers.ring = ring
    bench.timers.set("first", 10)
    bench.timers.set("second", 10)
    bench.pass_to(10)
    assert bench.rung == ["first"]


def test_timers_set_and_cancelled_for_ever_leave_nothing_behind() -> None:
    bench = Bench()
    for number in range(5 * DEAD_MAX):
        bench.timers.set(str(number), 1_000_000)
        bench.timers.cancel(str(number))
    assert len(bench.timers) == 0
    assert len(bench.timers._heap) <= DEAD_MAX + 1
