from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reporting.interactions.api.serializers import NamedSerializer

LIMIT_GROUPS = ["floor", "queues", "configuration", "work", "requests"]


class NamedLimitSerializer(serializers.Serializer[Any]):
    """`used` and `met` (in the last seven days) are null where that is not known or not counted."""

    name = serializers.CharField(help_text="As in docs/limits.md, in small letters.")
    group = serializers.ChoiceField(choices=LIMIT_GROUPS)
    value = serializers.IntegerField()
    protects = serializers.CharField()
    used = serializers.IntegerField(allow_null=True)
    met = serializers.IntegerField(allow_null=True)
    queue = NamedSerializer(allow_null=True)


class RefusedNumberSerializer(serializers.Serializer[Any]):
    """`number` is shortened; `by` is the account, 0 = a rule or a caller."""

    at = serializers.DateTimeField()
    means = serializers.CharField()
    number = serializers.CharField()
    region = serializers.CharField()
    number_kind = serializers.CharField()
    why = serializers.CharField()
    by = serializers.IntegerField()
    agent = serializers.IntegerField(allow_null=True)
    queue = serializers.IntegerField(allow_null=True)
    interaction = serializers.CharField(allow_null=True)
