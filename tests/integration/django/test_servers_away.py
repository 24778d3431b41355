"""PostgreSQL and Redis are away: the web process answers at once, and says so."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from launch.ports import LOOPBACK, free_port

SESSION = "0123456789abcdefghijklmnopqrstuv"


@pytest.fixture(scope="module")
def lonely_web() -> Iterator[int]:
    """A web process whose servers are not there; its port."""
    port, nobody = free_port(), free_port()
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ccplatform.settings",
        "DATABASE_URL": f"postgresql://nobody@{LOOPBACK}:{nobody}/nothing",
        "REDIS_URL": f"redis://{LOOPBACK}:{nobody}/0",
        "PYTHONUNBUFFERED": "1",
    }
    argv = [sys.executable, "-m", "uvicorn", "ccplatform.asgi:application", "--host", LOOPBACK, "--port", str(port)]
    process = subprocess.Popen(argv, env=surroundings, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "Uvicorn running" in line:
            break
    else:
        raise AssertionError("".join(said))
    yield port
    process.terminate()
    process.communicate()


def ask(port: int, path: str, **headers: str) -> tuple[int, str, Any]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers["Content-Type"], json.loads(body)


def test_health_tells_what_is_missing(lonely_web: int) -> None:
    status, _, body = ask(lonely_web, "/healthz")
    assert (status, body["database"], body["redis"], body["engine"]) == (503, False, False, None)


@pytest.mark.parametrize("headers", [{"Cookie": f"cc_session={SESSION}"}, {"Authorization": "Token abcdefghijklmnop"}])
def test_the_api_says_that_the_database_is_away(lonely_web: int, headers: dict[str, str]) -> None:
    status, content_type, body = ask(lonely_web, "/api/v1/queues", **headers)
    assert (status, content_type, body["code"]) == (503, "application/problem+json", "database_away")
    assert body["detail"].startswith("The database does not answer")


def test_it_says_so_in_german_too(lonely_web: int) -> None:
    _, _, body = ask(lonely_web, "/api/v1/queues", Cookie=f"cc_session={SESSION}", **{"Accept-Language": "de"})
    assert body["detail"].startswith("Die Datenbank antwortet nicht")
