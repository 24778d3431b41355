"""Any day is held to finding bugs of the kinds that engines are known for, planted one at a time."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation import test_any_day
from tests.support.planted import PLANTS

#: found only after most of the examples (20 s of one core), or by seeded shifts
LATE = frozenset({"kept_for_who_is_gone", "too_many_at_once"})


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize("bug", sorted(PLANTS.keys() - LATE))
def test_a_planted_bug_is_found(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    PLANTS[bug](monkeypatch)
    # Shortening would take longer than finding.
    found = settings(test_any_day.TestAnyDay.settings, phases=[Phase.generate], print_blob=False, report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(test_any_day.AnyDay, settings=found)
