from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.configuration.words import KINDS


class VersionSerializer(serializers.ModelSerializer[ConfigurationVersion]):
    published_by = serializers.CharField(source="published_by.name", allow_null=True, default=None, read_only=True)

    class Meta:
        model = ConfigurationVersion
        fields = ["version", "published_at", "published_by", "changed", "restored_from", "restorable"]

    restored_from = serializers.IntegerField(allow_null=True, read_only=True)
    restorable = serializers.SerializerMethodField()

    def get_restorable(self, version: ConfigurationVersion) -> bool:
        return version.document_id is not None


CONTENT = {
    "type": "object",
    "description": "The rows as they were, by kind (center, skills, hours, labels, queues, agents, teams, flows, devices, trunks, "
    "numbers), without secrets. null for versions from before this was kept.",
    "additionalProperties": True,
    "nullable": True,
}


class VersionDetailSerializer(VersionSerializer):
    """With everything that the version says."""

    content = serializers.SerializerMethodField()

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "content"]

    @extend_schema_field(CONTENT)
    def get_content(self, version: ConfigurationVersion) -> dict[str, Any] | None:
        return version.document.content if version.document else None


class ChangeSerializer(serializers.Serializer[Any]):
    """`path` names the field inside the thing, with dots, empty for the whole thing. `sentence` is for people."""

    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    id = serializers.IntegerField()
    name = serializers.CharField()
    path = serializers.CharField()
    action = serializers.ChoiceField(choices=[("added", "added"), ("removed", "removed"), ("changed", "changed")])
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)
    sentence = serializers.CharField()


class DifferenceSerializer(serializers.Serializer[Any]):
    """What changed from one version to another."""

    changes = ChangeSerializer(many=True)


class RestoredSerializer(serializers.Serializer[Any]):
    """`version` is the newest one now; `notes` say what could not be as it was."""

    version = serializers.IntegerField()
    restored = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.CharField())


class StandingSerializer(serializers.Serializer[Any]):
    """`version` is published; `delivered_version` lies ready for the engine; `applied_version` is what it routes by.

    null = none yet, or not known because Redis is away. `problems` say why the present state could not be published;
    `problem` is the first of them.
    """

    version = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    delivered_version = serializers.IntegerField(allow_null=True)
    applied_version = serializers.IntegerField(allow_null=True)
    problem = serializers.CharField(allow_null=True)
    problems = serializers.ListField(child=serializers.CharField())
