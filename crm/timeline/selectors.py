"""Reading what agents noted."""

from __future__ import annotations

from collections.abc import Collection

from crm.timeline.models import InteractionNote


def notes_of(interactions: Collection[str]) -> dict[str, InteractionNote]:
    rows = InteractionNote.objects.filter(interaction__in=interactions).select_related("disposition", "contact")
    return {row.interaction: row for row in rows}
