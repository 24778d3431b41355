"""Reading accounts and tokens."""

from __future__ import annotations

from django.db.models import QuerySet

from ccplatform.accounts.models import ServiceToken, User


def tokens_of(user: User) -> QuerySet[ServiceToken]:
    """Those of the account, and those of the service accounts that it made."""
    tokens: QuerySet[ServiceToken] = ServiceToken.objects.filter(made_by=user).select_related("user")
    return tokens


def account(username: str) -> User | None:
    return User.objects.filter(username=username.lower()).first()
