"""Why nobody takes those who wait: a stand-in answers as the engine does, and the web gives it names and a sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import pytest
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from ccplatform.kernel import engine
from ccplatform.queues.models import Queue, Skill
from contracts.outlook import NextRing, Outlook, Prospect, Question, Reply
from contracts.permissions import Role
from contracts.wire import QUESTIONS_STREAM
from tests.integration.django.conftest import Asks

SECOND = 1_000_000
NOW = 1_800_000_000 * SECOND


@contextmanager
def answering(url: str, outlook: Callable[[Question], Outlook | None]) -> Iterator[None]:
    """Reads one question and publishes what is told."""

    def serve() -> None:
        with Redis.from_url(url) as redis:
            ((_, entries),) = redis.xread({QUESTIONS_STREAM: "0"}, count=1, block=10_000)
            question = msgspec.json.decode(entries[0][1][b"q"], type=Question)
            redis.publish(question.reply_to, msgspec.json.encode(Reply(id=question.id, outlook=outlook(question))))

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    thread.join()


@pytest.fixture
def jonas(asks: Asks) -> APIClient:
    client = asks(Role.SUPERVISOR)
    # The first request of a process loads every room: longer than the stand-in waits, on a busy machine.
    assert client.get("/api/v1/agent-hours").status_code == 200
    return client


def test_everything_has_its_name_and_the_sentence_its_numbers(center_redis: str, jonas: APIClient) -> None:
    queue, lena, german = Queue.objects.create(name="Billing"), Agent.objects.create(name="Lena"), Skill.objects.create(name="German")
    lacking = Prospect(agent=lena.pk, why="skill", stage=1, level=1, since=NOW, skills={german.pk: 1}, lacks={german.pk: 3})
    told = Outlook(
        at=NOW,
        queue=queue.pk,
        waiting=1,
        interaction="i1",
        place=1,
        required_skills={german.pk: 3},
        next_ring=NextRing(stage=1, at=NOW + 12 * SECOND, required_skills={german.pk: 1}, teams=[], gains=1),
        people_count=1,
        people=[lacking],
    )
    with answering(center_redis, lambda question: told if question.queue == queue.pk else None):
        found = jonas.get(f"/api/v1/live/queues/{queue.pk}/outlook").json()
    assert found["sentence"] == "The only one signed in lacks a skill; ring 2 starts in 12 s and brings one more."
    assert (found["queue"]["name"], found["required_skills"]) == ("Billing", [{"id": german.pk, "name": "German", "level": 3}])
    (person,) = found["people"]
    assert (person["agent"]["name"], person["sentence"]) == ("Lena", "lacks a skill: German >= 3")


def test_who_does_not_wait_any_more_is_no_mistake_and_an_unknown_queue_is(center_redis: str, jonas: APIClient) -> None:
    with answering(center_redis, lambda _: None):
        assert jonas.get("/api/v1/live/interactions/i1/outlook").status_code == 204
    Redis.from_url(center_redis).delete(QUESTIONS_STREAM)
    with answering(center_redis, lambda _: None):
        assert jonas.get("/api/v1/live/queues/99/outlook").status_code == 404


def test_an_engine_that_is_away_is_said(center_redis: str, jonas: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ANSWER_SECONDS_MAX", 0.05)
    answer = jonas.get("/api/v1/live/queues/1/outlook")
    assert (answer.status_code, answer.json()["code"]) == (503, "engine_away")


def test_an_agent_is_not_told_of_the_others(center_redis: str, asks: Asks) -> None:
    assert asks(Role.AGENT).get("/api/v1/live/queues/1/outlook").status_code == 403
