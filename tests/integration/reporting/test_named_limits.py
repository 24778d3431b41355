"""Limits as an administrator sees them, and the numbers that the dial rules stopped."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.queues.models import Queue
from contracts.dialling import DialMeans, DialWhy, NumberKind
from contracts.facts import DialRefused, LimitReached
from tests.integration.reporting.test_interactions_api import tell
from tests.support.facts import Story


@pytest.mark.usefixtures("stream")
def test_each_limit_tells_what_it_protects_how_full_it_is_and_how_often_it_was_met(
    admin: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.limits.named.MET_DAYS", 100_000)
    queue = Queue.objects.create(name="Billing DE", waiting_max=3)
    story = Story()
    for _ in range(2):
        story.tell(LimitReached(limit="waiting_max", value=3, queue=queue.pk))
    tell(story)
    rows: list[dict[str, Any]] = admin.get("/api/v1/limits").json()
    full = next(row for row in rows if row["name"] == "waiting_max")
    assert full == {
        "name": "waiting_max", "group": "queues", "value": 3, "used": 0, "met": 2, "queue": {"id": queue.pk, "name": "Billing DE"},
        "protects": "Callers who wait in this queue. The next one hears busy.",
    }  # fmt: skip
    assert next(row for row in rows if row["name"] == "interactions_max")["met"] == 0
    assert all(row["protects"] and row["value"] > 0 for row in rows)


def test_without_redis_the_limits_stand_there_and_their_use_is_unknown(admin: APIClient, redis_away: None) -> None:
    rows = admin.get("/api/v1/limits").json()
    assert next(row for row in rows if row["name"] == "interactions_max")["used"] is None


def test_refused_numbers_are_told_without_the_number(admin: APIClient) -> None:
    story = Story()
    refused = DialRefused(
        means=DialMeans.AGENT, number="+49900…", region="DE", number_kind=NumberKind.PREMIUM, why=DialWhy.KIND, by=7, agent=3
    )
    story.tell(refused)
    tell(story)
    assert admin.get("/api/v1/dialling/refused").json() == [
        {
            "at": "2026-06-01T08:00:00Z", "means": "agent", "number": "+49900…", "region": "DE", "number_kind": "premium", "why": "kind",
            "by": 7, "agent": 3, "queue": None, "interaction": None,
        }
    ]  # fmt: skip
