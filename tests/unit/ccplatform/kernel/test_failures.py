"""What goes wrong becomes one flat document."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from redis.exceptions import ConnectionError as RedisConnectionError
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError

from ccplatform.kernel.api.failures import as_problem
from ccplatform.kernel.problems import Conflict, TooMany


def test_a_problem_says_what_which_and_why() -> None:
    answer = as_problem(Conflict.field("name", "name_taken", "There is one already."), {})
    assert answer is not None
    assert answer.data == {
        "type": "urn:ccplatform:problem:name_taken",
        "title": "Conflict",
        "status": 409,
        "detail": "There is one already.",
        "code": "name_taken",
        "errors": {"name": ["There is one already."]},
    }


def test_nested_errors_are_named_by_their_path() -> None:
    error = ValidationError({"skills": [{}, {"level": ["too high"]}], "name": ["missing"], "codecs": {"0": ["unknown"]}})
    answer = as_problem(error, {})
    assert answer is not None
    assert answer.data["errors"] == {"skills.1.level": ["too high"], "name": ["missing"], "codecs.0": ["unknown"]}


def test_what_concerns_the_whole_has_a_name_too() -> None:
    answer = as_problem(ValidationError(["one of them"]), {})
    assert answer is not None
    assert answer.data["errors"] == {"non_field_errors": ["one of them"]}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OperationalError("server closed the connection"), 503, "database_away"),
        (OperationalError(), 503, "database_away"),
        (RedisConnectionError(), 503, "redis_away"),
        (NotAuthenticated(), 401, "not_authenticated"),
    ],
)
def test_faults_of_the_world_have_their_codes(error: Exception, status: int, code: str) -> None:
    answer = as_problem(error, {})
    assert answer is not None
    assert (answer.status_code, answer.data["code"]) == (status, code)


@pytest.mark.parametrize("error", [TooMany("too_many", "Wait.", retry_after_seconds=7), Throttled(wait=6)])
def test_who_must_wait_is_told_how_long(error: Exception) -> None:
    answer = as_problem(error, {})
    assert answer is not None
    assert answer.headers["Retry-After"] == "7"


def test_a_fault_of_ours_is_not_hidden() -> None:
    assert as_problem(ZeroDivisionError(), {}) is None
