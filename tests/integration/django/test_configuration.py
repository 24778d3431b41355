"""Publishing: one change is one version, at once with the engine, or as soon as Redis is back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from redis import Redis
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.configuration import services
from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.kernel import engine
from ccplatform.queues.models import Queue, Skill
from ccplatform.queues.services import save_queue, save_skill
from contracts.configuration import CenterConfiguration
from contracts.intents import AdoptConfiguration, IntentEnvelope
from contracts.live import LiveState
from contracts.wire import CONFIGURATION_KEY, HEARTBEAT_KEY, INTENTS_STREAM, SNAPSHOT_KEY
from telephony.provisioning.services import open_softphone
from tests.integration.django.conftest import made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of these tests never answers."""
    monkeypatch.setattr(engine, "ANSWER_SECONDS_MAX", 0.05)


@pytest.fixture
def redis(center_redis: str) -> Iterator[Redis]:
    with Redis.from_url(center_redis) as client:
        yield client


@pytest.fixture
def by() -> User:
    return User.objects.create(username="admin", name="Admin", role="administrator")


def in_redis(redis: Redis) -> CenterConfiguration:
    raw = redis.get(CONFIGURATION_KEY)
    assert isinstance(raw, bytes)
    return msgspec.json.decode(raw, type=CenterConfiguration)


def test_a_change_is_with_the_engine_when_the_answer_comes(admin: APIClient, redis: Redis) -> None:
    redis.set(HEARTBEAT_KEY.format(process="engine"), "1")
    made(admin, "queues", name="Billing DE")
    assert [queue.name for queue in in_redis(redis).queues] == ["Billing DE"]
    entries: list[tuple[bytes, dict[bytes, bytes]]] = redis.xrange(INTENTS_STREAM)  # type: ignore[assignment]  # redis types it loosely
    (envelope,) = (msgspec.json.decode(fields[b"i"], type=IntentEnvelope) for _, fields in entries)
    assert envelope.intent == AdoptConfiguration(version=1)
    assert admin.get("/api/v1/configuration").json() == {
        "version": 1,
        "published_at": admin.get("/api/v1/configuration/versions").json()["results"][0]["published_at"],
        "delivered_version": 1,
        "applied_version": None,
        "problem": None,
        "problems": [],
    }


def test_many_changes_of_one_transaction_are_one_version(by: User, redis: Redis) -> None:
    with transaction.atomic():
        for name in "abc":
            save_skill(skill=Skill(), fields={"name": name}, by=by)
            save_queue(queue=Queue(), fields={"name": name}, by=by)
    assert in_redis(redis).version == 1
    assert len(in_redis(redis).queues) == 3
    save_queue(queue=Queue(), fields={"name": "d"}, by=by)
    assert in_redis(redis).version == 2
    assert list(ConfigurationVersion.objects.values_list("version", "changed", "published_by")) == [
        (2, "queue", by.pk),
        (1, "skill", by.pk),
    ]


def test_what_is_rolled_back_is_not_published(by: User, redis: Redis) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        save_queue(queue=Queue(), fields={"name": "a"}, by=by)
        raise ZeroDivisionError
    assert not ConfigurationVersion.objects.exists()
    save_queue(queue=Queue(), fields={"name": "b"}, by=by)
    assert [queue.name for queue in in_redis(redis).queues] == ["b"]


def test_what_changes_nothing_makes_no_version(by: User, redis: Redis) -> None:
    queue = save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    save_queue(queue=queue, fields={"name": "a"}, by=by)
    assert in_redis(redis).version == 1


@pytest.mark.usefixtures("redis_away")
def test_redis_away_leaves_the_version_in_postgresql_and_the_api_says_so(admin: APIClient) -> None:
    made(admin, "queues", name="Billing DE")
    standing = admin.get("/api/v1/configuration").json()
    assert (standing["version"], standing["delivered_version"], standing["applied_version"]) == (1, None, None)


def test_the_job_brings_it_to_redis_later(by: User, redis: Redis) -> None:
    save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    redis.flushall()  # it lost its memory
    delivery = services.deliver_if_needed()
    assert delivery == services.Delivery(1, in_redis=True, adopted=False)
    assert in_redis(redis).version == 1
    assert services.deliver_if_needed() is None


def test_a_configuration_that_is_broken_is_not_published(by: User, redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    monkeypatch.setattr("ccplatform.configuration.building.problems", lambda _: iter(["number 100 leads nowhere"]))
    save_queue(queue=Queue(), fields={"name": "b"}, by=by)
    assert in_redis(redis).version == 1
    assert Queue.objects.count() == 2


def test_rotated_secrets_are_forgotten_and_what_people_changed_is_kept(by: User, redis: Redis) -> None:
    agent = Agent.objects.create(name="Lena")
    open_softphone(agent=agent, by=by)
    save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    open_softphone(agent=agent, by=by)
    open_softphone(agent=agent, by=by)
    assert services.forget_rotations(before=timezone.now()) == 2
    assert list(ConfigurationVersion.objects.values_list("version", "changed")) == [(4, "softphone"), (2, "queue")]


def test_a_change_whose_process_died_is_published_by_the_job(by: User, redis: Redis) -> None:
    save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    Queue.objects.create(name="b")  # committed, and never announced
    services.catch_up()
    assert [queue.name for queue in in_redis(redis).queues] == ["a", "b"]
    services.catch_up()
    assert in_redis(redis).version == 2


def test_a_change_succeeds_though_publishing_fails(admin: APIClient, redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(services, "publish_configuration", fail)
    made(admin, "queues", name="Billing DE")
    assert not ConfigurationVersion.objects.exists()


def test_a_new_database_goes_on_where_the_engine_is(by: User, redis: Redis) -> None:
    redis.set(SNAPSHOT_KEY, msgspec.json.encode(LiveState(version=41)))
    save_queue(queue=Queue(), fields={"name": "a"}, by=by)
    assert in_redis(redis).version == 42


def test_many_who_change_at_once_leave_one_history_and_a_last_version_that_has_it_all(by: User, redis: Redis) -> None:
    def change(name: str) -> None:
        try:
            save_queue(queue=Queue(), fields={"name": name}, by=by)
        finally:
            connection.close()

    names = [f"queue {n}" for n in range(12)]
    with ThreadPoolExecutor(max_workers=6) as threads:
        list(threads.map(change, names))
    versions = list(ConfigurationVersion.objects.order_by("version"))
    assert [version.version for version in versions] == list(range(1, len(versions) + 1))
    last = msgspec.json.decode(bytes(versions[-1].content), type=CenterConfiguration)
    assert {queue.name for queue in last.queues} == set(names)
    assert in_redis(redis) == last
