"""The last hour of everybody, in one request."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from ccplatform.kernel.instants import instant
from contracts.permissions import Role
from reporting.facts.models import AgentSegment, PresenceInterval
from tests.integration.django.conftest import Asks


def presence(seq: int, agent: Agent, word: str, begun: datetime, ended: datetime | None) -> None:
    PresenceInterval.objects.create(epoch=1, seq=seq, agent=agent.pk, presence=word, started_at=begun, ended_at=ended)


def work(seq: int, agent: Agent, kind: str, begun: datetime, ended: datetime | None) -> None:
    AgentSegment.objects.create(epoch=1, seq=seq, interaction="i1", queue=1, agent=agent.pk, kind=kind, started_at=begun, ended_at=ended)


def ms(at: datetime) -> int:
    return instant(at) // 1000


@pytest.fixture
def lena(db: None) -> Agent:
    return Agent.objects.create(name="Lena Fischer")


def hours(client: APIClient) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/agent-hours").json()
    return found


def test_everything_that_touches_the_hour_is_told_and_nothing_older(lena: Agent, asks: Asks) -> None:
    now = timezone.now()
    ago = [now - timedelta(minutes=minutes) for minutes in (300, 180, 70, 50, 20)]
    presence(1, lena, "ready", ago[0], ago[1])
    presence(2, lena, "not_ready", ago[1], ago[3])
    presence(3, lena, "ready", ago[3], None)
    work(4, lena, "talking", ago[1], ago[2])
    work(5, lena, "talking", ago[3], ago[4])
    work(6, lena, "wrapping_up", ago[4], None)
    assert hours(asks(Role.SUPERVISOR)) == [
        {
            "agent": lena.pk,
            "presence": [["not_ready", ms(ago[1]), ms(ago[3])], ["ready", ms(ago[3]), None]],
            "work": [["talking", ms(ago[3]), ms(ago[4])], ["wrapping_up", ms(ago[4]), None]],
        }
    ]


def test_who_was_not_there_is_left_out(lena: Agent, asks: Asks) -> None:
    assert hours(asks(Role.SUPERVISOR)) == []


def test_an_agent_does_not_see_the_hours_of_others(lena: Agent, asks: Asks) -> None:
    assert asks(Role.AGENT).get("/api/v1/agent-hours").status_code == 403
