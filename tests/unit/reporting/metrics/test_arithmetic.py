"""Sets of spans and percentiles against their plain meaning."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reporting.metrics.arithmetic import Span, percentile, ratio, subtract, union

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)))


def points(of: list[Span]) -> set[int]:
    return {n for start, end in of for n in range(start, end)}


def test_a_ratio_over_nothing_is_no_value() -> None:
    assert ratio(0, 0) is None
    assert ratio(0, 5) == 0


@given(spans)
def test_a_union_holds_every_point_once_and_in_order(of: list[Span]) -> None:
    merged = union(of)
    assert points(merged) == points(of)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(merged))


@given(spans, spans)
def test_subtraction_leaves_exactly_the_other_points(of: list[Span], taken: list[Span]) -> None:
    left = subtract(union(of), union(taken))
    assert points(left) == points(of) - points(taken)
    assert sum(end - start for start, end in left) == len(points(left))


@given(st.lists(st.integers(0, 100), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_values_do_not_exceed(values: list[int], percent: int) -> None:
    values.sort()
    found = percentile(values, percent)
    assert found is not None
    assert sum(v <= found for v in values) * 100 >= percent * len(values)
    assert all(sum(v <= smaller for v in values) * 100 < percent * len(values) for smaller in values if smaller < found)
