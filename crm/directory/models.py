"""Numbers for everybody, and marks of one person."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from ccplatform.accounts.models import User

ENTRY_NAME_LENGTH_MAX = 60
NUMBER_LENGTH_MAX = 20
NOTE_LENGTH_MAX = 120
PLACE_LENGTH_MAX = 40
ENTRIES_MAX = 500
"""Of a center: a desk loads them all."""


class SpeedDial(models.Model):
    """A number outside that everybody can find by name. `number` is E.164, or an extension of a few digits."""

    name = models.CharField(max_length=ENTRY_NAME_LENGTH_MAX)
    number = models.CharField(max_length=NUMBER_LENGTH_MAX)
    note = models.CharField(max_length=NOTE_LENGTH_MAX, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="speed_dial_name_unique")]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """A place in one person's directory: a star, or when it was last dialled or transferred to.

    `place`: agent:3, queue:2, flow:1 or number:+4940555. It may be gone meanwhile; a directory leaves it out then.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="directory_marks")
    place = models.CharField(max_length=PLACE_LENGTH_MAX)
    starred = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="mark_place_unique")]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
