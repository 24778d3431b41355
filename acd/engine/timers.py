"""Everything the floor waits for, in one heap and one alarm of the event loop."""

import heapq
from collections.abc import Callable, Hashable
from typing import Final, Generic, Protocol, TypeVar

from contracts.ids import Instant

Key = TypeVar("Key", bound=Hashable)

#: dead entries (cancelled or set anew) tolerated before the heap is built afresh; keeps memory in step with live timers
DEAD_MAX: Final = 1_000


class Alarm(Protocol):
    """What `set_alarm` returns: asyncio.TimerHandle, or a fake."""

    def cancel(self) -> None: ...


class Timers(Generic[Key]):
    """At most one timer a key; setting it again moves it. `ring(key)` is called when due, in order of time, then of setting.

    `set_alarm(at, callback)` is the loop's; only the earliest timer has an alarm.
    """

    def __init__(self, set_alarm: Callable[[Instant, Callable[[], None]], Alarm], now: Callable[[], Instant]) -> None:
        self._set_alarm = set_alarm
        self._now = now
        self._heap: list[tuple[Instant, int, Key]] = []
        self._live: dict[Key, tuple[Instant, int]] = {}
        self._count = 0
        self._alarm: Alarm | None = None
        self._alarm_at: Instant | None = None
        self.ring: Callable[[Key], None] = lambda key: None

    def __len__(self) -> int:
        return len(self._live)

    def set(self, key: Key, at: Instant) -> None:
        """Ring `key` at `at`, and no longer when it was set for before."""
        self._count += 1
        self._live[key] = (at, self._count)
        heapq.heappush(self._heap, (at, self._count, key))
        if len(self._heap) > 2 * len(self._live) + DEAD_MAX:
            self._heap = [(when, count, name) for name, (when, count) in self._live.items()]
            heapq.heapify(self._heap)
        if self._alarm_at is None or at < self._alarm_at:
            self._arm()

    def cancel(self, key: Key) -> None:
        """Forget `key`; one that is not set is no error."""
        self._live.pop(key, None)

    def _arm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm, self._alarm_at = None, None
        while self._heap and not self._is_live(self._heap[0]):
            heapq.heappop(self._heap)
        if self._heap:
            self._alarm_at = self._heap[0][0]
            self._alarm = self._set_alarm(self._alarm_at, self._due)

    def _is_live(self, entry: tuple[Instant, int, Key]) -> bool:
        at, count, key = entry
        return self._live.get(key) == (at, count)

    def _due(self) -> None:
        self._alarm, self._alarm_at = None, None
        now = self._now()
        due: list[tuple[Instant, int, Key]] = []
        while self._heap and self._heap[0][0] <= now:
            due.append(heapq.heappop(self._heap))
        self._arm()
        for entry in due:
            # What rang before may have cancelled this one, or set it anew.
            if self._is_live(entry):
                del self._live[entry[2]]
                self.ring(entry[2])
