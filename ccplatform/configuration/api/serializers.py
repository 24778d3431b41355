from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from ccplatform.configuration.checking import INTERACTIONS_MAX
from ccplatform.configuration.models import Center, ConfigurationVersion
from contracts.vocabulary import Medium

MEDIA = [(medium.value, medium.value) for medium in Medium]


class CapacitySerializer(serializers.Serializer[Any]):
    """How many interactions of a medium one agent may have at once, and which media may interrupt them."""

    medium = serializers.ChoiceField(choices=MEDIA)
    interactions_max = serializers.IntegerField(min_value=0, max_value=INTERACTIONS_MAX)
    interrupted_by = serializers.ListField(child=serializers.ChoiceField(choices=MEDIA), default=list, max_length=len(MEDIA))


class CenterSerializer(serializers.ModelSerializer[Center]):
    """What concerns the center as a whole. A medium that `capacity` does not name has the center's standard.

    `priority_seconds`: one step of priority is worth so much waiting. `default_region` is set where the center is started.
    """

    capacity = CapacitySerializer(many=True, required=False, max_length=len(MEDIA))  # type: ignore[call-arg]  # many=True takes it
    default_region = serializers.SerializerMethodField()

    class Meta:
        model = Center
        fields = ["priority_seconds", "capacity", "default_region"]

    def get_default_region(self, center: Center) -> str:
        region: str = settings.CENTER.default_region
        return region


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
