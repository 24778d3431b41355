from __future__ import annotations

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ccplatform.kernel.api.fields import NameField
from ccplatform.kernel.words import said
from ivr.flows.models import NAME_LENGTH_MAX, Flow, FlowVersion
from ivr.flows.selectors import problems

DRAFT = {
    "type": "object",
    "description": "A flow as in contracts/flows.py: entry, and nodes of kind greeting, menu, hours, queue or hang_up.",
    "required": ["entry", "nodes"],
    "properties": {
        "id": {"type": "integer"},
        "version": {"type": "integer"},
        "name": {"type": "string"},
        "entry": {"type": "string"},
        "nodes": {"type": "array", "items": {"type": "object", "required": ["kind", "id"], "additionalProperties": True}},
    },
}


@extend_schema_field(DRAFT)
class DraftField(serializers.DictField):
    """Read for good by the service; here only that it is an object which PostgreSQL can keep: JSON without NUL characters."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        value: dict[str, Any] = super().to_internal_value(data)
        # JSON escapes a NUL as it escapes a backslash: what is left after taking pairs of backslashes away is a NUL.
        if "\\u0000" in json.dumps(value).replace("\\\\", ""):
            raise serializers.ValidationError(str(said(en="NUL characters are not allowed.", de="NUL-Zeichen sind nicht erlaubt.")))
        return value


class FlowProblemSerializer(serializers.Serializer[Any]):
    """`node` is "" for what concerns the whole flow; `code` is stable; `detail` is for people."""

    node = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class FlowSerializer(serializers.ModelSerializer[Flow]):
    """Without a draft a new flow says goodbye and hangs up."""

    name = NameField(max_length=NAME_LENGTH_MAX)
    draft = DraftField(required=False)
    problems = serializers.SerializerMethodField()

    class Meta:
        model = Flow
        fields = ["id", "name", "draft", "published_version", "problems", "changed_at"]
        read_only_fields = ["published_version"]

    @extend_schema_field(FlowProblemSerializer(many=True))
    def get_problems(self, flow: Flow) -> list[dict[str, str]]:
        found = problems(flow.draft_content)
        return [{"node": problem.node, "code": problem.code, "detail": problem.detail} for problem in found]


class FlowVersionSerializer(serializers.ModelSerializer[FlowVersion]):
    published_by = serializers.CharField(source="published_by.name", allow_null=True, default=None, read_only=True)
    content = DraftField(read_only=True)

    class Meta:
        model = FlowVersion
        fields = ["version", "published_at", "published_by", "content"]
