"""Which days can be replayed, and the replays that were asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from reporting.facts.models import QueueVisit
from reporting.replays.models import Replay

DAYS_SHOWN_MAX = 90


def replays() -> QuerySet[Replay]:
    """Newest first, with whoever asked."""
    return Replay.objects.select_related("asked_by")


def recorded_days(today: date) -> list[dict[str, Any]]:
    """Days of the last DAYS_SHOWN_MAX with visits, newest first; the local days of the queues."""
    rows = QueueVisit.objects.filter(day__gt=today - timedelta(days=DAYS_SHOWN_MAX)).values("day")
    return [{**row} for row in rows.annotate(visits=Count("seq")).order_by("-day")]
