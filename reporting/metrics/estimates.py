"""The error of the wait that was estimated at entry, over the visits that were answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.metrics.arithmetic import percentile, ratio
from reporting.metrics.rows import MICROSECONDS, EstimatedWait


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateErrors:
    """In microseconds, None where nothing was estimated. `bias` > 0: longer waits were promised than there were."""

    estimated: int
    bias: float | None
    mean_absolute: float | None
    absolute_p90: int | None


def estimate_errors(waits: Iterable[EstimatedWait]) -> EstimateErrors:
    """Visits without an estimate do not count; who gave up would have waited for an unknown time, so no such visit is given here."""
    errors = [one.estimated_wait * MICROSECONDS - one.wait for one in waits if one.estimated_wait is not None]
    sizes = sorted(abs(error) for error in errors)
    return EstimateErrors(
        estimated=len(errors),
        bias=ratio(sum(errors), len(errors)),
        mean_absolute=ratio(sum(sizes), len(sizes)),
        absolute_p90=percentile(sizes, 90),
    )
