"""Reading the directory."""

from __future__ import annotations

from django.db.models import QuerySet

from ccplatform.accounts.models import User
from crm.directory.models import Mark, SpeedDial

RECENT_MAX = 10


def speed_dials() -> QuerySet[SpeedDial]:
    return SpeedDial.objects.all()


def starred(user: User) -> list[str]:
    """Places in the order in which they were marked."""
    return list(Mark.objects.filter(user=user, starred=True).order_by("pk").values_list("place", flat=True))


def recent(user: User) -> list[str]:
    """The last used first."""
    used = Mark.objects.filter(user=user, used_at__isnull=False).order_by("-used_at", "-pk")
    return list(used.values_list("place", flat=True)[:RECENT_MAX])
