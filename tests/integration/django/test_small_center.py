"""The script of the documentation runs: a small center through the API alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytest_django.live_server_helper import LiveServer

from ccplatform.accounts.models import User
from ccplatform.accounts.services import save_account
from ccplatform.configuration.building import build
from contracts.intents import IntentEnvelope, SetPresence
from contracts.permissions import Role
from contracts.vocabulary import Presence
from tests.house.tree import CHECKOUT

PASSWORD = "correct horse battery"


def run(address: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, str(CHECKOUT / "docs" / "api" / "small_center.py"), address, "admin"]
    return subprocess.run(argv, env={**os.environ, "CC_PASSWORD": password}, capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def _administrator(transactional_db: None) -> None:
    fields = {"username": "admin", "name": "Admin", "role": Role.ADMINISTRATOR.value, "password": PASSWORD}
    save_account(user=User(), fields=fields)


def test_one_script_sets_a_small_center_up_and_again_changes_nothing(live_server: LiveServer, willing_engine: list[IntentEnvelope]) -> None:
    first = run(live_server.url)
    assert (first.returncode, first.stdout) == (0, "10 agents are ready on +4940555020\n"), first.stderr
    configuration = build(version=0, published_at=0)
    assert len(configuration.agents) == len(configuration.devices) == 10
    assert [number.number for number in configuration.numbers] == ["+4940555020"]
    ready = [envelope.intent for envelope in willing_engine if isinstance(envelope.intent, SetPresence)]
    assert [(intent.agent, intent.presence) for intent in ready] == [(agent.id, Presence.READY) for agent in configuration.agents]
    again = run(live_server.url)
    assert again.returncode == 0, again.stderr
    assert build(version=0, published_at=0) == configuration


def test_the_script_says_what_was_refused(live_server: LiveServer, center_redis: str) -> None:
    refused = run(live_server.url, "wrong")
    assert refused.returncode == 1
    assert "User name or password is wrong" in refused.stderr
