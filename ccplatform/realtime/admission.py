"""Who may stay: a WebSocket outlives the request that opened it, but not the sign-in behind it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from ccplatform.accounts.models import User


class SignIn(NamedTuple):
    """`role` is what the connection's permissions were taken from."""

    session: str
    user: int
    role: str


def still_signed_in(sign_ins: Collection[SignIn]) -> set[SignIn]:
    """Those whose session goes on, for an active account with the same role and password. Raises OperationalError when that is unknown."""
    users = User.objects.filter(is_active=True).in_bulk({sign_in.user for sign_in in sign_ins})
    live = Session.objects.filter(session_key__in={sign_in.session for sign_in in sign_ins}, expire_date__gt=datetime.now(UTC))
    sessions = {session.session_key: session.get_decoded() for session in live}
    return {sign_in for sign_in in sign_ins if _holds(sign_in, users.get(sign_in.user), sessions.get(sign_in.session))}


def _holds(sign_in: SignIn, user: User | None, session: dict[str, object] | None) -> bool:
    if user is None or session is None or session.get(SESSION_KEY) != str(user.pk) or user.role != sign_in.role:
        return False
    # A changed password ends every session that began with the old one.
    return constant_time_compare(str(session.get(HASH_SESSION_KEY, "")), user.get_session_auth_hash())
