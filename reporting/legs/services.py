"""Keeping what softphones measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ccplatform.kernel.problems import Conflict
from ccplatform.kernel.words import said
from reporting.legs.models import LEGS_PER_INTERACTION_MAX, LegQuality


@transaction.atomic
def keep_quality(*, interaction: str, agent: int | None, fields: Mapping[str, Any]) -> None:
    """Sent twice it is kept once, with what came last. Raises Conflict beyond LEGS_PER_INTERACTION_MAX."""
    known = {"interaction": interaction, "agent": agent, "leg": fields.get("leg", ""), "started_at": fields["started_at"]}
    measured = {name: value for name, value in fields.items() if name not in known}
    if LegQuality.objects.filter(**known).update(**measured):
        return
    if LegQuality.objects.filter(interaction=interaction).count() >= LEGS_PER_INTERACTION_MAX:
        raise Conflict(
            "legs_per_interaction_max",
            said(
                en="No more than {count} measured legs are kept of one interaction.",
                de="Je Gespräch werden höchstens {count} gemessene Verbindungen aufgehoben.",
                count=LEGS_PER_INTERACTION_MAX,
            ),
        )
    LegQuality.objects.update_or_create(**known, defaults=measured)
