"""OpenAPI 3: what drf-spectacular cannot read from the code."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

from ccplatform.kernel.api.permissions import PUBLIC, Demand, Public, demand

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable and for programs, `detail` a sentence in the language of the reader.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "By field (nested ones with dots): what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "example": {
        "type": "urn:ccplatform:problem:name_taken",
        "title": "Conflict",
        "status": 409,
        "detail": "There is a queue named Billing DE already.",
        "code": "name_taken",
        "errors": {"name": ["There is a queue named Billing DE already."]},
    },
}


class Schema(AutoSchema):
    """Says of every operation which permission it takes, and that a stranger may use the public ones."""

    def get_description(self) -> str:  # type: ignore[override]  # spectacular changed the signature
        wanted = demand(self.view, self.method)
        said = _in_words(wanted)
        described = super().get_description()
        return f"{described}\n\n{said}" if described else said

    def get_auth(self) -> list[dict[str, Any]]:
        auth: list[dict[str, Any]] = super().get_auth()
        return [{}] if demand(self.view, self.method) is PUBLIC else [scheme for scheme in auth if scheme]


def _in_words(wanted: Demand) -> str:
    if isinstance(wanted, Public):
        return "Public."
    names = [permission.value for permission in wanted] if isinstance(wanted, tuple) else [wanted.value]
    return f"Takes the permission {' or '.join(f'`{name}`' for name in names)}."


def describe_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Every operation may answer with a problem; told once per operation as the default response."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    answer = {
        "description": "What went wrong.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"].setdefault("default", answer)
    return result
