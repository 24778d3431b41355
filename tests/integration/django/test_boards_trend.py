"""A trend says what the reports say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ccplatform.agents.models import Agent, Membership
from ccplatform.boards import trend
from ccplatform.kernel.instants import instant
from ccplatform.queues.models import Queue
from contracts.boards import BoardMeasure
from contracts.permissions import Role
from reporting.metrics.queues import QueueTally
from reporting.metrics.rows import MICROSECONDS
from tests.integration.django.conftest import Asks
from tests.integration.reporting.test_reports_api import tell
from tests.support.facts import Story

pytestmark = pytest.mark.django_db
NOW = instant(datetime(2026, 6, 1, 10, 40, tzinfo=UTC))
TREND = "/api/v1/boards/trend"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    trend.forget()
    yield
    trend.forget()


@pytest.fixture
def queues(db: None) -> list[Queue]:
    return [Queue.objects.create(name=name, time_zone="Europe/Berlin") for name in ("Billing", "Orders")]


def ask(measure: BoardMeasure, *queues: Queue, hours: int = 2, minutes: int = 30, own: set[int] | None = None) -> list[trend.Point]:
    chosen = frozenset(queue.pk for queue in queues) or None
    return trend.trend(trend.Question(measure, chosen, hours, minutes), own, NOW)


def a_morning(billing: Queue, orders: Queue) -> None:
    """Of billing one answered late and one in time, of orders nine in time, one each half hour before and now."""
    agent = Agent.objects.create(name="Lena Fischer").pk
    for start in ("09:10", "10:35"):
        story = Story(at=f"2026-06-01T{start}:00Z", epoch=1 if start == "09:10" else 2)
        story.call(queue=billing.pk, agent=agent, waits=30, rings=5, talks=1, wraps=0)
        for _ in range(3):
            story.call(queue=orders.pk, agent=agent, waits=1, rings=1, talks=1, wraps=0)
        story.gives_up(queue=orders.pk, waits=60)
        tell(story)


def values(points: list[trend.Point]) -> list[float | None]:
    return [point.value for point in points]


def test_the_last_point_is_the_interval_that_goes_on_and_the_hours_are_full(queues: list[Queue]) -> None:
    points = ask(BoardMeasure.OFFERED)
    assert [(point.end - point.start) // MICROSECONDS for point in points] == [1800] * 4
    assert (points[-1].start, points[-1].end) == (instant(datetime(2026, 6, 1, 10, 30, tzinfo=UTC)), NOW + 20 * 60 * MICROSECONDS)
    assert values(points) == [0, 0, 0, 0]
    assert len(ask(BoardMeasure.OFFERED, hours=24, minutes=15)) == 96
    assert len(ask(BoardMeasure.OFFERED, hours=1, minutes=60)) == 1


def test_over_several_queues_counters_are_added_and_shares_never_averaged(queues: list[Queue]) -> None:
    a_morning(*queues)
    assert values(ask(BoardMeasure.SERVICE_LEVEL, queues[0])) == [0.0, None, None, 0.0]
    assert values(ask(BoardMeasure.SERVICE_LEVEL, queues[1])) == [0.75, None, None, 0.75]
    assert values(ask(BoardMeasure.SERVICE_LEVEL, *queues)) == [0.6, None, None, 0.6]
    assert values(ask(BoardMeasure.SERVICE_LEVEL)) == [0.6, None, None, 0.6]
    assert values(ask(BoardMeasure.ASA, *queues)) == [(35 + 3 * 2) / 4, None, None, (35 + 3 * 2) / 4]
    assert values(ask(BoardMeasure.OFFERED)) == [5, 0, 0, 5]


def test_a_trend_and_a_report_say_the_same(queues: list[Queue], asks: Asks) -> None:
    a_morning(*queues)
    period = {"from": "2026-06-01T09:00:00Z", "to": "2026-06-01T11:00:00Z", "interval": "30m", "queue": str(queues[1].pk)}
    rows = asks(Role.SUPERVISOR).get("/api/v1/reports/queues", period).json()["rows"]
    for measure in BoardMeasure:
        if measure.value in rows[0] and measure is not BoardMeasure.LONGEST_WAIT:
            assert values(ask(measure, queues[1])) == [row[measure.value] for row in rows], measure


def test_queues_of_others_and_queues_that_are_gone_are_left_out(queues: list[Queue]) -> None:
    a_morning(*queues)
    assert values(ask(BoardMeasure.OFFERED, own={queues[1].pk})) == [4, 0, 0, 4]
    assert values(ask(BoardMeasure.OFFERED, queues[0], own={queues[1].pk})) == [None] * 4
    assert values(ask(BoardMeasure.OFFERED, own=set())) == [None] * 4


def test_where_clocks_change_in_half_hours_an_hour_begins_as_in_the_reports() -> None:
    adelaide = Queue.objects.create(name="Adelaide", time_zone="Australia/Adelaide")
    starts = {point.start // MICROSECONDS // 60 % 60 for point in ask(BoardMeasure.OFFERED, adelaide, minutes=60)}
    assert starts == {30}
    Queue.objects.create(name="Berlin", time_zone="Europe/Berlin")
    assert {point.start // MICROSECONDS // 60 % 60 for point in ask(BoardMeasure.OFFERED, minutes=60)} == {0}


def test_who_asks_for_the_same_within_seconds_gets_what_was_counted(queues: list[Queue], monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    count = trend._count

    def counting(among: Any, cut: Any) -> Any:
        counted.append(len(cut))
        return count(among, cut)

    monkeypatch.setattr(trend, "_count", counting)
    ask(BoardMeasure.OFFERED)
    ask(BoardMeasure.ASA)
    ask(BoardMeasure.ASA, queues[0])
    assert len(counted) == 2
    monkeypatch.setattr(trend, "TREND_KEPT_SECONDS", 0.0)
    ask(BoardMeasure.ASA)
    assert len(counted) == 3


def test_no_more_trends_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trend, "TRENDS_KEPT_MAX", 2)
    for hours in (1, 2, 3):
        ask(BoardMeasure.OFFERED, hours=hours)
    assert len(trend._kept._found) == 2
    assert all(isinstance(tally, QueueTally) for _, counted in trend._kept._found.values() for _, tally in counted)


def test_the_answer_over_rest(queues: list[Queue], asks: Asks) -> None:
    client = asks(Role.SUPERVISOR)
    now = datetime.now(UTC)
    answer = client.get(f"{TREND}?measure=asa&queue={queues[0].pk}&queue={queues[1].pk}&hours=3&minutes=15").json()
    assert (answer["measure"], len(answer["points"])) == ("asa", 12)
    last = answer["points"][-1]
    assert datetime.fromisoformat(last["start"]) <= datetime.now(UTC)
    assert datetime.fromisoformat(last["end"]) - datetime.fromisoformat(last["start"]) == timedelta(minutes=15)
    assert datetime.fromisoformat(last["end"]) > now
    assert last["value"] is None
    assert len(client.get(TREND, {"measure": "offered", "queue": f"{queues[0].pk},{queues[1].pk}"}).json()["points"]) == 16


def test_an_agent_is_told_of_the_own_queues(queues: list[Queue], asks: Asks) -> None:
    client = asks(Role.AGENT, agent=True)
    assert client.get(TREND, {"measure": "offered", "hours": "1"}).json()["points"][0]["value"] is None
    Membership.objects.create(agent=Agent.objects.get(user__username="agent"), queue=queues[0])
    assert client.get(TREND, {"measure": "offered", "hours": "1"}).json()["points"][0]["value"] == 0


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({}, "measure"),
        ({"measure": "waiting"}, "measure"),
        ({"measure": "agents_ready"}, "measure"),
        ({"measure": "asa", "hours": 25}, "hours"),
        ({"measure": "asa", "hours": 0}, "hours"),
        ({"measure": "asa", "minutes": 7}, "minutes"),
        ({"measure": "asa", "queue": "Billing"}, "queue"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_its_field(asks: Asks, question: dict[str, Any], field: str) -> None:
    answer = asks(Role.SUPERVISOR).get(TREND, question)
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {field}
