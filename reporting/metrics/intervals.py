"""Report intervals: local days of a time zone, cut into steps. They partition time, also on the days the clocks change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from contracts.ids import Instant, Microseconds
from reporting.metrics.rows import MICROSECONDS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Step(StrEnum):
    """Length of one interval; a day is the local one, of 23, 24 or 25 hours."""

    QUARTER = "15m"
    HALF = "30m"
    HOUR = "1h"
    DAY = "1d"


_STEP_SECONDS = {Step.QUARTER: 900, Step.HALF: 1800, Step.HOUR: 3600}


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` until before `end`."""

    start: Instant
    end: Instant

    @property
    def length(self) -> Microseconds:
        return self.end - self.start

    def __contains__(self, instant: Instant) -> bool:
        return self.start <= instant < self.end


def instant_of(moment: datetime) -> Instant:
    """Exact for every microsecond; `moment` must know its zone."""
    return (moment - _EPOCH) // _MICROSECOND


def datetime_of(instant: Instant) -> datetime:
    return _EPOCH + timedelta(microseconds=instant)


def midnight(day: date, zone: ZoneInfo) -> Instant:
    """The first instant of a local day. Where clocks jump over midnight (Beirut in March) fold 0 reads as the end of the gap."""
    return instant_of(datetime(day.year, day.month, day.day, tzinfo=zone))


def local_day(instant: Instant, zone: ZoneInfo) -> date:
    return datetime_of(instant).astimezone(zone).date()


def intervals(start: Instant, end: Instant, step: Step, zone: ZoneInfo) -> Iterator[Interval]:
    """Cuts [start, end) at the local days' steps, so the first and the last may be shorter. Nothing for an empty span."""
    day = local_day(start, zone)
    while (day_start := midnight(day, zone)) < end:
        day += timedelta(days=1)
        day_end = midnight(day, zone)
        # max: Samoa left out a whole day in 2011.
        length = max(day_end - day_start, 1) if step is Step.DAY else _STEP_SECONDS[step] * MICROSECONDS
        for left in range(day_start, day_end, length):
            clipped = Interval(max(left, start), min(left + length, day_end, end))
            if clipped.length > 0:
                yield clipped


def place(cut: Sequence[Interval], instant: Instant) -> int | None:
    """Index of the interval that holds `instant`; `cut` is in order and without overlap. None outside."""
    index = bisect_right(cut, instant, key=lambda interval: interval.start) - 1
    return index if index >= 0 and instant in cut[index] else None


def spread(cut: Sequence[Interval], started_at: Instant, ended_at: Instant) -> Iterator[tuple[int, Microseconds]]:
    """Divides a stretch of time over the intervals it touches: (index, how much of it lies there). Exact: the parts add up."""
    index = max(bisect_right(cut, started_at, key=lambda interval: interval.start) - 1, 0)
    while index < len(cut) and cut[index].start < ended_at:
        part = min(ended_at, cut[index].end) - max(started_at, cut[index].start)
        if part > 0:
            yield index, part
        index += 1
