"""Who may: every view, WebSocket message and intent says so, and all routes are walked with all roles."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient
from rest_framework.views import APIView

from ccplatform.accounts.models import User
from ccplatform.kernel.api.permissions import PUBLIC, Demand, demand, satisfied
from contracts import intents, views
from contracts.permissions import ROLE_PERMISSIONS, Permission, Role

METHODS = ("get", "post", "put", "patch", "delete")
NUMBER = "987654321"
"""Of nothing: who may ask is told 404, who may not is told 403."""


class Route(typing.NamedTuple):
    method: str
    path: str
    wanted: Demand


def routes() -> list[Route]:
    return [Route(method, path, wanted) for path, pattern in patterns(get_resolver()) for method, wanted in wants(pattern)]


def patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, path)
        else:
            yield example(path), pattern


def example(path: str) -> str:
    """An address that the pattern takes."""
    path = re.sub(r"\(\?P<route>.*$", "desk", path)
    path = re.sub(r"\(\?P<\w+>\[[^\]]*\](?:\{[^}]*\}|\+)?\)", NUMBER, path)
    path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
    path = re.sub(r"<(?:\w+:)?\w+>", NUMBER, path)
    return path.replace("\\Z", "").replace("$", "")


def wants(pattern: URLPattern) -> Iterator[tuple[str, Demand]]:
    """(method, permission) of a view; a view without a declaration fails here, with its name."""
    callback = typing.cast(Any, pattern.callback)
    view_class = getattr(callback, "cls", None) or getattr(callback, "view_class", None)
    assert view_class is not None, f"{pattern} is a plain function: nobody could say what it takes"
    assert getattr(view_class, "permission", None) is not None, f"{view_class.__name__} declares no permission"
    actions: dict[str, str] | None = getattr(callback, "actions", None)
    for method in METHODS:
        view = view_class()
        if actions is not None:
            if method not in actions:
                continue
            view.action = actions[method]
        elif not hasattr(view, method):
            continue
        yield method, demand(view, method.upper())


@pytest.fixture(scope="module", name="walked")
def _walked() -> list[Route]:
    return routes()


def test_the_walk_finds_the_routes_and_what_they_take(walked: list[Route]) -> None:
    assert Route("get", "/api/v1/queues", Permission.CONFIGURATION_VIEW) in walked
    assert Route("delete", f"/api/v1/queues/{NUMBER}", Permission.CONFIGURATION_EDIT) in walked
    assert Route("get", "/desk", PUBLIC) in walked
    assert len(walked) > 40


def test_only_these_are_open_to_strangers(walked: list[Route]) -> None:
    assert {route.path for route in walked if route.wanted is PUBLIC} == {"/api/schema", "/healthz", "/desk", "/api/v1/session"}


@pytest.mark.django_db
@pytest.mark.usefixtures("willing_engine")
@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_lets_in_who_may_and_nobody_else(walked: list[Route], role: Role | None) -> None:
    client = APIClient()
    if role is not None:
        client.force_login(User.objects.create(username=role.value, name=role.value, role=role.value))
    held = ROLE_PERMISSIONS[role] if role else frozenset[Permission]()
    wrong = []
    for route in walked:
        if route.path == "/api/v1/session" and route.method == "delete":
            continue  # signs out who is walking here
        answer = getattr(client, route.method)(route.path, {})
        refused = answer.status_code in {401, 403} and route.wanted is not PUBLIC
        if refused == satisfied(route.wanted, held):
            wrong.append((route, answer.status_code, answer.content[:200]))
        if role is None and route.wanted is not PUBLIC and answer.status_code != 401:
            wrong.append((route, answer.status_code, b"a stranger is told to sign in"))
    assert wrong == []


def test_a_view_that_declares_nothing_is_found() -> None:
    class Forgetful(APIView):
        pass

    with pytest.raises(KeyError, match="Forgetful declares no permission"):
        demand(Forgetful(), "GET")


@pytest.mark.parametrize("intent", typing.get_args(intents.Intent))
def test_every_intent_declares_who_may_ask(intent: Any) -> None:
    assert isinstance(intent.own, Permission)
    assert isinstance(intent.other, Permission)


def test_every_websocket_message_is_an_intent_or_declares_its_permission() -> None:
    messages = typing.get_args(views.ClientMessage) or (views.ClientMessage,)
    for message in messages:
        fields = {field.name for field in msgspec.structs.fields(message)}
        assert "intent" in fields or isinstance(getattr(message, "permission", None), Permission), message


def test_every_permission_is_held_by_somebody_besides_the_administrator_or_is_the_administrators() -> None:
    shared = frozenset().union(*(held for role, held in ROLE_PERMISSIONS.items() if role is not Role.ADMINISTRATOR))
    assert frozenset(Permission) - shared <= ROLE_PERMISSIONS[Role.ADMINISTRATOR]
