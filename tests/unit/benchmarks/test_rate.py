import math
import os

from benchmarks.goals import Goal
from benchmarks.rate import Step, cpu_ms, cpu_seconds, highest, lateness, rows


def step(rate: int, late: float = 10.0, cpu: float = 1.0) -> Step:
    return Step(rate=rate, calls=rate * 10, late=late, cpu_seconds=cpu)


def test_the_highest_rate_is_the_last_before_one_was_too_much() -> None:
    assert highest([step(20), step(40, late=500.0), step(60, late=501.0)]) == 40
    assert highest([step(20, late=900.0)]) == 0
    assert highest([]) == 0


def test_a_caller_who_is_never_rung_waits_for_ever() -> None:
    placed = {str(n): 1.0 for n in range(10)}
    assert math.isclose(lateness(placed, dict.fromkeys(placed, 1.25)), 250.0)
    assert lateness(placed, {}) == math.inf


def test_a_call_costs_what_was_used_over_all_rates_that_both_took() -> None:
    steps = [step(20, cpu=1.0), step(40, cpu=2.0), step(60, cpu=60.0)]
    assert cpu_ms(steps, 40) == 5.0
    assert math.isnan(cpu_ms(steps, 0))


def test_a_center_that_takes_less_misses_the_goal() -> None:
    rate, cpu = rows([step(20), step(40, late=900.0)], [step(20), step(40)], 200)
    assert isinstance(rate, Goal)
    assert not rate.met
    assert "rate 20 / 40" in rate.said
    assert isinstance(cpu, Goal)
    assert cpu.met
    rate, _ = rows([step(20), step(40)], [step(20), step(40)], 40)
    assert isinstance(rate, Goal)
    assert rate.met
    assert "the bench's end" in rate.said


def test_a_process_uses_time() -> None:
    assert cpu_seconds([os.getpid()]) > 0
