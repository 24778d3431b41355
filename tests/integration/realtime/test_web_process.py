"""The web process as it really runs: it ends when asked although desks are connected, and a killed one is back with the truth."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from contracts import wire
from contracts.facts import encode
from launch.ports import free_port
from tests.support.facts import Story

ANSWER_SECONDS_MAX = 60
"""Only a test that fails waits this long."""
CHECKOUT = Path(__file__).resolve().parents[3]
SIGN_IN = """
from django.test import Client
from ccplatform.accounts.models import User
client = Client()
client.force_login(User.objects.create(username="jonas", name="Jonas", role="supervisor"))
print("cookie", client.cookies["cc_session"].value)
"""


@pytest.fixture
def environment(database_url: str, empty_redis_url: str) -> dict[str, str]:
    center = {"DATABASE_URL": database_url, "REDIS_URL": empty_redis_url, "CC_SECRET_KEY": "only for this test"}
    return os.environ | center | {"DJANGO_SETTINGS_MODULE": "ccplatform.settings"}


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
    return subprocess.run(command, env=environment, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout


@contextmanager
def web(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "uvicorn", "ccplatform.asgi:application", "--port", str(port), "--timeout-graceful-shutdown", "3"]
    process = subprocess.Popen(command, env=environment, cwd=CHECKOUT)
    try:
        answers(process, port)
        yield process
    finally:
        process.kill()
        process.wait()


def answers(process: subprocess.Popen[bytes], port: int) -> None:
    """Polls: a web server has no other way to say that it listens."""
    pause = threading.Event()
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/schema", timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError):
            pause.wait(0.05)
    raise AssertionError("the web process ended by itself")


def board(port: int, cookie: str) -> ClientConnection:
    origin: Any = f"http://127.0.0.1:{port}"
    return connect(f"ws://127.0.0.1:{port}/ws/live", origin=origin, additional_headers={"Cookie": f"cc_session={cookie}"})


def until(socket: ClientConnection, agent: int, presence: str) -> None:
    """Reads on until some message shows the agent so."""
    while True:
        message = json.loads(socket.recv(ANSWER_SECONDS_MAX))
        if any(view["live"]["id"] == agent and view["live"]["presence"] == presence for view in message.get("agents", [])):
            return


def tell(redis: Redis, story: Story) -> None:
    for envelope in story.take():
        redis.xadd(wire.FACTS_STREAM, {"f": encode(envelope)})


def test_killed_and_asked_to_end(environment: dict[str, str], empty_redis_url: str) -> None:
    manage(environment, "migrate")
    cookie = manage(environment, "shell", "-c", SIGN_IN).split()[-1]
    story = Story()
    port = free_port()
    with Redis.from_url(empty_redis_url) as redis:
        story.signs_in(1)
        tell(redis, story)
        with web(environment, port), board(port, cookie) as socket:
            until(socket, 1, "ready")
        story.signs_out(1)
        tell(redis, story)
        with web(environment, port) as process, board(port, cookie) as socket:
            until(socket, 1, "offline")
            process.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed):
                while True:
                    socket.recv(ANSWER_SECONDS_MAX)
            # uvicorn ends in order and then passes the signal on.
            assert process.wait(ANSWER_SECONDS_MAX) in {0, -signal.SIGTERM}
