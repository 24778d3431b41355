"""People who ask, and a center small enough to know by heart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from contracts.permissions import Role

Asks = Callable[..., APIClient]


@pytest.fixture
def asks(db: None) -> Asks:
    """`asks(Role.AGENT)`: a client that is signed in by session as a person of that role; `asks()`: a stranger."""

    def make(role: Role | None = None, *, agent: bool = False) -> APIClient:
        client = APIClient()
        if role is not None:
            user, _ = User.objects.get_or_create(username=role.value, defaults={"name": role.value.title(), "role": role.value})
            if agent:
                Agent.objects.get_or_create(user=user, defaults={"name": user.name})
            client.force_login(user)
        return client

    return make


@pytest.fixture
def admin(asks: Asks) -> APIClient:
    return asks(Role.ADMINISTRATOR)


def made(client: APIClient, path: str, **fields: Any) -> Any:
    """POSTs and returns what was made; the failure of a test that only prepares is said in full."""
    answer = client.post(f"/api/v1/{path}", fields)
    assert answer.status_code == 201, answer.content
    return answer.json()
