import math

from benchmarks.figures import Figures


def figures(*milliseconds: float) -> Figures:
    return Figures(list(milliseconds))


def test_seconds_are_kept_as_milliseconds() -> None:
    measured = Figures()
    measured.add(0.25)
    assert measured.values == [250]


def test_a_quantile_is_a_measured_value_by_nearest_rank() -> None:
    measured = figures(*range(20, 0, -1))
    assert (measured.p50, measured.p95, measured.quantile(1), measured.quantile(0)) == (10, 19, 20, 1)


def test_one_value_is_every_quantile() -> None:
    assert (figures(7).p50, figures(7).p95) == (7, 7)


def test_without_values_nothing_is_said() -> None:
    assert math.isnan(figures().p50)


def test_the_figures_of_several_turns_are_one_set() -> None:
    measured = figures(1, 2)
    measured.extend(figures(9))
    assert measured.values == [1, 2, 9]
