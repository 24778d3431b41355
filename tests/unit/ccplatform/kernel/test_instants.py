from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from ccplatform.kernel.instants import instant, moment


@given(st.integers(min_value=-(10**15), max_value=4 * 10**15))
def test_nothing_is_lost_either_way(value: int) -> None:
    assert instant(moment(value)) == value


def test_an_instant_is_the_same_in_every_time_zone() -> None:
    there = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert instant(there) == instant(datetime(2026, 1, 1, 10, tzinfo=UTC))
