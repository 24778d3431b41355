"""Writing notes on interactions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ccplatform.accounts.models import User
from crm.contacts.announcing import announce_cards_on_commit
from crm.timeline.models import InteractionNote


@transaction.atomic
def note_interaction(*, interaction: str, fields: Mapping[str, Any], by: User) -> InteractionNote:
    """Changes those of `note`, `disposition`, `contact` and single `answers` that are given; the rest stays."""
    InteractionNote.objects.get_or_create(interaction=interaction)
    note = InteractionNote.objects.select_for_update().get(interaction=interaction)
    for name in ("note", "disposition", "contact"):
        if name in fields:
            setattr(note, name, fields[name])
    answers = note.answers | fields.get("answers", {})
    note.answers = {code: answer for code, answer in answers.items() if answer is not None and answer != ""}
    note.updated_by = by
    note.save()
    if "contact" in fields:
        announce_cards_on_commit(interaction)
    return note
