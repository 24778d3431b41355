"""Which named limits were met, how often, and where: from the facts themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min
from django.db.models.fields.json import KeyTextTransform

from ccplatform.kernel.instants import moment
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from reporting.facts.models import Fact
from reporting.reports.period import Period

#: all facts of the period are looked through
DAYS_MAX: Final = 7
UTC_ZONE: Final = ZoneInfo("UTC")


def limits_met(period: Period) -> list[dict[str, Any]]:
    """One row a limit, its value and its queue, the most frequent first. Raises Invalid for a period of more than DAYS_MAX."""
    start, end = period.span(period.time_zone or UTC_ZONE)
    if end <= start:
        raise Invalid.field("to", "empty_period", said(en="The period ends before it begins.", de="Der Zeitraum endet, bevor er beginnt."))
    if end - start > timedelta(days=DAYS_MAX) // timedelta(microseconds=1):
        wrong = said(en="At most {limit} days.", de="Höchstens {limit} Tage.", limit=DAYS_MAX)
        raise Invalid.field("to", "too_long", wrong)
    facts = Fact.objects.filter(kind="limit_reached", at__gte=moment(start), at__lt=moment(end))
    grouped = facts.values(
        limit=KeyTextTransform("limit", "body"), value=KeyTextTransform("value", "body"), queue=KeyTextTransform("queue", "body")
    ).annotate(count=Count("seq"), first_at=Min("at"), last_at=Max("at"))
    rows = [
        {**row, "value": int(row["value"]), "queue": int(row["queue"]) if row["queue"] is not None else None}
        for row in grouped
        if period.queues is None or (row["queue"] is not None and int(row["queue"]) in period.queues)
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["limit"], row["queue"] or 0))
