"""The center's own settings as a form: what is saved over REST, and tried before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from ccplatform.configuration.checking import INTERACTIONS_MAX
from ccplatform.configuration.models import Center
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
