"""Between the wire's instants (integers, microseconds since 1970 UTC) and Django's datetimes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contracts.ids import Instant

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def instant(moment: datetime) -> Instant:
    """Exact: no float is involved. `moment` must know its time zone."""
    return (moment - EPOCH) // MICROSECOND


def moment(instant: Instant) -> datetime:
    return EPOCH + instant * MICROSECOND
