"""From where a number is, beside the number."""

from __future__ import annotations

from typing import Any

import msgspec
from rest_framework import serializers

from ccplatform.kernel.areas import origin_of


class OriginSerializer(serializers.Serializer[Any]):
    """Of the E.164 number that `source` names (contracts/views.py, Origin)."""

    region = serializers.CharField(read_only=True, help_text='Country, ISO 3166; "" when unknown.')
    mobile = serializers.BooleanField(read_only=True, help_text="Known to be a mobile number.")
    areas = serializers.DictField(
        child=serializers.CharField(),
        read_only=True,
        help_text='Town or area by language, {} when unknown. "en" is there whenever one is, others where they differ.',
    )

    def to_representation(self, instance: str) -> dict[str, Any]:
        told: dict[str, Any] = msgspec.to_builtins(origin_of(instance))
        return told
