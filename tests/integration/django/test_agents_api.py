"""Agents, their accounts and their presence over REST."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from ccplatform.kernel import engine
from contracts.intents import IntentEnvelope, IntentOutcome, Refusal, SetPresence
from contracts.live import LiveAgent, LiveState
from contracts.permissions import Role
from contracts.vocabulary import AgentState, Presence
from contracts.wire import INTENTS_STREAM, SNAPSHOT_KEY
from tests.integration.django.conftest import Asks, made


def test_an_agent_comes_with_account_queues_and_skills(admin: APIClient) -> None:
    german = made(admin, "skills", name="german")["id"]
    queue = made(admin, "queues", name="Billing DE")["id"]
    agent = made(
        admin,
        "agents",
        name="Lena Fischer",
        username="Lena.Fischer",
        password="correct horse battery",
        email="lena@example.net",
        role="supervisor",
        language="de",
        queues=[queue],
        skills=[{"skill": german, "level": 4}],
    )
    assert agent == {
        "id": agent["id"],
        "name": "Lena Fischer",
        "user": agent["user"],
        "username": "lena.fischer",
        "email": "lena@example.net",
        "role": "supervisor",
        "language": "de",
        "queues": [queue],
        "levels": {str(queue): 1},
        "skills": [{"skill": german, "level": 4}],
        "devices": [],
        "teams": [],
        "always_on": False,
        "active": True,
    }
    assert admin.get(f"/api/v1/agents/{agent['id']}").json() == agent
    changed = admin.patch(f"/api/v1/agents/{agent['id']}", {"name": "Lena Meyer", "queues": []}).json()
    assert (changed["name"], changed["queues"], changed["skills"]) == ("Lena Meyer", [], agent["skills"])
    assert APIClient().login(username="lena.fischer", password="correct horse battery")


def test_a_phone_without_a_person_is_an_agent_without_account(admin: APIClient) -> None:
    agent = made(admin, "agents", name="Desk 12")
    assert (agent["user"], agent["username"]) == (None, "")
    answer = admin.patch(f"/api/v1/agents/{agent['id']}", {"password": "correct horse battery"})
    assert answer.json()["code"] == "username_missing"


def test_a_user_name_that_is_taken_is_said(admin: APIClient) -> None:
    made(admin, "agents", name="Lena", username="lena")
    answer = admin.post("/api/v1/agents", {"name": "Other", "username": "LENA"})
    assert (answer.status_code, answer.json()["errors"]) == (409, {"username": ["The user name lena is taken."]})
    assert not Agent.objects.filter(name="Other").exists()


def test_nobody_becomes_a_service_account_or_deletes_the_own_one(asks: Asks, admin: APIClient) -> None:
    assert admin.post("/api/v1/agents", {"name": "X", "username": "x", "role": "service"}).status_code == 400
    administrator = asks(Role.ADMINISTRATOR, agent=True)
    own = administrator.get("/api/v1/session").json()["agent"]["id"]
    assert administrator.delete(f"/api/v1/agents/{own}").json()["code"] == "own_account"


def test_a_deleted_agent_cannot_sign_in(admin: APIClient) -> None:
    agent = made(admin, "agents", name="Lena", username="lena", password="correct horse battery")
    assert admin.delete(f"/api/v1/agents/{agent['id']}").status_code == 204
    assert not APIClient().login(username="lena", password="correct horse battery")


def test_a_queue_with_members_is_not_deleted_and_says_who(admin: APIClient) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    made(admin, "agents", name="Lena Fischer", queues=[queue])
    assert "Lena Fischer" in admin.delete(f"/api/v1/queues/{queue}").json()["detail"]


@pytest.fixture
def stubborn_engine(center_redis: str) -> Iterator[list[IntentEnvelope]]:
    """Accepts being ready, refuses everything else; the intents that it saw."""
    seen: list[IntentEnvelope] = []

    def serve() -> None:
        last: bytes | str = "0"
        with Redis.from_url(center_redis) as redis:
            while not stop.is_set():
                for _, entries in redis.xread({INTENTS_STREAM: last}, block=100):
                    for entry, fields in entries:
                        last = entry
                        envelope = msgspec.json.decode(fields[b"i"], type=IntentEnvelope)
                        seen.append(envelope)
                        ready = isinstance(envelope.intent, SetPresence) and envelope.intent.presence is Presence.READY
                        outcome = IntentOutcome(id=envelope.id, refused=None if ready else Refusal(code="interaction_in_hand"))
                        redis.publish(envelope.reply_to, msgspec.json.encode(outcome))

    stop = threading.Event()
    thread = threading.Thread(target=serve)
    thread.start()
    yield seen
    stop.set()
    thread.join()


def test_presence_goes_through_the_engine(asks: Asks, stubborn_engine: list[IntentEnvelope]) -> None:
    agent = asks(Role.AGENT, agent=True)
    own = agent.get("/api/v1/session").json()["agent"]["id"]
    answer = agent.put(f"/api/v1/agents/{own}/presence", {"presence": "ready", "device": 12})
    assert (answer.status_code, answer.json()) == (200, {"presence": "ready", "reason": "", "device": 12})
    assert stubborn_engine[0].intent == SetPresence(agent=own, presence=Presence.READY, device=12)
    refused = agent.put(f"/api/v1/agents/{own}/presence", {"presence": "offline"})
    assert (refused.status_code, refused.json()["code"]) == (409, "interaction_in_hand")


def test_a_reason_that_nobody_set_up_is_refused(asks: Asks, center_redis: str) -> None:
    agent = asks(Role.AGENT, agent=True)
    own = agent.get("/api/v1/session").json()["agent"]["id"]
    answer = agent.put(f"/api/v1/agents/{own}/presence", {"presence": "not_ready", "reason": "nap"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_reason")


def test_an_agent_changes_and_sees_only_the_own_presence(asks: Asks, center_redis: str) -> None:
    other = Agent.objects.create(name="Other")
    agent = asks(Role.AGENT, agent=True)
    assert agent.put(f"/api/v1/agents/{other.pk}/presence", {"presence": "ready"}).status_code == 403
    assert agent.get(f"/api/v1/agents/{other.pk}/presence").status_code == 403
    assert asks(Role.SUPERVISOR).get(f"/api/v1/agents/{other.pk}/presence").status_code == 200
    assert asks(Role.SUPERVISOR).get("/api/v1/agents/999/presence").status_code == 404


def test_an_engine_that_is_away_is_503(asks: Asks, center_redis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ANSWER_SECONDS_MAX", 0.05)
    agent = asks(Role.AGENT, agent=True)
    own = agent.get("/api/v1/session").json()["agent"]["id"]
    answer = agent.put(f"/api/v1/agents/{own}/presence", {"presence": "ready"})
    assert (answer.status_code, answer.json()["code"]) == (503, "engine_away")


def test_redis_away_is_503(asks: Asks, redis_away: None) -> None:
    agent = asks(Role.AGENT, agent=True)
    own = agent.get("/api/v1/session").json()["agent"]["id"]
    answer = agent.put(f"/api/v1/agents/{own}/presence", {"presence": "ready"})
    assert (answer.status_code, answer.json()["code"]) == (503, "redis_away")


def test_presence_is_read_from_the_snapshot(asks: Asks, center_redis: str) -> None:
    agent = asks(Role.AGENT, agent=True)
    own = agent.get("/api/v1/session").json()["agent"]["id"]
    live = LiveAgent(id=own, presence=Presence.READY, presence_since=1_700_000_000_000_001, state=AgentState.TALKING, reachable_devices=[5])
    with Redis.from_url(center_redis) as redis:
        redis.set(SNAPSHOT_KEY, msgspec.json.encode(LiveState(agents={own: live})))
    answer = agent.get(f"/api/v1/agents/{own}/presence").json()
    assert answer["presence"] == "ready"
    assert answer["presence_since"] == "2023-11-14T22:13:20.000001Z"
    assert answer["state"] == "talking"
    assert answer["reachable_devices"] == [5]


def test_reasons_are_read_by_agents_and_made_by_administrators(asks: Asks, admin: APIClient) -> None:
    made(admin, "not-ready-reasons", code="lunch", name_en="Lunch", name_de="Mittagspause")
    assert asks(Role.AGENT).get("/api/v1/not-ready-reasons").json()["results"][0]["name_de"] == "Mittagspause"
    assert admin.post("/api/v1/not-ready-reasons", {"code": "LUNCH", "name_en": "a", "name_de": "b"}).json()["code"] == "code_taken"
