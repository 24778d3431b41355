"""Reports over REST: the metric contract on real rows, in local time, as JSON and CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent, NotReadyReason
from ccplatform.queues.models import Queue
from contracts.facts import LimitReached, encode
from contracts.permissions import Role
from contracts.vocabulary import Presence
from reporting.facts.incoming import parse
from reporting.facts.services.intake import record
from reporting.metrics.definitions import AGENT, QUEUE
from reporting.reports.period import ROWS_MAX
from tests.integration.django.conftest import Asks
from tests.support.facts import Story


def tell(story: Story) -> None:
    record([fact for e in story.take() if (fact := parse("1-0", encode(e))) is not None])


@pytest.fixture
def jonas(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


@pytest.fixture
def queue(db: None) -> Queue:
    return Queue.objects.create(name="Billing DE", time_zone="Europe/Berlin")


@pytest.fixture
def agent(db: None) -> Agent:
    return Agent.objects.create(name="Lena Fischer")


def report(client: APIClient, kind: str = "queues", **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/reports/{kind}", {"from": "2026-06-01", "to": "2026-06-02", **query})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_queues_hours_and_their_total(jonas: APIClient, queue: Queue, agent: Agent) -> None:
    story = Story(at="2026-06-01T08:00:00Z")
    story.call(queue=queue.pk, agent=agent.pk, waits=10, rings=5, talks=60, holds=10, wraps=20)
    story.gives_up(queue=queue.pk, waits=3)
    story.wait(3600)
    story.call(queue=queue.pk, agent=agent.pk, waits=30, rings=5, talks=120, wraps=0)
    story.gives_up(queue=queue.pk, waits=60)
    tell(story)
    found = report(jonas)
    assert len(found["rows"]) == 24
    assert (found["rows"][0]["interval_start"], found["rows"][0]["queue"]) == (
        "2026-06-01T00:00:00+02:00",
        {"id": queue.pk, "name": "Billing DE"},
    )
    ten, eleven = found["rows"][10], found["rows"][11]
    assert (ten["offered"], ten["answered"], ten["abandoned"], ten["short_abandons"]) == (2, 1, 1, 1)
    assert (ten["service_level"], ten["abandonment_rate"], ten["asa"]) == (1.0, 0.0, 15.0)
    assert (ten["handled"], ten["aht"], ten["att"], ten["hold"], ten["acw"], ten["holds_share"]) == (1, 90.0, 60.0, 10.0, 20.0, 1.0)
    assert (eleven["service_level"], eleven["longest_wait"], eleven["wait_p50"]) == (0.0, 60.0, 35.0)
    assert found["rows"][0]["service_level"] is None
    of_queue, over_all = found["totals"]
    assert (of_queue["offered"], of_queue["service_level"], of_queue["service_level_strict"], of_queue["asa"]) == (
        4,
        0.3333333333333333,
        0.25,
        25.0,
    )
    assert over_all["queue"] is None
    assert {k: v for k, v in over_all.items() if k in QUEUE} == {k: v for k, v in of_queue.items() if k in QUEUE}


def test_what_still_waits_counts_and_is_not_forgotten(jonas: APIClient, queue: Queue) -> None:
    story = Story(at="2026-06-01T08:00:00Z")
    story.queued(story.arrives(), queue.pk)
    tell(story)
    total = report(jonas)["totals"][0]
    assert (total["offered"], total["still_waiting"], total["service_level"]) == (1, 1, None)
    assert total["longest_waiting_now"] > 0


@pytest.mark.parametrize(("day", "after", "hours"), [("2026-03-29", "2026-03-30", 23), ("2026-10-25", "2026-10-26", 25)])
def test_the_days_on_which_clocks_change_have_23_and_25_rows(jonas: APIClient, queue: Queue, day: str, after: str, hours: int) -> None:
    assert len(report(jonas, **{"from": day, "to": after})["rows"]) == hours


def test_queues_report_in_their_own_zones(jonas: APIClient, queue: Queue) -> None:
    Queue.objects.create(name="Tokyo", time_zone="Asia/Tokyo")
    starts = [row["interval_start"] for row in report(jonas, interval="1d")["rows"]]
    assert starts == ["2026-06-01T00:00:00+02:00", "2026-06-01T00:00:00+09:00"]
    assert {row["interval_start"] for row in report(jonas, interval="1d", time_zone="UTC")["rows"]} == {"2026-06-01T00:00:00+00:00"}


def test_an_agents_day(jonas: APIClient, queue: Queue, agent: Agent) -> None:
    NotReadyReason.objects.create(code="email", name_en="E-mail", name_de="E-Mail", productive=True)
    story = Story(at="2026-06-01T08:00:00Z")
    story.signs_in(agent.pk)
    story.wait(1500)
    story.call(queue=queue.pk, agent=agent.pk, waits=0, rings=10, talks=270, wraps=20)
    story.presence(agent.pk, Presence.NOT_READY, "email")
    story.wait(1800)
    story.presence(agent.pk, Presence.NOT_READY, "lunch")
    story.wait(900)
    story.signs_out(agent.pk)
    tell(story)
    found = report(jonas, "agents", interval="1h")
    eight, nine = found["rows"][8], found["rows"][9]
    assert eight["agent"] == {"id": agent.pk, "name": "Lena Fischer"}
    assert (eight["signed_in"], eight["ready"], eight["idle"], eight["talking"], eight["alerting"], eight["wrapping_up"]) == (
        3600.0, 1800.0, 1500.0, 270.0, 10.0, 20.0,
    )  # fmt: skip
    assert (eight["occupancy"], eight["utilisation"]) == (300 / 1800, (300 + 1800) / 3600)
    assert (eight["handled"], eight["aht"], eight["answer_rate"]) == (1, 290.0, 1.0)
    assert (nine["signed_in"], nine["not_ready"], nine["occupancy"]) == (900.0, 900.0, None)
    assert found["totals"][0]["signed_in"] == 4500.0


def test_every_number_carries_its_formula_in_the_readers_language(jonas: APIClient, queue: Queue, agent: Agent) -> None:
    for kind, definitions in (("queues", QUEUE), ("agents", AGENT)):
        found = report(jonas, kind, language="de")
        assert set(found["definitions"]) == set(definitions)
        assert set(definitions) < set(found["rows"][0])
    german = report(jonas, language="de")["definitions"]["service_level"]
    assert german == {
        "name": "Service-Level",
        "formula": "angenommen innerhalb T / (angenommen + aufgelegt nach T)",
        "unit": "share",
        "better": "more",
    }
    assert report(jonas)["definitions"]["asa"]["name"] == "Average speed of answer"


def test_csv_holds_the_same_and_runs_no_formula(jonas: APIClient, queue: Queue) -> None:
    Queue.objects.filter(pk=queue.pk).update(name='=HYPERLINK("http://evil.example";"x"), "quoted"\n')
    story = Story(at="2026-06-01T08:00:00Z")
    story.gives_up(queue=queue.pk, waits=30)
    tell(story)
    answer = jonas.get(
        "/api/v1/reports/queues", {"from": "2026-06-01", "to": "2026-06-02", "format": "csv", "language": "de", "interval": "1d"}
    )
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="queues-2026-06-01.csv"'
    text = answer.content.decode("utf-8-sig")
    header, row, total, over_all = csv.reader(io.StringIO(text, newline=""))
    assert header[:5] == ["Von", "Bis", "Warteschlange", "Eingegangen", "Angenommen"]
    assert row[2] == '\'=HYPERLINK("http://evil.example";"x"), "quoted"\n'
    assert (row[3], row[header.index("Service-Level")], row[header.index("Mittlere Annahmezeit")]) == ("1", "0.0", "")
    assert (total[2], over_all[2]) == (row[2], "Summe")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "soon"}, "from"),
        ({"to": "2026-05-31"}, "to"),
        ({"to": "2099-01-01"}, "to"),
        ({"to": ""}, "to"),
        ({"interval": "2h"}, "interval"),
        ({"time_zone": "Mars"}, "time_zone"),
        ({"queue": "a"}, "queue"),
        ({"from": "2025-06-01", "interval": "15m"}, "interval"),
    ],
)
def test_a_question_that_cannot_be_answered_names_the_field(jonas: APIClient, queue: Queue, query: dict[str, str], field: str) -> None:
    answer = jonas.get("/api/v1/reports/queues", {"from": "2026-06-01", "to": "2026-06-02", **query})
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert ROWS_MAX < 365 * 96


def test_instants_with_offsets_cut_the_first_and_last_interval(jonas: APIClient, queue: Queue) -> None:
    found = report(jonas, **{"from": "2026-06-01T08:20:00+02:00", "to": "2026-06-01T07:40:00Z"})
    assert [row["interval_start"][11:16] for row in found["rows"]] == ["08:20", "09:00"]
    assert found["rows"][-1]["interval_end"] == "2026-06-01T09:40:00+02:00"


def test_limits_that_were_met_are_counted_by_name_and_queue(jonas: APIClient, queue: Queue) -> None:
    story = Story()
    for interaction in ("a-1", "a-2"):
        story.tell(LimitReached(limit="waiting_max", value=500, interaction=interaction, queue=queue.pk))
    story.tell(LimitReached(limit="interactions_max", value=10_000, interaction="a-3"))
    tell(story)
    rows = report(jonas, "limits")["rows"]
    assert [(row["limit"], row["value"], row["queue"], row["count"]) for row in rows] == [
        ("waiting_max", 500, queue.pk, 2),
        ("interactions_max", 10_000, None, 1),
    ]
    assert rows[0]["first_at"].startswith("2026-06-01T08:00:00")
    assert [row["limit"] for row in report(jonas, "limits", queue=str(queue.pk))["rows"]] == ["waiting_max"]
    assert report(jonas, "limits", **{"from": "2026-06-02", "to": "2026-06-03"})["rows"] == []


@pytest.mark.parametrize("to", ["2026-06-09", "2026-06-01"])
def test_limits_are_told_of_seven_days_at_most(jonas: APIClient, to: str) -> None:
    answer = jonas.get("/api/v1/reports/limits", {"from": "2026-06-01", "to": to})
    assert answer.status_code == 400
    assert "to" in answer.json()["errors"]


def test_an_agent_may_not_look(asks: Asks, db: None) -> None:
    assert asks(Role.AGENT).get("/api/v1/reports/queues").status_code == 403
    assert asks().get("/api/v1/reports/agents").status_code == 401
