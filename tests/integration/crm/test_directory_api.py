"""The directory beside the colleagues: the numbers of the house, favourites, and what was used last."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from contracts.permissions import Role
from crm.directory import services
from crm.directory.models import Mark
from crm.directory.selectors import RECENT_MAX
from tests.integration.django.conftest import Asks, made

OWN = "/api/v1/directory/own"


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


def mark(client: APIClient, place: str, **fields: bool) -> dict[str, list[str]]:
    answer = client.put(OWN, {"place": place, **fields})
    assert answer.status_code == 200, answer.content
    found: dict[str, list[str]] = answer.json()
    return found


def test_numbers_are_kept_in_e164_and_found_by_everybody_who_takes_calls(admin: APIClient, lena: APIClient) -> None:
    made(admin, "speed-dials", name="Taxi", number="040 5550 111", note="day and night")
    made(admin, "speed-dials", name="Gate", number="1 17")
    numbers = lena.get(OWN).json()["numbers"]
    assert [(one["name"], one["number"], one["note"]) for one in numbers] == [
        ("Gate", "117", ""),
        ("Taxi", "+49405550111", "day and night"),
    ]
    assert lena.post("/api/v1/speed-dials", {"name": "Mine", "number": "110"}).status_code == 403


@pytest.mark.parametrize(("fields", "status", "code"), [({"number": "call me"}, 400, "no_number"), ({"name": "taxi"}, 409, "name_taken")])
def test_what_cannot_be_dialled_or_told_apart_is_refused(admin: APIClient, fields: dict[str, str], status: int, code: str) -> None:
    made(admin, "speed-dials", name="Taxi", number="+49405550111")
    answer = admin.post("/api/v1/speed-dials", {"name": "Other", "number": "+49405550112", **fields})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_favourites_are_a_persons_own_and_keep_their_order(lena: APIClient, asks: Asks) -> None:
    mark(lena, "agent:3", starred=True)
    assert mark(lena, "queue:2", starred=True)["favourites"] == ["agent:3", "queue:2"]
    assert mark(lena, "agent:3", starred=False)["favourites"] == ["queue:2"]
    assert asks(Role.SUPERVISOR).get(OWN).json()["favourites"] == []


def test_the_last_ten_used_are_told_newest_first_and_no_more_are_kept(lena: APIClient) -> None:
    for number in range(100, 112):
        mark(lena, f"number:{number}")
    found = mark(lena, "number:105")
    assert found["recent"] == ["number:105", *(f"number:{number}" for number in range(111, 101, -1) if number != 105)]
    assert Mark.objects.count() == RECENT_MAX


def test_a_favourite_that_is_used_stays_a_favourite(lena: APIClient) -> None:
    mark(lena, "agent:3", starred=True)
    found = mark(lena, "agent:3")
    assert (found["favourites"], found["recent"]) == (["agent:3"], ["agent:3"])


def test_too_many_favourites_are_refused(lena: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "STARS_MAX", 1)
    mark(lena, "agent:3", starred=True)
    mark(lena, "agent:3", starred=True)
    answer = lena.put(OWN, {"place": "agent:4", "starred": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_favourites")


@pytest.mark.parametrize("place", ["agent:0", "agent:x", "number:", "number:+49'--", "team:1"])
def test_a_place_that_cannot_be_is_refused(lena: APIClient, place: str) -> None:
    assert lena.put(OWN, {"place": place}).status_code == 400
