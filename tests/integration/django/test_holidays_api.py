"""`/public-holidays` over REST."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from tests.integration.django.conftest import Asks

pytestmark = pytest.mark.django_db


def test_a_calendar_answers_in_the_language_of_the_page(admin: APIClient) -> None:
    path = "/api/v1/public-holidays?country=DE&region=HH&year=2026"
    german = admin.get(path, headers={"accept-language": "de"}).json()
    assert {"day": "2026-10-31", "name": "Reformationstag"} in german["days"]
    assert {"code": "HH", "name": "Hamburg"} in german["regions"]
    assert {"day": "2026-10-31", "name": "Reformation Day"} in admin.get(path, headers={"accept-language": "en"}).json()["days"]


@pytest.mark.parametrize(
    ("query", "field"), [("country=de&year=2026", "country"), ("country=XX&year=2026", "country"), ("country=DE", "year")]
)
def test_what_cannot_be_asked_is_told_at_its_field(admin: APIClient, query: str, field: str) -> None:
    answer = admin.get(f"/api/v1/public-holidays?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_nobody_reads_it_who_may_not_see_the_configuration(asks: Asks) -> None:
    assert asks(None).get("/api/v1/public-holidays?country=DE&year=2026").status_code in {401, 403}
