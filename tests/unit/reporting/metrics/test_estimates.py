"""The error of estimated waits."""

from reporting.metrics.estimates import EstimateErrors, estimate_errors
from reporting.metrics.rows import EstimatedWait


def wait(seconds: int, estimated: int | None) -> EstimatedWait:
    return EstimatedWait(wait=seconds * 1_000_000, estimated_wait=estimated)


def test_errors_have_a_sign_and_a_size() -> None:
    found = estimate_errors([wait(60, 90), wait(60, 50), wait(30, None), wait(10, 10)])
    assert found == EstimateErrors(estimated=3, bias=20_000_000 / 3, mean_absolute=40_000_000 / 3, absolute_p90=30_000_000)


def test_without_estimates_there_is_no_error() -> None:
    assert estimate_errors([wait(30, None)]) == EstimateErrors(estimated=0, bias=None, mean_absolute=None, absolute_p90=None)
