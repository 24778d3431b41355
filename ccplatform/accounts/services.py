"""Making accounts, signing in, tokens."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY, authenticate, login, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.http import HttpRequest
from django.utils import timezone

from ccplatform.accounts.models import USERNAME_LENGTH_MAX, FailedSignIn, ServiceToken, User
from ccplatform.kernel.problems import Invalid, NotAllowed, Problem, TooMany
from ccplatform.kernel.storing import assign, save_unique
from ccplatform.kernel.words import said
from contracts.permissions import Role

FAILED_SIGN_IN_WINDOW_SECONDS = 300
FAILED_SIGN_INS_PER_PERSON_MAX = 10
"""From one address for one user name within the window."""
FAILED_SIGN_INS_PER_ADDRESS_MAX = 100
"""From one address for all names: a whole office may sit behind it."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]*")
TOKENS_MAX = 50
PASSWORD_LENGTH_MAX = 200
TOKEN_DAYS_MAX = 3650
SESSION_DAYS_MAX = 14
"""So long after its sign-in a board on a wall may renew its session by itself; then somebody signs in again."""
SESSION_BEGAN = "began"
"""In a session: seconds since 1970 of its sign-in."""


class WrongPassword(Problem):
    status = 401


@transaction.atomic
def save_account(*, user: User, fields: dict[str, Any]) -> User:
    """`password` (clear text, "" = cannot sign in by password) is checked against the validators before anything is stored."""
    password: str | None = fields.pop("password", None)
    assign(user, fields)
    user.username = user.username.lower()
    if len(user.username) > USERNAME_LENGTH_MAX or not USERNAME.fullmatch(user.username):
        message = said(
            en="A user name consists of small letters, digits and . _ @ + -",
            de="Ein Anmeldename besteht aus Kleinbuchstaben, Ziffern und . _ @ + -",
        )
        raise Invalid.field("username", "username", message)
    if password:
        set_password(user, password)
    elif not user.pk:
        user.set_unusable_password()
    taken = said(en="The user name {name} is taken.", de="Der Anmeldename {name} ist vergeben.", name=user.username)
    save_unique(user, field="username", code="username_taken", taken=taken)
    return user


def set_password(user: User, password: str) -> None:
    """On the object, unsaved. Raises Invalid with every reason why the password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("password", str(error.messages[0]), {"password": error.messages}) from error
    user.set_password(password)


@transaction.atomic
def delete_account(*, user: User) -> None:
    """An account that history names is closed instead: nobody signs in with it again."""
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.auth_token_set.all().delete()
        user.is_active = False
        user.username = f"{user.username[: USERNAME_LENGTH_MAX - 20]}@{user.pk}"
        user.set_unusable_password()
        user.save()


def sign_in(request: HttpRequest, *, username: str, password: str, address: str | None) -> User:
    """Opens a session. Says neither whether the name exists nor what was wrong (OWASP Authentication Cheat Sheet)."""
    name = username.lower()[:USERNAME_LENGTH_MAX]
    _slow_down(name, address)
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        FailedSignIn.objects.create(username=name, address=address)
        raise WrongPassword("wrong_password", said(en="User name or password is wrong.", de="Anmeldename oder Passwort ist falsch."))
    FailedSignIn.objects.filter(username=name, address=address).delete()
    login(request, user)
    request.session[SESSION_BEGAN] = timezone.now().timestamp()
    return user


def renew_session(request: HttpRequest) -> None:
    """The session lasts for another shift from now on: a board hangs on its wall for longer than one."""
    session = request.session
    if SESSION_KEY not in session:
        raise NotAllowed(
            "no_session", said(en="Only a session can be renewed.", de="Nur eine Anmeldung im Browser kann verlängert werden.")
        )
    now = timezone.now().timestamp()
    # One that was opened by an older program does not know its beginning.
    began = session.setdefault(SESSION_BEGAN, now)
    if now - began > timedelta(days=SESSION_DAYS_MAX).total_seconds():
        raise NotAllowed(
            "session_too_old",
            said(
                en="After {most} days a board asks for a sign-in again.",
                de="Nach {most} Tagen braucht eine Tafel eine neue Anmeldung.",
                most=SESSION_DAYS_MAX,
            ),
        )
    session.modified = True


def _slow_down(name: str, address: str | None) -> None:
    """In PostgreSQL, not in Redis: several web processes count together, and signing in works without Redis."""
    since = timezone.now() - timedelta(seconds=FAILED_SIGN_IN_WINDOW_SECONDS)
    FailedSignIn.objects.filter(at__lt=since).delete()
    failed = list(FailedSignIn.objects.filter(Q(address=address)).values_list("username", flat=True)[:FAILED_SIGN_INS_PER_ADDRESS_MAX])
    if failed.count(name) >= FAILED_SIGN_INS_PER_PERSON_MAX or len(failed) >= FAILED_SIGN_INS_PER_ADDRESS_MAX:
        raise TooMany(
            "too_many_sign_ins",
            said(
                en="Too many failed sign-ins. Please wait five minutes.",
                de="Zu viele fehlgeschlagene Anmeldungen. Bitte fünf Minuten warten.",
            ),
            retry_after_seconds=FAILED_SIGN_IN_WINDOW_SECONDS,
        )


@transaction.atomic
def set_preferences(*, user: User, fields: dict[str, Any]) -> User:
    assign(user, fields)
    user.save(update_fields=list(fields))
    return user


def change_password(request: HttpRequest, *, user: User, current: str, new: str) -> None:
    """The session at hand stays; every other one of this person ends. Counts as a sign-in for who guesses."""
    address = request.META.get("REMOTE_ADDR") or None
    _slow_down(user.username, address)
    if not user.check_password(current):
        FailedSignIn.objects.create(username=user.username, address=address)
        message = said(en="The present password is wrong.", de="Das bisherige Passwort ist falsch.")
        raise Invalid.field("current", "wrong_password", message)
    set_password(user, new)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)


@transaction.atomic
def make_token(*, by: User, name: str, days: int | None, service: bool) -> tuple[ServiceToken, str]:
    """The token and its secret, which is shown once and not kept. `service`: for an account of its own in the role *service*,
    which goes with its token; else the token acts as the person who made it."""
    if ServiceToken.objects.filter(made_by=by).count() >= TOKENS_MAX:
        sentence = said(
            en="There are {most} tokens already. Delete one first.",
            de="Es gibt schon {most} Token. Bitte erst eines löschen.",
            most=TOKENS_MAX,
        )
        raise Invalid("too_many_tokens", sentence)
    owner = by
    if service:
        owner = User(name=name, role=Role.SERVICE.value)
        owner.username = f"service-{uuid.uuid4().hex[:12]}"
        owner.set_unusable_password()
        owner.save()
    made: tuple[ServiceToken, str] = ServiceToken.objects.create(
        owner, expiry=timedelta(days=days) if days else None, name=name, made_by=by
    )
    return made


@transaction.atomic
def delete_token(*, token: ServiceToken) -> None:
    owner = token.user
    token.delete()
    if owner.role == Role.SERVICE.value and not owner.auth_token_set.exists():
        delete_account(user=owner)
