from benchmarks.core import Measure
from benchmarks.core_goals import rows
from benchmarks.goals import Goal
from benchmarks.simulated import Measured


def size(agents: int, events_per_second: float) -> Measure:
    return Measure(
        agents=agents, queues=1, waiting=1, events_per_second=events_per_second, mean_us=1, p99_us=1, worst_us=1, memory_mb=1
    )  # fmt: skip


def met(small: float, large: float, million: Measured) -> list[bool]:
    return [row.met for row in rows([size(100, small), size(5_000, large)], million) if isinstance(row, Goal)]


def test_speed_growth_time_and_memory_are_goals() -> None:
    assert met(50_000, 31_000, Measured(100_000, 30.0, 90.0)) == [True, True, True, True]
    assert met(70_000, 29_000, Measured(100_000, 61.0, 1_001.0)) == [False, False, False, False]


def test_what_was_not_measured_is_missed() -> None:
    assert [row.met for row in rows([], Measured(1, 0.0, 1.0)) if isinstance(row, Goal)][:2] == [False, False]
