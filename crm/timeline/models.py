"""Notes on interactions. Written while the call goes on, possibly before the recorder has seen it: no foreign key to history."""

from __future__ import annotations

from typing import Any

from django.db import models

from ccplatform.accounts.models import User
from ccplatform.queues.models import Disposition
from crm.contacts.models import Contact

NOTE_LENGTH_MAX = 10_000


class InteractionNote(models.Model):
    """`interaction` is the engine's id. `contact` is whom the agent named; without one the caller's number decides."""

    interaction = models.TextField(primary_key=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="interaction_notes")
    disposition = models.ForeignKey(Disposition, null=True, on_delete=models.PROTECT, related_name="interaction_notes")
    note = models.TextField(blank=True, default="")
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    """By the code of an OutcomeField."""
    updated_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "interaction_note"

    def __str__(self) -> str:
        return self.interaction

    def in_words(self) -> str:
        return f"interaction {self.interaction}"
