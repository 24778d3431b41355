"""Messages from supervisors over REST."""

from __future__ import annotations

import msgspec
import pytest
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from contracts.permissions import Role
from contracts.wire import NEWS_CHANNEL, News
from tests.integration.django.conftest import Asks, made


@pytest.fixture
def supervisor(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


@pytest.fixture
def desk(asks: Asks) -> APIClient:
    """Somebody at a desk."""
    return asks(Role.AGENT, agent=True)


def agent_id(client: APIClient) -> int:
    return int(client.get("/api/v1/session").json()["agent"]["id"])


def test_a_message_waits_until_it_is_read_and_its_sender_sees_that(center_redis: str, supervisor: APIClient, desk: APIClient) -> None:
    sent = made(supervisor, "messages", to_kind="agent", to_id=agent_id(desk), text="Please stay five minutes longer.")
    assert (sent["by"], sent["sent_to"]) == ("Supervisor", "Agent")
    (waiting,) = desk.get("/api/v1/messages?unread=true").json()["results"]
    assert (waiting["id"], waiting["text"], waiting["read_at"]) == (sent["id"], "Please stay five minutes longer.", None)
    (mine,) = supervisor.get("/api/v1/messages/sent").json()["results"]
    assert (mine["readers"], mine["seen"], mine["waiting"]) == (1, 0, ["Agent"])
    read = desk.put(f"/api/v1/messages/{sent['id']}/read").json()
    assert read["read_at"] is not None
    assert desk.put(f"/api/v1/messages/{sent['id']}/read").json() == read
    assert desk.get("/api/v1/messages?unread=true").json()["results"] == []
    assert [one["id"] for one in desk.get("/api/v1/messages").json()["results"]] == [sent["id"]]
    (mine,) = supervisor.get("/api/v1/messages/sent").json()["results"]
    assert (mine["seen"], mine["waiting"]) == (1, [])


def test_a_team_a_queue_or_everybody_gets_it_once_and_the_sender_does_not(center_redis: str, asks: Asks, desk: APIClient) -> None:
    supervisor, admin = asks(Role.SUPERVISOR, agent=True), asks(Role.ADMINISTRATOR)
    queue = made(admin, "queues", name="Billing DE")["id"]
    here, chief = agent_id(desk), agent_id(supervisor)
    admin.patch(f"/api/v1/agents/{here}", {"queues": [queue]})
    team = made(admin, "teams", name="North", agents=[here, chief])["id"]
    Agent.objects.create(name="A phone without a person")
    for to_kind, to_id, name in (("team", team, "North"), ("queue", queue, "Billing DE"), ("everybody", None, "")):
        assert made(supervisor, "messages", to_kind=to_kind, to_id=to_id, text="Hello")["sent_to"] == name
    assert len(desk.get("/api/v1/messages").json()["results"]) == 3
    assert supervisor.get("/api/v1/messages").json()["results"] == []


def test_a_message_to_nobody_is_refused(center_redis: str, supervisor: APIClient, asks: Asks) -> None:
    phone = Agent.objects.create(name="Desk 12")
    answer = supervisor.post("/api/v1/messages", {"to_kind": "agent", "to_id": phone.pk, "text": "Hello?"})
    assert (answer.status_code, answer.json()["code"]) == (409, "nobody_there")
    answer = supervisor.post("/api/v1/messages", {"to_kind": "team", "to_id": 77, "text": "Hello?"})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"to_id": ["There is no team 77."]})
    assert supervisor.post("/api/v1/messages", {"to_kind": "everybody", "text": "x" * 501}).status_code == 400


def test_messages_of_others_are_not_there(center_redis: str, supervisor: APIClient, desk: APIClient) -> None:
    sent = made(supervisor, "messages", to_kind="agent", to_id=agent_id(desk), text="For you")
    assert supervisor.put(f"/api/v1/messages/{sent['id']}/read").status_code == 404
    assert desk.post("/api/v1/messages", {"to_kind": "everybody", "text": "x"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_every_web_process_is_told_for_whom_it_is(center_redis: str, supervisor: APIClient, desk: APIClient) -> None:
    with Redis.from_url(center_redis) as redis, redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(NEWS_CHANNEL)
        heard.get_message(timeout=5.0)
        made(supervisor, "messages", to_kind="agent", to_id=agent_id(desk), text="For you")
        while (told := heard.get_message(timeout=5.0)) is None:
            pass
    news = msgspec.json.decode(told["data"], type=News)
    assert news.users == [desk.get("/api/v1/session").json()["user"]["id"]]
    assert msgspec.json.decode(news.message)["message"]["text"] == "For you"


def test_lending_is_allowed_to_supervisors_and_keeps_the_other_levels(supervisor: APIClient, asks: Asks, desk: APIClient) -> None:
    admin, here = asks(Role.ADMINISTRATOR), agent_id(desk)
    billing, orders = (made(admin, "queues", name=name)["id"] for name in ("Billing", "Orders"))
    admin.patch(f"/api/v1/agents/{here}", {"queues": [billing], "levels": {str(billing): 4}})
    answer = supervisor.put(f"/api/v1/agents/{here}/queues", {"queues": [billing, orders]})
    assert answer.json() == {"queues": [billing, orders], "levels": {str(billing): 4, str(orders): 1}}
    assert supervisor.put(f"/api/v1/agents/{here}/queues", {"queues": [999]}).status_code == 400
    assert desk.put(f"/api/v1/agents/{here}/queues", {"queues": []}).status_code == 403
