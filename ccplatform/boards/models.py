"""Boards, and who did what to them."""

from __future__ import annotations

from typing import Any

from django.db import models

from ccplatform.accounts.models import User
from ccplatform.agents.models import Team
from contracts.boards import BOARD_NAME_LENGTH_MAX, Sharing

Json = list[dict[str, Any]]


class Board(models.Model):
    """`tiles` as contracts.boards.Tile. Queues and teams that a tile names may be gone by now: a wall must not keep anybody from deleting
    them, and shows a dash instead. An account that owns boards is closed, not deleted, so that shared ones outlive who made them."""

    name = models.CharField(max_length=BOARD_NAME_LENGTH_MAX)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="boards")
    sharing = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Sharing], default=Sharing.PRIVATE.value)
    teams: models.ManyToManyField[Team, Any] = models.ManyToManyField(Team, blank=True, related_name="boards")
    tiles: models.JSONField[Json, Json] = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Deed(models.TextChoices):
    MADE = "made", "made"
    COPIED = "copied", "copied"
    SAVED = "saved", "saved"
    DELETED = "deleted", "deleted"


class BoardDeed(models.Model):
    """Outlives the board. `name`, `sharing` and `tiles` (how many) as they were afterwards, or at the end."""

    board = models.BigIntegerField()
    name = models.CharField(max_length=BOARD_NAME_LENGTH_MAX)
    deed = models.CharField(max_length=8, choices=Deed.choices)
    version = models.PositiveIntegerField()
    sharing = models.CharField(max_length=9)
    tiles = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["board", "-id"], name="board_deed")]

    def __str__(self) -> str:
        return f"{self.deed} {self.name} {self.version}"
