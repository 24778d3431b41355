"""Whatever is sent, the answer is a refusal in words and never a fault of ours. The OpenAPI document says where something can be sent."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.kernel import engine
from ccplatform.kernel.api.parsers import BODY_BYTES_MAX
from contracts.permissions import Role

NUL, SURROGATE, MARKUP = "a\x00b", "\ud800", "<script>alert(1)</script>'; DROP TABLE x; --"
VALUES: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    10**30,
    1e308,
    "",
    NUL,
    SURROGATE,
    MARKUP,
    "x" * 100_000,
    [],
    {},
    [[]],
    [{}],
    [None],
    [NUL],
    {NUL: NUL},
]
WORDS = ["", NUL, MARKUP, "x" * 5_000, "-1", str(10**30), "2026-99-99", "2026-01-01T00:00:00+99:00", "NaN", "%ff"]
BODIES: list[Any] = [[], None, "x", 1, True, {NUL: 1}, {"name": {"name": {}}}]


@pytest.fixture(scope="module", name="document")
def _document() -> dict[str, Any]:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # spectacular types it not
    return document


@pytest.fixture
def client(db: None, center_redis: str, monkeypatch: pytest.MonkeyPatch) -> APIClient:
    """An administrator who is an agent, too: every door is open."""
    monkeypatch.setattr(engine, "ANSWER_SECONDS_MAX", 0.01)
    user = User.objects.create(username="admin", name="Admin", role=Role.ADMINISTRATOR.value)
    Agent.objects.create(name="Admin", user=user)
    client = APIClient(raise_request_exception=False)
    client.force_login(user)
    return client


def operations(document: dict[str, Any], *methods: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation); where a path wants a number it is that of an agent who is there."""
    number = str(Agent.objects.get().pk)
    return [
        (method, re.sub(r"\{\w+\}", number, path), what[method])
        for path, what in document["paths"].items()
        for method in methods
        if method in what and path != "/api/v1/session"
    ]


def properties(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    found: dict[str, Any] = document["components"]["schemas"].get(name, {}).get("properties", {})
    return found


def send(client: APIClient, method: str, path: str, body: Any) -> Any:
    """Everything beyond ASCII is escaped, so that lone surrogates get through as they would from a hostile program."""
    return getattr(client, method)(path, json.dumps(body).encode(), content_type="application/json")


def test_no_field_brings_a_route_down(client: APIClient, document: dict[str, Any]) -> None:
    faults = []
    for method, path, operation in operations(document, "post", "put", "patch"):
        for field in properties(document, operation):
            for value in VALUES:
                answer = send(client, method, path, {"name": "a", "number": "100", field: value})
                if brought_down(answer.status_code):
                    faults.append((method, path, field, str(value)[:40]))
    assert faults == []


def brought_down(status: int) -> bool:
    """503 is an answer: what asks the engine is told that there is none here."""
    return status >= 500 and status != 503


def test_no_body_brings_a_route_down(client: APIClient, document: dict[str, Any]) -> None:
    faults = []
    for method, path, _ in operations(document, "post", "put", "patch"):
        for body in BODIES:
            answer = send(client, method, path, body)
            if brought_down(answer.status_code):
                faults.append((method, path, body))
    assert faults == []


def test_no_question_brings_a_route_down(client: APIClient, document: dict[str, Any]) -> None:
    faults = []
    for method, path, operation in operations(document, "get"):
        for name in {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"}:
            for word in WORDS:
                answer = getattr(client, method)(f"{path}?{quote(name)}={quote(word, errors='surrogatepass')}")
                if answer.status_code >= 500:
                    faults.append((path, name, word[:40]))
    assert faults == []


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 40, "%00", "..%2f..", "-1"])
def test_no_address_brings_a_route_down(client: APIClient, document: dict[str, Any], number: str) -> None:
    paths = [path for path in document["paths"] if "{" in path]
    answers = {path: client.get(re.sub(r"\{\w+\}", number, path)).status_code for path in paths}
    assert {path: status for path, status in answers.items() if brought_down(status)} == {}


def test_a_body_beyond_the_limit_is_refused(client: APIClient) -> None:
    answer = client.post("/api/v1/queues", b'{"name": "' + b"x" * BODY_BYTES_MAX + b'"}', content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_nesting_without_end_is_refused(client: APIClient) -> None:
    answer = client.post("/api/v1/queues", b"[" * 100_000, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


@pytest.mark.parametrize(("text", "code"), [(NUL, "invalid"), (SURROGATE, "parse_error")])
def test_what_is_no_text_is_refused_however_deep_it_lies(client: APIClient, text: str, code: str) -> None:
    prompts = [{"language": "en", "text": text}]
    draft = {"entry": "a", "nodes": [{"kind": "hang_up", "id": "a", "prompts": prompts}]}
    assert send(client, "post", "/api/v1/flows", {"name": "Main", "draft": draft}).json()["code"] == code


def test_text_that_only_looks_like_an_escape_is_text(client: APIClient) -> None:
    assert send(client, "post", "/api/v1/skills", {"name": "\\u0000 ü 😀"}).json()["name"] == "\\u0000 ü 😀"


def test_what_is_no_json_is_refused(client: APIClient) -> None:
    answer = client.post("/api/v1/queues", b"name=x", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
