"""Flows: one draft that is worked on, and the versions that were published from it."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db import models
from django.db.models.functions import Lower

from ccplatform.accounts.models import User
from ccplatform.queues.models import Queue
from contracts.flows import Flow as FlowContent

NAME_LENGTH_MAX = 60


class Flow(models.Model):
    """`draft` is contracts.flows.Flow as JSON. It may be wrong; only what is published must be right.

    `published_version` is the version in force: the newest, unless the configuration was rolled back; None = not published.
    """

    name = models.CharField(max_length=NAME_LENGTH_MAX)
    draft: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    published_version = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="flow_name_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def draft_content(self) -> FlowContent:
        return msgspec.convert(self.draft, FlowContent)


class FlowVersion(models.Model):
    """Immutable: callers already inside finish on the version they entered, and history names it."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "version"], name="flow_version_unique")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.flow} {self.version}"

    @property
    def flow_content(self) -> FlowContent:
        return msgspec.convert(self.content, FlowContent)


class QueueReference(models.Model):
    """A queue to which the published version of a flow leads, so that the database keeps it from being deleted."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="queue_references")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="flow_references")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "queue"], name="queue_reference_unique")]

    def __str__(self) -> str:
        return f"{self.flow}: {self.queue}"

    def in_words(self) -> str:
        return self.flow.name
