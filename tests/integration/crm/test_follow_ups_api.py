"""Follow-ups: what was promised after a conversation, in one hand at a time, seen by whom it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent, Team
from contracts.permissions import Role
from crm.contacts.models import Contact
from crm.contacts.services import create_contact, delete_contact
from crm.followups import services
from crm.followups.models import FollowUp
from tests.integration.django.conftest import Asks, made

PATH = "/api/v1/follow-ups"


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


@pytest.fixture(name="ben")
def _ben(db: None) -> APIClient:
    """A second agent."""
    user = User.objects.create(username="ben", name="Ben", role=Role.AGENT.value)
    Agent.objects.create(name="Ben", user=user)
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture(name="contact")
def _contact(db: None) -> Contact:
    return create_contact(fields={"name": "Katharina Brandt", "phone_numbers": [{"number": "+494066969101", "kind": "home"}]})[0]


def agent(name: str) -> int:
    return Agent.objects.get(name=name).pk


def tomorrow(hours: int = 0) -> str:
    return (timezone.now() + timedelta(days=1, hours=hours)).isoformat()


def promised(client: APIClient, text: str = "Send the contract", **fields: Any) -> Any:
    return made(client, "follow-ups", **{"text": text, "due_at": tomorrow(), **fields})


def texts(client: APIClient, **asked: Any) -> list[str]:
    answer = client.get(PATH, asked)
    assert answer.status_code == 200, answer.content
    return [row["text"] for row in answer.json()["results"]]


def refused(client: APIClient, **fields: Any) -> tuple[int, str, list[str]]:
    answer = client.post(PATH, {"text": "Send the contract", "due_at": tomorrow(), **fields})
    body = answer.json()
    return answer.status_code, body["code"], list(body.get("errors", {}))


def test_what_is_given_to_nobody_is_ones_own(lena: APIClient, contact: Contact) -> None:
    row = promised(lena, contact=contact.pk, number="040 66969101", interaction="i1")
    assert (row["agent"]["name"], row["team"], row["made_by"], row["done_at"]) == ("Agent", None, "Agent", None)
    assert row["contact"] == {"id": contact.pk, "name": "Katharina Brandt", "company": "", "number": "+494066969101"}
    assert (row["number"], row["interaction"], row["may_change"]) == ("+494066969101", "i1", True)
    assert lena.get(f"{PATH}/{row['id']}").json() == row


def test_the_next_one_comes_first_and_of_the_done_the_last_one(lena: APIClient) -> None:
    late, early = promised(lena, "Late", due_at=tomorrow(2)), promised(lena, "Early")
    assert texts(lena, open="true") == ["Early", "Late"]
    for row in (early, late):
        lena.patch(f"{PATH}/{row['id']}", {"done": True})
    assert texts(lena, open="true") == []
    assert texts(lena, open="false", done_since="2026-01-01T00:00:00Z") == ["Late", "Early"]


def test_a_tick_says_who_and_is_taken_away_again(lena: APIClient) -> None:
    path = f"{PATH}/{promised(lena)['id']}"
    done = lena.patch(path, {"done": True}).json()
    assert done["done_by"] == "Agent" and done["done_at"]
    assert lena.patch(path, {"done": True}).json()["done_at"] == done["done_at"]
    again = lena.patch(path, {"done": False}).json()
    assert (again["done_at"], again["done_by"]) == (None, "")


def test_it_is_moved_to_another_day_and_worded_anew(lena: APIClient) -> None:
    path = f"{PATH}/{promised(lena)['id']}"
    day = tomorrow(48)
    moved = lena.patch(path, {"due_at": day, "text": "Send both contracts"}).json()
    assert moved["text"] == "Send both contracts"
    assert datetime.fromisoformat(moved["due_at"]) == datetime.fromisoformat(day)


def test_it_is_in_one_hand_at_a_time(lena: APIClient, ben: APIClient) -> None:
    team = Team.objects.create(name="Contracts")
    team.agents.add(agent("Ben"))
    path = f"{PATH}/{promised(lena)['id']}"
    given = lena.patch(path, {"team": team.pk}).json()
    assert (given["agent"], given["team"]["name"]) == (None, "Contracts")
    assert texts(ben, mine="true") == ["Send the contract"]
    assert texts(lena, mine="true") == []
    taken = ben.patch(path, {"agent": agent("Ben")}).json()
    assert (taken["agent"]["name"], taken["team"]) == ("Ben", None)


def test_without_a_person_the_people_of_the_queue_have_it(admin: APIClient, lena: APIClient, ben: APIClient) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    admin.patch(f"/api/v1/agents/{agent('Ben')}", {"queues": [queue]})
    row = promised(lena, queue=queue)
    assert (row["agent"], row["queue"]["name"]) == (None, "Billing DE")
    assert texts(ben, mine="true") == ["Send the contract"]
    assert lena.get(f"{PATH}/hands").json() == {"teams": [], "queues": [{"id": queue, "name": "Billing DE"}]}


def test_others_see_what_was_promised_to_a_contact_and_change_nothing(lena: APIClient, ben: APIClient, contact: Contact) -> None:
    private, shared = promised(lena, "Tidy my desk"), promised(lena, contact=contact.pk)
    assert texts(ben, contact=contact.pk) == ["Send the contract"]
    assert ben.get(f"{PATH}/{shared['id']}").json()["may_change"] is False
    answer = ben.patch(f"{PATH}/{shared['id']}", {"done": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "other_hand")
    assert ben.get(f"{PATH}/{private['id']}").status_code == 404
    assert ben.delete(f"{PATH}/{private['id']}").status_code == 404


def test_whoever_gave_it_away_still_sees_how_it_stands(lena: APIClient, ben: APIClient) -> None:
    row = promised(lena, agent=agent("Ben"))
    ben.patch(f"{PATH}/{row['id']}", {"done": True})
    assert lena.get(f"{PATH}/{row['id']}").json()["done_by"] == "Ben"


def test_a_supervisor_sees_a_teams_own_and_those_of_its_people(asks: Asks, lena: APIClient, ben: APIClient) -> None:
    team = Team.objects.create(name="Contracts")
    team.agents.add(agent("Ben"), agent("Agent"))
    promised(ben, "Ben's")
    promised(lena, "The team's", team=team.pk, due_at=tomorrow(1))
    Agent.objects.get(name="Agent").teams.clear()
    promised(lena, "Another's")
    supervisor = asks(Role.SUPERVISOR)
    assert texts(supervisor, team=team.pk) == ["Ben's", "The team's"]
    assert len(texts(supervisor)) == 3
    assert texts(supervisor, agent=agent("Ben")) == ["Ben's"]


def test_a_number_is_enough_to_be_the_contacts(lena: APIClient, contact: Contact) -> None:
    promised(lena, number="+494066969101")
    assert texts(lena, contact=contact.pk) == ["Send the contract"]


def test_with_the_contact_goes_what_was_promised(lena: APIClient, contact: Contact) -> None:
    promised(lena, contact=contact.pk)
    delete_contact(contact=contact)
    assert FollowUp.objects.count() == 0


def test_when_somebody_leaves_it_falls_to_the_queue(admin: APIClient, lena: APIClient, ben: APIClient) -> None:
    queue = made(admin, "queues", name="Billing DE")["id"]
    row = promised(lena, agent=agent("Ben"), queue=queue)
    admin.delete(f"/api/v1/agents/{agent('Ben')}")
    left = admin.get(f"{PATH}/{row['id']}").json()
    assert (left["agent"], left["queue"]["id"]) == (None, queue)


def test_one_that_was_never_meant_is_deleted(lena: APIClient) -> None:
    path = f"{PATH}/{promised(lena)['id']}"
    assert lena.delete(path).status_code == 204
    assert lena.get(path).status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"due_at": "2026-01-01T09:00:00Z"}, "due_at"),
        ({"due_at": "2099-01-01T09:00:00Z"}, "due_at"),
        ({"due_at": "tomorrow"}, "due_at"),
        ({"number": "call me"}, "number"),
        ({"team": 999}, "team"),
    ],
)
def test_what_cannot_be_is_refused_and_the_field_named(lena: APIClient, fields: dict[str, Any], field: str) -> None:
    status, _, blamed = refused(lena, **fields)
    assert (status, blamed) == (400, [field])


def test_nobody_guesses_whose_nine_o_clock_is_meant(lena: APIClient) -> None:
    answer = lena.post(PATH, {"text": "Send the contract", "due_at": "2027-01-01T09:00:00"})
    assert answer.status_code == 400
    assert "offset" in answer.json()["errors"]["due_at"][0]


def test_somebody_must_have_it(admin: APIClient, lena: APIClient) -> None:
    assert refused(admin) == (400, "nobody", ["agent"])
    row = promised(lena)
    answer = lena.patch(f"{PATH}/{row['id']}", {"agent": None})
    assert (answer.status_code, answer.json()["code"]) == (400, "nobody")
    team = Team.objects.create(name="Contracts")
    assert refused(lena, agent=agent("Agent"), team=team.pk) == (400, "two_hands", ["team"])


def test_who_is_out_of_use_is_given_nothing(lena: APIClient) -> None:
    former = Agent.objects.create(name="Gone", active=False)
    assert refused(lena, agent=former.pk) == (400, "not_in_use", ["agent"])


def test_a_full_hand_takes_no_more(lena: APIClient, ben: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "OPEN_FOLLOW_UPS_MAX", 1)
    row = promised(lena)
    assert lena.patch(f"{PATH}/{row['id']}", {"text": "Send it"}).status_code == 200
    assert refused(lena) == (409, "too_many_follow_ups", [])
    other = promised(ben)
    answer = ben.patch(f"{PATH}/{other['id']}", {"agent": agent("Agent")})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_follow_ups")
    lena.patch(f"{PATH}/{row['id']}", {"done": True})
    assert promised(lena)
    assert lena.patch(f"{PATH}/{row['id']}", {"done": False}).status_code == 409
