from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ccplatform.configuration.models import ConfigurationVersion


class VersionSerializer(serializers.ModelSerializer[ConfigurationVersion]):
    published_by = serializers.CharField(source="published_by.name", allow_null=True, default=None, read_only=True)

    class Meta:
        model = ConfigurationVersion
        fields = ["version", "published_at", "published_by", "changed"]


class StandingSerializer(serializers.Serializer[Any]):
    """`version` is published; `delivered_version` lies ready for the engine; `applied_version` is what it routes by.

    null = none yet, or not known because Redis is away. `problem` says why the present state could not be published.
    """

    version = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    delivered_version = serializers.IntegerField(allow_null=True)
    applied_version = serializers.IntegerField(allow_null=True)
    problem = serializers.CharField(allow_null=True)
