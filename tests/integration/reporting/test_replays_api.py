"""What if, over REST: asked for, run by the worker's task in a process of its own, told with its progress, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.configuration.models import ConfigurationVersion
from contracts.permissions import Role
from contracts.replays import ReplayedSide
from reporting.replays import running, services
from reporting.replays.models import Replay, State
from tests.integration.django.conftest import Asks
from tests.integration.reporting.test_replays import lived

__all__ = ["lived"]


@pytest.fixture
def planner(asks: Asks, monkeypatch: pytest.MonkeyPatch) -> APIClient:
    monkeypatch.setattr(services, "ask_worker", lambda: None)
    return asks(Role.SUPERVISOR)


def asked(client: APIClient, **other: Any) -> Any:
    answer = client.post("/api/v1/replays", {"day": "2026-06-01", "staffing": {"2": 3}} | other)
    assert answer.status_code == 202, answer.content
    return answer.json()


def number(result: Any, queue: int | None, key: str) -> Any:
    rows = next(row for row in result if row["queue"] == queue)["numbers"]
    return next(row for row in rows if row["key"] == key)


def test_a_day_with_more_staff_is_told_beside_the_day_as_it_was(planner: APIClient, lived: ReplayedSide) -> None:
    ordered = asked(planner, changes={"queues": [{"id": 1, "required_skills": []}]})
    assert (ordered["state"], ordered["result"], ordered["progress"]) == ("waiting", None, 0)
    assert services.run_waiting() == 1
    done = planner.get(f"/api/v1/replays/{ordered['id']}").json()
    assert (done["state"], done["progress"], done["problem"]) == ("done", 1, "")
    whole = number(done["result"], None, "service_level")
    assert whole["difference"] > 0
    assert whole["better"] is True
    assert whole["as_it_was"] == pytest.approx(lived.queues[-1].service_level)
    assert "answered within T" in whole["formula"]
    assert number(done["result"], 2, "offered")["difference"] == 0
    assert number(done["result"], 2, "offered")["better"] is None
    assert number(done["result"], None, "asa")["better"] is True
    assert [row["id"] for row in planner.get("/api/v1/replays").json()["results"]] == [ordered["id"]]


def test_only_the_queues_asked_for_are_shown(planner: APIClient, lived: ReplayedSide) -> None:
    ordered = asked(planner, queues=[3])
    services.run_waiting()
    result = planner.get(f"/api/v1/replays/{ordered['id']}").json()["result"]
    assert [row["queue"] for row in result] == [None, 3]


def test_another_version_is_put_in_the_place_of_the_days(planner: APIClient, lived: ReplayedSide) -> None:
    first = ConfigurationVersion.objects.get()
    content = bytes(first.content).replace(b'"wrap_up_seconds":60', b'"wrap_up_seconds":0').replace(b'"version":1', b'"version":2', 1)
    ConfigurationVersion.objects.create(version=2, content=content, digest="y", published_at=first.published_at)
    ordered = asked(planner, version=2, staffing={})
    services.run_waiting()
    result = planner.get(f"/api/v1/replays/{ordered['id']}").json()["result"]
    assert number(result, None, "aht")["difference"] < 0


def test_days_that_can_be_replayed_are_listed(planner: APIClient, lived: ReplayedSide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.replays.selectors.DAYS_SHOWN_MAX", 100_000)
    days = planner.get("/api/v1/replays/days").json()
    assert [day["day"] for day in days] == ["2026-06-01"]
    assert days[0]["visits"] >= 900


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"day": "tomorrow"}, "day"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"version": 77}, "version"),
        ({"staffing": {"x": 1}}, "staffing"),
        ({"staffing": {"1": 1000}}, "staffing.1"),
        ({"changes": {"queues": [{"id": 1, "strategy": "loudest"}]}}, "changes.queues.0.strategy"),
        ({"changes": {"queues": [{"id": 1, "rings": [{"after_seconds": 9}, {"after_seconds": 3}]}]}}, "changes.queues.0.rings"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_field(planner: APIClient, fields: dict[str, Any], named: str) -> None:
    answer = planner.post("/api/v1/replays", {"day": "2026-06-01"} | fields)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [named]


def test_what_the_day_does_not_hold_fails_with_words(planner: APIClient, lived: ReplayedSide) -> None:
    nobody, unknown = asked(planner, day="2026-06-02"), asked(planner, staffing={"77": 1})
    assert services.run_waiting() == 2
    problems = [planner.get(f"/api/v1/replays/{one['id']}").json() for one in (nobody, unknown)]
    assert [one["state"] for one in problems] == ["failed", "failed"]
    assert "Nobody entered a queue" in problems[0]["problem"]
    assert "queue 77 has 0 agents" in problems[1]["problem"]


def test_one_that_is_cancelled_while_it_runs_is_ended(planner: APIClient, lived: ReplayedSide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LOOK_SECONDS", 0)
    ordered = asked(planner)
    heard: list[float] = []
    original = services._Watch.tell

    def tell(watch: services._Watch, share: float) -> None:
        heard.append(share)
        original(watch, share)
        planner.delete(f"/api/v1/replays/{ordered['id']}")

    monkeypatch.setattr(services._Watch, "tell", tell)
    services.run_waiting()
    assert planner.get(f"/api/v1/replays/{ordered['id']}").json()["state"] == "cancelled"
    assert len(heard) == 1
    assert planner.delete(f"/api/v1/replays/{ordered['id']}").status_code == 204
    assert planner.get(f"/api/v1/replays/{ordered['id']}").status_code == 404


def test_a_replay_that_takes_too_long_is_ended_with_words(planner: APIClient, lived: ReplayedSide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS_MAX", -1)
    ordered = asked(planner)
    services.run_waiting()
    assert "was ended" in planner.get(f"/api/v1/replays/{ordered['id']}").json()["problem"]


@pytest.mark.django_db
def test_so_many_wait_and_no_more(planner: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "WAITING_MAX", 1)
    asked(planner)
    refused = planner.post("/api/v1/replays", {"day": "2026-06-01"})
    assert (refused.status_code, refused.json()["code"]) == (409, "replays_waiting_max")


@pytest.mark.django_db
def test_one_that_lost_its_worker_is_said_so_and_the_next_may_run(planner: APIClient) -> None:
    lost, next_one = asked(planner), asked(planner)
    long_ago = datetime.now(UTC) - timedelta(seconds=services.UNHEARD_SECONDS_MAX + 1)
    Replay.objects.filter(pk=lost["id"]).update(state=State.RUNNING, heard_at=long_ago)
    assert services.run_waiting() == 0
    services.sweep()
    assert planner.get(f"/api/v1/replays/{lost['id']}").json()["state"] == "failed"
    assert services.run_waiting() == 1
    assert planner.get(f"/api/v1/replays/{next_one['id']}").json()["state"] == "failed"


@pytest.mark.django_db
def test_the_oldest_are_forgotten(planner: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "KEPT_MAX", 1)
    for _ in range(3):
        planner.delete(f"/api/v1/replays/{asked(planner)['id']}")
    asked(planner)
    assert [one["state"] for one in planner.get("/api/v1/replays").json()["results"]] == ["waiting", "cancelled"]
