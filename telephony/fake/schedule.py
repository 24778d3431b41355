"""Virtual time: callbacks in order of their instant, then of their scheduling. Nothing waits."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from contracts.ids import Instant, Microseconds


class Schedule:
    """A clock that jumps to the next callback."""

    def __init__(self, now: Instant) -> None:
        self.now = now
        self._count = 0
        self._heap: list[tuple[Instant, int, Callable[[], None]]] = []

    def __len__(self) -> int:
        return len(self._heap)

    def at(self, instant: Instant, callback: Callable[[], None]) -> None:
        """Call back at `instant`, now if that has passed."""
        self._count += 1
        heappush(self._heap, (max(instant, self.now), self._count, callback))

    def after(self, delay: Microseconds, callback: Callable[[], None]) -> None:
        self.at(self.now + delay, callback)

    def step(self) -> bool:
        """Run the next callback; False when there is none."""
        if not self._heap:
            return False
        self.now, _, callback = heappop(self._heap)
        callback()
        return True

    def run(self, until: Instant) -> None:
        """Run everything due up to `until`, then stand there."""
        while self._heap and self._heap[0][0] <= until:
            self.step()
        self.now = max(self.now, until)
