"""The estimated wait against the wait, in systems of which the load is known."""

from __future__ import annotations

import pytest

from acd.simulation.estimate_error import Errors, measure, table
from acd.simulation.queueing import System

ARRIVALS = 6_000
BUSY = System(arrivals_per_h=960, aht_s=180, agents=50)
IMPATIENT = System(arrivals_per_h=1_500, aht_s=180, agents=50, patience_s=180)


@pytest.mark.parametrize("system", [BUSY, IMPATIENT])
def test_the_estimate_is_nearer_than_the_last_wait_and_hardly_biased(system: System) -> None:
    found = measure(system, ARRIVALS)
    bias, absolute, root = found.ours.means()
    _, absolute_last, root_last = found.last.means()
    assert found.ours.count > ARRIVALS / 4
    assert absolute < absolute_last and root < root_last
    assert abs(bias) < 0.1 * found.waited
    assert absolute < 0.25 * found.waited


def test_errors_have_a_sign_and_a_size() -> None:
    errors = Errors()
    errors.add(10, 7)
    errors.add(10, 14)
    assert errors.means() == pytest.approx((-0.5, 3.5, 3.5355), abs=0.001)


def test_the_table_has_a_row_for_each_system() -> None:
    assert len(table([measure(System(arrivals_per_h=960, aht_s=180, agents=50), 3_000)]).splitlines()) == 3
