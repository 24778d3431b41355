"""One number over the last hours, from history and by the reports' own code: visits are booked where they entered, and counters add up."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from ccplatform.boards.measures import MEASURES
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from ccplatform.queues.models import Queue
from contracts.boards import BoardMeasure
from contracts.ids import Instant, QueueId
from reporting.metrics.intervals import Interval, Step, intervals, place
from reporting.metrics.queues import QueueTally, measure
from reporting.metrics.rows import MICROSECONDS
from reporting.reports.building import number
from reporting.reports.loading import visits

STEPS: Final = {15: Step.QUARTER, 30: Step.HALF, 60: Step.HOUR}
"""Minutes of a point (contracts.boards.BOARD_TREND_MINUTES) -> interval of a report."""
HOUR: Final = 3600 * MICROSECONDS
#: many walls ask for the same at the same minute: it is counted once for all of them
TREND_KEPT_SECONDS: Final = 5.0
#: different ones that are kept at a time
TRENDS_KEPT_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Question:
    """`queues` None = all. At most BOARD_TREND_HOURS_MAX `hours`; `minutes` one of STEPS."""

    measure: BoardMeasure
    queues: frozenset[QueueId] | None
    hours: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Point:
    """`value` in the unit of the measure, seconds for times; None = no value. The last point's interval is not over yet."""

    start: Instant
    end: Instant
    value: float | None


Counted = list[tuple[Interval, QueueTally]]


def trend(question: Question, own: Collection[QueueId] | None, now: Instant) -> list[Point]:
    """`own`: the queues that the asking person sees, None = all; others are left out, as on the wall itself.

    Raises Invalid for a number that history does not keep.
    """
    shown = MEASURES[question.measure]
    if not shown.trend:
        words = said(en="History does not keep this number.", de="Diese Zahl wird nicht aufgezeichnet.")
        raise Invalid.field("measure", "measure_without_history", words)
    zones = dict(Queue.objects.values_list("pk", "time_zone"))
    queues = frozenset(zones).intersection(*(chosen for chosen in (question.queues, own) if chosen is not None))
    # Several zones have no local midnight in common.
    zone, *others = {zones[queue] for queue in queues} or {"UTC"}
    cut = _cut(question, ZoneInfo("UTC" if others else zone), now)
    points = []
    for interval, tally in _kept.counted(queues, cut):
        value = getattr(measure(tally, now), question.measure.value) if queues else None
        points.append(Point(interval.start, interval.end, number(value, shown.definition.unit)))
    return points


def _cut(question: Question, zone: ZoneInfo, now: Instant) -> list[Interval]:
    """The interval of `now`, whole, and as many before it as make the hours full."""
    # An hour more at each side: the first interval and the last are cut off there.
    cut = list(intervals(now - (question.hours + 1) * HOUR, now + 2 * HOUR, STEPS[question.minutes], zone))
    last = place(cut, now)
    assert last is not None
    return cut[: last + 1][-question.hours * 60 // question.minutes :]


def _count(queues: Collection[QueueId], cut: list[Interval]) -> Counted:
    tallies = [QueueTally() for _ in cut]
    for visit in visits(queues, cut[0].start, cut[-1].end):
        if (index := place(cut, visit.entered_at)) is not None:
            tallies[index].add_visit(visit)
    return list(zip(cut, tallies, strict=True))


class _Kept:
    """What was counted within the last TREND_KEPT_SECONDS. One counts at a time: who waits finds it done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[tuple[frozenset[QueueId], Instant, Instant, int], tuple[float, Counted]] = {}

    def counted(self, queues: frozenset[QueueId], cut: list[Interval]) -> Counted:
        key = (queues, cut[0].start, cut[-1].end, len(cut))
        with self._lock:
            now = time.monotonic()
            at, found = self._found.pop(key, (-TREND_KEPT_SECONDS, []))
            if now - at >= TREND_KEPT_SECONDS:
                at, found = now, _count(queues, cut)
            self._found[key] = (at, found)
            while len(self._found) > TRENDS_KEPT_MAX:
                del self._found[next(iter(self._found))]
        return found

    def forget(self) -> None:
        with self._lock:
            self._found.clear()


_kept = _Kept()
forget = _kept.forget
"""Everything that is kept: for tests, whose history is another each time."""
