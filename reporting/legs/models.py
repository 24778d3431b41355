"""Quality of legs as the browser's own counters tell it (https://www.w3.org/TR/webrtc-stats/). No fact: the engine hears no audio."""

from __future__ import annotations

from django.db import models

LEGS_PER_INTERACTION_MAX = 100
"""Measured legs kept of one interaction; an interaction with more parties than that is nobody's."""


class LegQuality(models.Model):
    """`agent` by whose softphone it was measured; null = an account without an agent sent it. Means over the leg, null = never known."""

    interaction = models.TextField()
    agent = models.BigIntegerField(null=True)
    leg = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    mos = models.FloatField(null=True)
    """Estimated mean opinion score, 1 to 5."""
    jitter_ms = models.FloatField(null=True)
    loss_share = models.FloatField(null=True)
    """0 to 1, of the worse direction."""
    round_trip_ms = models.FloatField(null=True)
    codec = models.TextField(blank=True, default="")
    sentence_code = models.TextField(blank=True, default="")
    """The softphone's verdict, a word of its own list; "" = none."""

    class Meta:
        db_table = "leg_quality"
        constraints = [
            models.UniqueConstraint(fields=["interaction", "agent", "leg", "started_at"], nulls_distinct=False, name="leg_quality_once")
        ]

    def __str__(self) -> str:
        return f"{self.interaction} {self.started_at}"
