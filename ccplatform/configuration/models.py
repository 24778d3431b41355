"""Versions of the configuration: who published what and when. They are never changed."""

from __future__ import annotations

from django.db import models

from ccplatform.accounts.models import User


class ConfigurationVersion(models.Model):
    """`content` is contracts.configuration.CenterConfiguration as it went out, byte for byte."""

    version = models.PositiveIntegerField(primary_key=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the content without version and instant: an equal one is not published again."""
    changed = models.CharField(max_length=40, blank=True, default="")
    """What was changed, in one word ("queue")."""
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)
