"""The answer of a report, for the schema: one field per metric, so that clients are typed."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reporting.interactions.api.serializers import NamedSerializer
from reporting.metrics.definitions import AGENT, QUEUE, Better, Definition, Unit


def _fields(definitions: dict[str, Definition]) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    fields: dict[str, serializers.Field[Any, Any, Any, Any]] = {}
    for name, definition in definitions.items():
        if definition.unit is Unit.COUNT:
            fields[name] = serializers.IntegerField(help_text=definition.formula_en)
        else:
            fields[name] = serializers.FloatField(allow_null=True, help_text=definition.formula_en)
    return fields


class DefinitionSerializer(serializers.Serializer[Any]):
    """In the reader's language."""

    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit])
    better = serializers.ChoiceField(choices=[better.value for better in Better])


class IntervalSerializer(serializers.Serializer[Any]):
    interval_start = serializers.DateTimeField()
    interval_end = serializers.DateTimeField()


class QueueRowSerializer(IntervalSerializer):
    """`queue` is null in the total over all queues."""

    queue = NamedSerializer(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | _fields(QUEUE)


class AgentRowSerializer(IntervalSerializer):
    """`agent` is null in the total over all agents."""

    agent = NamedSerializer(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | _fields(AGENT)


class QueueReportSerializer(serializers.Serializer[Any]):
    definitions = serializers.DictField(child=DefinitionSerializer())
    rows = QueueRowSerializer(many=True)
    totals = QueueRowSerializer(many=True)


class AgentReportSerializer(serializers.Serializer[Any]):
    definitions = serializers.DictField(child=DefinitionSerializer())
    rows = AgentRowSerializer(many=True)
    totals = AgentRowSerializer(many=True)


class LimitSerializer(serializers.Serializer[Any]):
    """`queue` is null where the limit is the whole center's."""

    limit = serializers.CharField(help_text="Its name, as in docs/limits.md.")
    value = serializers.IntegerField()
    queue = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField(help_text="How often it was met.")
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()


class LimitReportSerializer(serializers.Serializer[Any]):
    rows = LimitSerializer(many=True)
