"""Who asks."""

from __future__ import annotations

from rest_framework.request import Request

from ccplatform.accounts.models import User


def who(request: Request) -> User:
    """The account behind a request that passed its permission. Only views that are not public may ask."""
    assert isinstance(request.user, User)
    return request.user
