"""A week as a set of five-minute slots: when something is open, and how to say what is left of it.

The set is an integer whose bit n stands for slot n after Monday 00:00 UTC, so that "open here or there", "no longer open" are one
operation each. Weeks are alike: days that are closed by date, and a change of the clocks in that week, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ccplatform.kernel.words import Words, said
from contracts.flows import Opening

SLOT_MINUTES: Final = 5
DAY: Final = 24 * 60 // SLOT_MINUTES
SLOTS: Final = 7 * DAY
ALWAYS: Final = (1 << SLOTS) - 1
NEVER: Final = 0

Week = int
DAYS: Final = (
    said(en="Mon", de="Mo"),
    said(en="Tue", de="Di"),
    said(en="Wed", de="Mi"),
    said(en="Thu", de="Do"),
    said(en="Fri", de="Fr"),
    said(en="Sat", de="Sa"),
    said(en="Sun", de="So"),
)


def opened(openings: Iterable[Opening], time_zone: str, on: date) -> Week:
    """The slots in which one of these openings holds; `on` says by which offset of the zone."""
    week = NEVER
    for opening in openings:
        begin = _slot(opening.opens)
        end = _slot(opening.closes, up=True) or DAY
        if 0 <= opening.weekday <= 6 and begin < end:
            week |= ((1 << (end - begin)) - 1) << (opening.weekday * DAY + begin)
    return _turned(week, -_offset(time_zone, on))


def local(week: Week, time_zone: str, on: date) -> Week:
    """The same with slots counted from Monday 00:00 of that place."""
    return _turned(week, _offset(time_zone, on))


def _slot(clock: time, *, up: bool = False) -> int:
    minutes = clock.hour * 60 + clock.minute
    return -(-minutes // SLOT_MINUTES) if up else minutes // SLOT_MINUTES


def _offset(time_zone: str, on: date) -> int:
    """Of a zone against UTC at noon of that day, in slots; 0 for a zone that is none (configuration.checking says so)."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return 0
    offset = datetime(on.year, on.month, on.day, 12, tzinfo=UTC).astimezone(zone).utcoffset()
    return round(offset.total_seconds() / 60 / SLOT_MINUTES) if offset else 0


def _turned(week: Week, slots: int) -> Week:
    """Later by so many slots; what leaves at the end of the week comes in at its beginning."""
    slots %= SLOTS
    return ((week << slots) | (week >> (SLOTS - slots))) & ALWAYS


def spans(week: Week) -> list[tuple[int, int, int]]:
    """(weekday, first slot of the day, slot after the last) of a local week, in order."""
    found = []
    for weekday in range(7):
        day = (week >> (weekday * DAY)) & ((1 << DAY) - 1)
        begin = 0
        while day >> begin:
            begin += _trailing(day >> begin, 0)
            end = begin + _trailing(day >> begin, 1)
            found.append((weekday, begin, end))
            begin = end
    return found


def _trailing(bits: int, value: int) -> int:
    """How many of the lowest bits have this value; of a number that is not endless zeros."""
    turned = bits if value == 0 else ~bits
    return (turned & -turned).bit_length() - 1


def clock(slot: int) -> str:
    return f"{slot * SLOT_MINUTES // 60:02}:{slot * SLOT_MINUTES % 60:02}"


def in_words(week: Week) -> str:
    """Of a local week: "Mon–Fri 18:00–19:00, Sat 08:00–12:00"."""
    if week == ALWAYS:
        return str(said(en="always", de="immer"))
    by_times: dict[str, list[int]] = {}
    for weekday in range(7):
        times = " ".join(f"{clock(begin)}–{clock(end)}" for day, begin, end in spans(week) if day == weekday)
        if times:
            by_times.setdefault(times, []).append(weekday)
    return ", ".join(f"{days_in_words(days)} {times}" for times, days in by_times.items())


def days_in_words(days: list[int]) -> str:
    """[0, 1, 2, 5] -> "Mon–Wed, Sat"."""
    if len(days) == 7:
        return str(said(en="every day", de="täglich"))
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{DAYS[run[0]]}–{DAYS[run[-1]]}" if len(run) > 1 else str(DAYS[run[0]]) for run in runs)


def lost_in_words(lost: Week, left: Week) -> Words:
    """Both of local weeks: "after 18:00 (Mon–Fri)" where nothing is left later on those days, else the times."""
    found = spans(lost)
    begins = {begin for _, begin, _ in found}
    days = [weekday for weekday, _, _ in found]
    if left == NEVER:
        return said(en="at any time", de="zu keiner Zeit")
    one_each = len(set(days)) == len(days) and len(begins) == 1
    if one_each and begins != {0} and not any(_later(left, weekday, begin) for weekday, begin, _ in found):
        return said(en="after {clock} ({days})", de="nach {clock} Uhr ({days})", clock=clock(found[0][1]), days=days_in_words(days))
    return said(en="at these times: {times}", de="zu diesen Zeiten: {times}", times=in_words(lost))


def _later(week: Week, weekday: int, slot: int) -> bool:
    """Whether anything of that day is left from the slot on."""
    day = (week >> (weekday * DAY)) & ((1 << DAY) - 1)
    return day >> slot != 0
