"""The OpenAPI document is valid, complete, and says of every operation what it takes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import validate


@pytest.fixture(scope="module", name="document")
def _document() -> dict[str, Any]:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # spectacular types it not
    return document


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{method} {path}", what) for path, methods in document["paths"].items() for method, what in methods.items()]


def test_the_document_is_valid_openapi_3(document: dict[str, Any]) -> None:
    validate(document)


def test_the_generator_has_nothing_to_complain_about() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_every_operation_says_what_it_takes_and_how_it_fails(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        assert "permission" in operation["description"] or "Public." in operation["description"], name
        assert "application/problem+json" in operation["responses"]["default"]["content"], name


def test_programs_and_browsers_may_both_sign_in(document: dict[str, Any]) -> None:
    assert set(document["components"]["securitySchemes"]) == {"token", "cookieAuth"}
    queues = document["paths"]["/api/v1/queues"]["get"]
    assert {"token": []} in queues["security"]
    assert {"cookieAuth": []} in queues["security"]
