"""What softphones measured: sent by whoever had a leg, shown with the interaction."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from ccplatform.queues.models import Queue
from contracts.control_facts import PartyInvited
from contracts.permissions import Role
from contracts.vocabulary import PartyRole
from reporting.legs.models import LegQuality
from tests.integration.django.conftest import Asks
from tests.integration.reporting.test_interactions_api import tell
from tests.support.facts import Story

MEASURED: dict[str, Any] = {
    "leg": "1-1.1", "started_at": "2026-06-01T08:00:11Z", "ended_at": "2026-06-01T08:01:11Z", "mos": 4.2, "jitter_ms": 3.5,
    "loss_share": 0.01, "round_trip_ms": 41.0, "codec": "opus/48000", "sentence_code": "good",
}  # fmt: skip


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


@pytest.fixture
def agent(lena: APIClient) -> Agent:
    return Agent.objects.get()


@pytest.fixture
def call(agent: Agent) -> str:
    queue = Queue.objects.create(name="Billing DE")
    story = Story()
    interaction = story.call(queue=queue.pk, agent=agent.pk)
    tell(story)
    return interaction


def send(client: APIClient, interaction: str, **other: Any) -> Any:
    return client.post(f"/api/v1/interactions/{interaction}/leg-quality", MEASURED | other)


def test_a_leg_is_kept_once_and_shown_with_its_interaction(lena: APIClient, agent: Agent, call: str) -> None:
    assert send(lena, call, mos=3.0).status_code == 204
    assert send(lena, call).status_code == 204
    assert lena.get(f"/api/v1/interactions/{call}").json()["legs"] == [MEASURED | {"agent": {"id": agent.pk, "name": agent.name}}]


def test_a_colleague_who_was_asked_tells_of_the_own_leg(lena: APIClient, agent: Agent, call: str) -> None:
    story = Story(at="2026-06-01T09:00:00Z", epoch=2)
    other = story.call(queue=1, agent=agent.pk + 1)
    story.tell(PartyInvited(interaction=other, party=f"{other}.2", role=PartyRole.CONSULTED, by=agent.pk + 1, agent=agent.pk, device=1))
    tell(story)
    assert send(lena, other).status_code == 204


def test_nobody_tells_of_legs_of_others(lena: APIClient, agent: Agent, call: str, redis_away: None) -> None:
    assert [send(lena, interaction).status_code for interaction in ("1-99", "x" * 200)] == [404, 404]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mos", 5.5),
        ("mos", "NaN"),
        ("jitter_ms", -1),
        ("loss_share", 1.01),
        ("round_trip_ms", 1e9),
        ("sentence_code", "<b>"),
        ("codec", "x" * 41),
        ("ended_at", "2026-06-01T08:00:10Z"),
        ("ended_at", "2026-06-03T08:00:10Z"),
        ("started_at", "yesterday"),
    ],
)
def test_figures_that_cannot_be_are_refused_by_name(lena: APIClient, call: str, field: str, value: Any) -> None:
    answer = send(lena, call, **{field: value})
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_what_was_never_known_is_null(lena: APIClient, call: str) -> None:
    assert send(lena, call, mos=None, jitter_ms=None, loss_share=None, round_trip_ms=None).status_code == 204
    assert LegQuality.objects.get().mos is None


def test_there_is_an_end_of_legs(lena: APIClient, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.legs.services.LEGS_PER_INTERACTION_MAX", 1)
    assert send(lena, call).status_code == 204
    refused = send(lena, call, leg="1-1.2")
    assert (refused.status_code, refused.json()["code"]) == (409, "legs_per_interaction_max")
