"""From a form to the routing: when a change is answered, the engine's process routes by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rest_framework.test import APIClient

from contracts import facts as f
from contracts.wire import FACTS_STREAM, PULSE_CHANNEL
from launch.ports import free_port
from tests.integration.django.conftest import made

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 60
"""What is waited for comes in milliseconds; this only ends a test that has failed."""


@pytest.fixture
def redis(center_redis: str) -> Iterator[Redis]:
    with Redis.from_url(center_redis) as client:
        yield client


@pytest.fixture
def engine(redis: Redis, center_redis: str, tmp_path: Path) -> Iterator[Path]:
    """The engine's own process, alive; its log. No Asterisk is there: the configuration does not wait for one."""
    password = tmp_path / "ari-password"
    password.write_text("nobody listens")
    environment = {
        **os.environ,
        "REDIS_URL": center_redis,
        "CC_STATE_DIR": str(tmp_path),
        "CC_ARI_URL": f"http://127.0.0.1:{free_port()}",
        "CC_ARI_USER": "ccplatform",
        "CC_ARI_PASSWORD_FILE": str(password),
    }
    (tmp_path / "journal").mkdir()
    log = tmp_path / "engine.log"
    with redis.pubsub(ignore_subscribe_messages=True) as pulse, log.open("wb") as words:  # type: ignore[no-untyped-call]  # redis types it not
        pulse.subscribe(PULSE_CHANNEL)
        process = subprocess.Popen([sys.executable, "-m", "acd"], env=environment, stderr=words)
        try:
            while pulse.get_message(timeout=PATIENCE_S) is None:  # the confirmation of the subscription counts as none
                assert process.poll() is None, log.read_text()
            yield log
        finally:
            process.terminate()
            process.wait()


def adopted(redis: Redis) -> list[int]:
    """The versions that the engine says it has adopted, in order."""
    entries: Any = redis.xrange(FACTS_STREAM)
    said = [f.decode(fields[b"f"]).fact for _, fields in entries]
    return [fact.version for fact in said if isinstance(fact, f.ConfigurationAdopted)]


def test_a_change_is_at_work_when_it_is_answered_and_so_is_its_roll_back(admin: APIClient, redis: Redis, engine: Path) -> None:
    queue = made(admin, "queues", name="Billing DE")
    first = admin.get("/api/v1/configuration").json()
    assert (first["version"], first["delivered_version"]) == (1, 1)
    admin.patch(f"/api/v1/queues/{queue['id']}", {"offer_seconds": 33, "rings": [{"after_seconds": 5, "required_skills": []}]})
    assert admin.post("/api/v1/configuration/versions/1/restore").json()["version"] == 3
    # The facts are shipped a moment after the intent was answered: the next pulse tells how far.
    until_shipped(redis, 3, engine)
    assert [version for version in adopted(redis) if version] == [1, 2, 3]
    assert admin.get("/api/v1/configuration").json()["applied_version"] == 3
    assert "refuse" not in engine.read_text()


def until_shipped(redis: Redis, version: int, log: Path) -> None:
    last: bytes | str = "0"
    while version not in adopted(redis):
        entries: Any = redis.xread({FACTS_STREAM: last}, block=PATIENCE_S * 1000)
        assert entries, log.read_text()
        last = entries[0][1][-1][0]
