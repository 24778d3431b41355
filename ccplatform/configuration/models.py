"""Versions of the configuration: who published what and when. They are never changed."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ccplatform.accounts.models import User
from contracts.configuration import CenterConfiguration

PRIORITY_SECONDS_MIN, PRIORITY_SECONDS_MAX = 1, 24 * 3600


class Center(models.Model):
    """What concerns the center as a whole; the one row has the key CENTER_ID. `capacity`: JSON of a list of contracts.rules.Capacity."""

    priority_seconds = models.PositiveIntegerField(
        default=600, validators=[MinValueValidator(PRIORITY_SECONDS_MIN), MaxValueValidator(PRIORITY_SECONDS_MAX)]
    )
    capacity: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list, blank=True)

    dialling: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    """JSON of contracts.dialling.DialRules; {} = the usual ones."""

    def __str__(self) -> str:
        return "center"


CENTER_ID = 1


class ConfigurationDocument(models.Model):
    """Everything that people set up, as they wrote it and without secrets (configuration.documents). Versions that differ in
    secrets only share one."""

    digest = models.CharField(max_length=64, unique=True)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    def __str__(self) -> str:
        return self.digest[:12]


RESTORED = "restored"
IMPORTED = "imported"


class ConfigurationVersion(models.Model):
    """`content` is contracts.configuration.CenterConfiguration as it went out, byte for byte."""

    version = models.PositiveIntegerField(primary_key=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the content without version and instant: an equal one is not published again."""
    changed = models.CharField(max_length=40, blank=True, default="")
    """What was changed, in one word ("queue"), or RESTORED and the number of the version that was made to be again."""
    published_at = models.DateTimeField()
    document = models.ForeignKey(ConfigurationDocument, null=True, on_delete=models.PROTECT, related_name="versions")
    """None for versions from before documents were kept: these can be read, and not restored."""
    published_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def restored_from(self) -> int | None:
        word, _, number = self.changed.partition(" ")
        return int(number) if word == RESTORED and number.isdecimal() else None

    @property
    def told(self) -> CenterConfiguration:
        """As it went out, secrets and all."""
        return msgspec.json.decode(bytes(self.content), type=CenterConfiguration)


DRAFT_NAME_LENGTH_MAX = 60


class Draft(models.Model):
    """Changes that are collected to be published together. `wishes`: JSON of a list of configuration.rehearsal.Wish, in order.

    `base_version` was in force when it was begun. `publish_at`: when it publishes itself, in the name of `scheduled_by`; `failure` says
    why it could not. Once published it is kept for history.
    """

    name = models.CharField(max_length=DRAFT_NAME_LENGTH_MAX)
    wishes: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    base_version = models.PositiveIntegerField(null=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    publish_at = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    failure = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(null=True)
    published_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
