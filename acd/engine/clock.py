"""The engine's clock: wall time read once at the start, then only steady time, so that a set clock never bends a duration."""

import time
from collections.abc import Callable
from typing import Final

from contracts.ids import Instant, Microseconds

NANOSECONDS_PER_MICROSECOND: Final = 1_000
MICROSECONDS_PER_MILLISECOND: Final = 1_000


class EngineClock:
    """Instants of one epoch. They never run backwards, nor behind `not_before` (the last instant of the epoch before).

    `wall_ns` and `steady_ns` are time.time_ns and time.monotonic_ns, replaceable in tests.
    """

    def __init__(
        self,
        previous_epoch: int = 0,
        not_before: Instant = 0,
        *,
        wall_ns: Callable[[], int] = time.time_ns,
        steady_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._steady_ns = steady_ns
        self._started_ns = steady_ns()
        self._start: Instant = max(wall_ns() // NANOSECONDS_PER_MICROSECOND, not_before)
        self.epoch: Final = max(self._start // MICROSECONDS_PER_MILLISECOND, previous_epoch + 1)

    def now(self) -> Instant:
        """Microseconds since 1970 UTC."""
        return self._start + (self._steady_ns() - self._started_ns) // NANOSECONDS_PER_MICROSECOND

    def delay_s(self, at: Instant) -> float:
        """Seconds from now until `at`; 0.0 when it has passed."""
        missing: Microseconds = at - self.now()
        return max(0.0, missing / 1e6)
