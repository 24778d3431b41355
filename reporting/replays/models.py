"""Days replayed with something changed: what was asked, how far it is, what came out."""

from __future__ import annotations

from typing import Any

from django.db import models

from ccplatform.accounts.models import User


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """`problem` says why."""
    CANCELLED = "cancelled"


OPEN = (State.WAITING, State.RUNNING)


class Replay(models.Model):
    """`changes`: {"queues": [...]} in the API's shapes; `version`: another configuration instead of the day's; `staffing`: queue -> +-n.

    `queues`: those that are shown, [] = all. `result` is contracts.replays.Replayed. `heard_at`: when its worker last said that it lives.
    """

    day = models.DateField()
    time_zone = models.CharField(max_length=64)
    queues: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    version = models.PositiveIntegerField(null=True)
    changes: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    staffing: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    progress = models.FloatField(default=0.0)
    problem = models.TextField(blank=True, default="")
    result: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "replay"
        ordering = ["-asked_at", "-id"]
        constraints = [
            # Two cores are all that many a center has: one day at a time.
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="running"), name="one_replay_runs"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
