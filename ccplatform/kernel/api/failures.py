"""Failures as problem+json: {type, title, status, detail, code, errors?} (RFC 9457)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rest_framework import exceptions
from rest_framework.response import Response

from ccplatform.kernel.problems import Conflict, Problem, TooLarge, database_away, redis_away
from ccplatform.kernel.words import Words, said

CONTENT_TYPE = "application/problem+json"
USES_NAMED_MAX = 5
"""How many of the users of a thing a refusal to delete it names."""

log = logging.getLogger(__name__)


def body(status: int, code: str, detail: Words, errors: Mapping[str, Any] | None = None) -> dict[str, Any]:
    problem: dict[str, Any] = {
        "type": f"urn:ccplatform:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "code": code,
    }
    if errors:
        problem["errors"] = {field: [str(message) for message in messages] for field, messages in errors.items()}
    return problem


def as_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """REST framework's exception handler. None = a fault of ours, which Django logs and answers with 500."""
    problem = _problem(error)
    if problem is not None:
        response = Response(body(problem.status, problem.code, problem.detail, problem.errors), problem.status, content_type=CONTENT_TYPE)
        if (seconds := getattr(problem, "retry_after_seconds", None)) is not None:
            response["Retry-After"] = str(seconds)
        return response
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return None


def _problem(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if isinstance(error, ProtectedError):
        return _in_use(error)
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("the database does not answer: %s", str(error).strip().splitlines()[0] if str(error) else "no message")
        return database_away()
    if isinstance(error, RedisConnectionError | RedisTimeoutError):
        return redis_away()
    return None


def _in_use(error: ProtectedError) -> Conflict:
    users = sorted({_describe(thing) for thing in error.protected_objects})
    named = ", ".join(users[:USES_NAMED_MAX]) + (" ..." if len(users) > USES_NAMED_MAX else "")
    return Conflict("in_use", said(en="Still in use by {users}.", de="Wird noch verwendet: {users}.", users=named))


def _describe(thing: object) -> str:
    """A model says `in_words()` where its user is better named than itself (a membership: its agent)."""
    words = getattr(thing, "in_words", None)
    return str(words() if callable(words) else thing)


def _of_framework(error: exceptions.APIException) -> Response:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(error, exceptions.ValidationError):
        errors = dict(_flat("", error.detail))
        first = next(iter(errors.values()), [""])[0]
        data = body(error.status_code, "invalid", first, errors)
    else:
        code = error.detail.code if isinstance(error.detail, exceptions.ErrorDetail) else error.default_code
        data = body(error.status_code, code or error.default_code, str(error.detail))
    return Response(data, error.status_code, headers=headers, content_type=CONTENT_TYPE)


def _flat(path: str, detail: Any) -> Iterator[tuple[str, list[str]]]:
    """{"skills": [{}, {"level": ["..."]}]} becomes ("skills.1.level", ["..."]); what concerns the whole is under "non_field_errors"."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            yield from _flat(f"{path}.{key}" if path else str(key), value)
    elif isinstance(detail, list) and any(isinstance(item, Mapping | list) for item in detail):
        for index, item in enumerate(detail):
            yield from _flat(f"{path}.{index}" if path else str(index), item)
    elif isinstance(detail, list):
        if detail:
            yield path or "non_field_errors", [str(item) for item in detail]
    else:
        yield path or "non_field_errors", [str(detail)]


def problem_response(problem: Problem) -> HttpResponse:
    """The same outside of REST framework: middleware, unknown addresses."""
    return HttpResponse(
        json.dumps(body(problem.status, problem.code, problem.detail, problem.errors)), status=problem.status, content_type=CONTENT_TYPE
    )


def _plain(status: int, code: str, detail: Words) -> HttpResponse:
    return HttpResponse(json.dumps(body(status, code, detail)), status=status, content_type=CONTENT_TYPE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plain(403, "csrf", said(en="The request did not come from our own page.", de="Die Anfrage kam nicht von unserer Seite."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(400, "bad_request", said(en="The request cannot be understood.", de="Die Anfrage ist nicht verständlich."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(404, "not_found", said(en="There is nothing at this address.", de="Unter dieser Adresse ist nichts."))


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = said(
        en="Something went wrong on our side. It stands in the log.",
        de="Auf unserer Seite ist etwas schiefgegangen. Es steht im Protokoll.",
    )
    return _plain(500, "server_error", sentence)
