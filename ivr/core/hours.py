"""Business hours: whether it is open at an instant, on the clocks of the place."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from contracts.flows import Hours
from contracts.ids import Instant
from contracts.rules import HoursConfiguration

MICROSECONDS: Final = 1_000_000
MIDNIGHT: Final = time(0, 0)
ZONES_KEPT_MAX: Final = 600


@lru_cache(maxsize=ZONES_KEPT_MAX)
def zone(name: str) -> ZoneInfo | None:
    """The IANA zone of this name, None when there is none."""
    try:
        return ZoneInfo(name)
    # A key that is no relative path is a ValueError, a folder of the database an OSError (docs.python.org, zoneinfo).
    except (KeyError, ValueError, OSError):
        return None


def local(at: Instant, time_zone: str) -> datetime:
    """`at` on the clocks of `time_zone`; UTC when there is no such zone."""
    return datetime.fromtimestamp(at // MICROSECONDS, tz=zone(time_zone) or UTC)


def is_open(hours: Hours | HoursConfiguration, at: Instant) -> bool:
    """Open from `opens` until before `closes`; `closes` 00:00 is the end of the day. An unknown zone is never open.

    Local clock times are compared, so an hour that the clocks repeat is open twice and one they skip not at all.
    """
    if zone(hours.time_zone) is None:
        return False
    now = local(at, hours.time_zone)
    if now.date() in hours.closed_on:
        return False
    clock = now.time()
    return any(
        opening.weekday == now.weekday() and opening.opens <= clock and (clock < opening.closes or opening.closes == MIDNIGHT)
        for opening in hours.openings
    )
