"""Goals over REST, and an agent's day against them: the same numbers as the report, each with the interactions behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent, Team
from ccplatform.queues.models import Queue
from contracts.permissions import Role
from contracts.vocabulary import OfferOutcome
from reporting.facts.models import Interaction
from reporting.goals import services
from reporting.goals.models import Goal
from reporting.metrics.definitions import AGENT
from tests.integration.django.conftest import Asks, made
from tests.integration.reporting.test_reports_api import tell
from tests.support.facts import Story


@pytest.fixture
def jonas(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


@pytest.fixture
def agent(lena: APIClient) -> Agent:
    return Agent.objects.get(user__username=Role.AGENT.value)


@pytest.fixture
def queue(db: None) -> Queue:
    return Queue.objects.create(name="Billing DE")


def start_of_today() -> str:
    """Midnight: what the story tells lies in today, or the test would depend on the hour."""
    return f"{datetime.now(UTC):%Y-%m-%d}T00:00:00Z"


def day(client: APIClient, agent: Agent, **query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/agents/{agent.pk}/day", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return {**found, "numbers": {number["measure"]: number for number in found["numbers"]}}


def test_the_day_is_the_agents_report_to_the_unit(jonas: APIClient, lena: APIClient, agent: Agent, queue: Queue) -> None:
    story = Story(at=start_of_today())
    story.signs_in(agent.pk)
    story.call(queue=queue.pk, agent=agent.pk, waits=1, rings=2, talks=60, holds=10, wraps=20)
    story.call(queue=queue.pk, agent=agent.pk, waits=1, rings=2, talks=30, wraps=5)
    story.signs_out(agent.pk)
    tell(story)
    today = datetime.now(UTC).date()
    query: dict[str, Any] = {"from": str(today), "to": str(today + timedelta(days=1)), "interval": "1d", "agent": agent.pk}
    (row,) = jonas.get("/api/v1/reports/agents", query).json()["rows"]
    numbers = day(lena, agent)["numbers"]
    assert list(numbers) == list(AGENT)
    assert {name: number["value"] for name, number in numbers.items()} == {name: row[name] for name in AGENT}
    assert (numbers["handled"]["value"], numbers["aht"]["value"], numbers["acw"]["value"]) == (2, 62.5, 12.5)


def test_the_most_special_goal_stands_beside_its_number(jonas: APIClient, lena: APIClient, agent: Agent, queue: Queue) -> None:
    team = Team.objects.create(name="Evening")
    made(jonas, "goals", measure="acw", aim="at_most", target=40, warn=60)
    made(jonas, "goals", measure="acw", aim="at_most", target=30, team=team.pk)
    made(jonas, "goals", measure="handled", aim="at_least", target=40)
    story = Story(at=start_of_today())
    story.signs_in(agent.pk)
    story.call(queue=queue.pk, agent=agent.pk, waits=1, rings=2, talks=30, wraps=35)
    tell(story)
    numbers = day(lena, agent)["numbers"]
    assert numbers["acw"]["goal"] == {"aim": "at_most", "target": 40.0, "warn": 60.0, "reach": "everybody"}
    assert (numbers["acw"]["judgement"], numbers["handled"]["judgement"]) == ("reached", "on_the_way")
    assert (numbers["aht"]["goal"], numbers["aht"]["judgement"]) == (None, None)
    team.agents.add(agent)
    assert (numbers := day(lena, agent)["numbers"])["acw"]["goal"]["target"] == 30.0
    assert numbers["acw"]["judgement"] == "warn"
    made(jonas, "goals", measure="acw", aim="at_most", target=35, agent=agent.pk)
    assert day(lena, agent)["numbers"]["acw"]["goal"]["reach"] == "agent"


def test_a_day_is_the_agents_own_and_the_supervisors(jonas: APIClient, lena: APIClient, agent: Agent) -> None:
    other = Agent.objects.create(name="Daniel Kurz")
    assert lena.get(f"/api/v1/agents/{other.pk}/day").status_code == 403
    assert jonas.get(f"/api/v1/agents/{other.pk}/day").status_code == 200
    assert lena.get(f"/api/v1/agents/{agent.pk}/day", {"time_zone": "Atlantis"}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"measure": "charm"}, "measure", "invalid"),
        ({"target": -1}, "target", "out_of_range"),
        ({"measure": "occupancy", "target": 80}, "target", "out_of_range"),
        ({"warn": 250}, "warn", "warns_too_early"),
        ({"measure": "occupancy", "aim": "at_least", "target": 0.5, "warn": 0.6}, "warn", "warns_too_early"),
        ({"team": 1, "agent": 1}, "agent", "team_and_agent"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_at_its_field(
    jonas: APIClient, agent: Agent, fields: dict[str, Any], field: str, code: str
) -> None:
    people = {"team": Team.objects.create(name="Evening").pk, "agent": agent.pk}
    fields = {name: people.get(name, value) for name, value in fields.items()}
    answer = jonas.post("/api/v1/goals", {"measure": "aht", "aim": "at_most", "target": 300, **fields})
    assert answer.status_code == 400
    assert (list(answer.json()["errors"]), answer.json()["code"]) == ([field], code)


@pytest.mark.parametrize("reach", ["everybody", "team", "agent"])
def test_the_same_people_have_one_goal_for_a_number(jonas: APIClient, agent: Agent, reach: str) -> None:
    people = {"everybody": {}, "team": {"team": Team.objects.create(name="Evening").pk}, "agent": {"agent": agent.pk}}[reach]
    made(jonas, "goals", measure="aht", aim="at_most", target=300, **people)
    answer = jonas.post("/api/v1/goals", {"measure": "aht", "aim": "at_most", "target": 200, **people})
    assert (answer.status_code, answer.json()["code"]) == (409, "goal_twice")


def test_too_many_goals_are_refused(jonas: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "GOALS_MAX", 1)
    made(jonas, "goals", measure="aht", aim="at_most", target=300)
    answer = jonas.post("/api/v1/goals", {"measure": "acw", "aim": "at_most", "target": 30})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_goals")


def test_who_set_what_when_is_kept_after_the_goal_is_gone(jonas: APIClient) -> None:
    goal = made(jonas, "goals", measure="aht", aim="at_most", target=300)
    path = f"/api/v1/goals/{goal['id']}"
    assert jonas.patch(path, {"target": 280}).json()["target"] == 280
    assert jonas.patch(path, {"target": 280}).status_code == 200
    assert jonas.delete(path).status_code == 204
    assert not Goal.objects.exists()
    rows = jonas.get("/api/v1/goals/changes").json()["results"]
    assert [(row["before"] and row["before"]["target"], row["after"] and row["after"]["target"]) for row in rows] == [
        (280.0, None),
        (300.0, 280.0),
        (None, 300.0),
    ]
    assert {row["by"] for row in rows} == {"Supervisor"}


def test_agents_set_no_goals(lena: APIClient) -> None:
    assert lena.post("/api/v1/goals", {"measure": "aht", "aim": "at_most", "target": 999}).status_code == 403
    assert lena.get("/api/v1/goals").status_code == 403


def test_every_measure_is_named_in_the_readers_language(jonas: APIClient) -> None:
    rows = jonas.get("/api/v1/goals/measures").json()
    assert [row["measure"] for row in rows] == list(AGENT)
    assert next(row for row in rows if row["measure"] == "aht")["formula"] == AGENT["aht"].formula_en


def test_a_number_opens_the_interactions_that_it_counts(jonas: APIClient, agent: Agent, queue: Queue) -> None:
    story = Story(at="2026-06-01T23:50:00Z")
    story.signs_in(agent.pk)
    story.call(queue=queue.pk, agent=agent.pk, waits=1, rings=2, talks=60, wraps=5)
    over_midnight = story.call(queue=queue.pk, agent=agent.pk, waits=1, rings=2, talks=900, wraps=5)
    tell(story)
    period: dict[str, Any] = {"agent": agent.pk, "from": "2026-06-02", "to": "2026-06-03"}

    def listed(**query: Any) -> set[str]:
        return {row["id"] for row in jonas.get("/api/v1/interactions", dict[str, Any](query)).json()["results"]}

    assert Interaction.objects.get(pk=over_midnight).arrived_at.day == 1
    assert listed(**period) == set()
    for measure in ("handled", "aht", "talking", "occupancy"):
        assert listed(behind=measure, **period) == {over_midnight}, measure
    assert listed(behind="answer_rate", **period) == set()
    assert len(listed(behind="offers_accepted", agent=agent.pk, **{"from": "2026-06-01"})) == 2
    assert listed(behind="on_hold", **period) == set()
    endless: dict[str, Any] = {"behind": "handled", "agent": agent.pk}
    answer = jonas.get("/api/v1/interactions", endless)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["from"])


def test_an_answer_rate_opens_the_offers_that_were_not_withdrawn(jonas: APIClient, agent: Agent, queue: Queue) -> None:
    story = Story(at="2026-06-01T08:00:00Z")
    story.signs_in(agent.pk)
    missed, withdrawn = story.arrives(), story.arrives()
    for interaction, outcome in ((missed, OfferOutcome.MISSED), (withdrawn, OfferOutcome.WITHDRAWN)):
        offer = story.offers(interaction, queue.pk, agent.pk)
        story.wait(5)
        story.offer_ends(interaction, queue.pk, agent.pk, offer, outcome)
    tell(story)
    query: dict[str, Any] = {"agent": agent.pk, "from": "2026-06-01", "behind": "answer_rate"}
    assert [row["id"] for row in jonas.get("/api/v1/interactions", query).json()["results"]] == [missed]
