"""Contacts over REST: written once, found by what people remember of them."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from contracts.permissions import Role
from crm.contacts.models import ADDRESSES_MAX, NUMBERS_MAX, Contact
from crm.contacts.services import create_contact
from tests.integration.django.conftest import Asks, made

AYLIN = {
    "name": "Aylin Demir-Müller",
    "company": "Demir GmbH",
    "external_id": "crm-4711",
    "phone_numbers": [{"number": "040 5550 4711", "kind": "work"}, {"number": "+49 171 5550 123", "kind": "mobile"}],
    "email_addresses": [{"address": "aylin@demir.example", "kind": "work"}],
}


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


def names(client: APIClient, **query: str) -> list[str]:
    answer = client.get("/api/v1/contacts", query)
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


def test_numbers_are_kept_as_e164(lena: APIClient) -> None:
    contact = made(lena, "contacts", **AYLIN)
    numbers = [(row["number"], row["kind"]) for row in contact["phone_numbers"]]
    assert numbers == [("+494055504711", "work"), ("+491715550123", "mobile")]
    assert contact["email_addresses"] == AYLIN["email_addresses"]


def test_each_number_says_from_where_it_is_and_does_so_again_when_it_is_sent_back(lena: APIClient, towns: None) -> None:
    contact = made(lena, "contacts", **AYLIN)
    origins = [row["origin"] for row in contact["phone_numbers"]]
    assert origins == [
        {"region": "DE", "mobile": False, "areas": {"en": "Hamburg"}},
        {"region": "DE", "mobile": True, "areas": {}},
    ]
    again = lena.patch(f"/api/v1/contacts/{contact['id']}", {"phone_numbers": contact["phone_numbers"]})
    assert [row["origin"] for row in again.json()["phone_numbers"]] == origins


@pytest.mark.parametrize(
    "text",
    ["aylin", "AYL", "demir", "müller", "muller dem", "crm-4711", "aylin@demir", "040 5550", "+49 40 555", "4711", "0171 5550123", "0123"],
)
def test_a_contact_is_found_by(lena: APIClient, text: str) -> None:
    made(lena, "contacts", **AYLIN)
    made(lena, "contacts", name="Somebody Else", phone_numbers=[{"number": "+49301234567"}])
    assert names(lena, search=text) == ["Aylin Demir-Müller"]


@pytest.mark.parametrize("text", ["ylin", "%", "'", "aylin else", "99", "aylin & | !", "\\"])
def test_what_matches_nothing_finds_nothing_and_harms_nothing(lena: APIClient, text: str) -> None:
    made(lena, "contacts", **AYLIN)
    assert names(lena, search=text) == ([] if text != "aylin & | !" else ["Aylin Demir-Müller"])


def test_everybody_behind_one_number_is_found_the_newest_first(lena: APIClient) -> None:
    for name in ("Reception", "Boss", "Assistant"):
        made(lena, "contacts", name=name, phone_numbers=[{"number": "+49405550100"}])
    boss = Contact.objects.get(name="Boss")
    lena.patch(f"/api/v1/contacts/{boss.pk}", {"note": "prefers mail"})
    assert names(lena, number="040 5550 100") == ["Boss", "Assistant", "Reception"]
    # A "+" that was not escaped in an address arrives as a space.
    assert names(lena, number=" 49405550100") == ["Boss", "Assistant", "Reception"]
    assert names(lena, number="+49405550100") == ["Boss", "Assistant", "Reception"]


def test_the_same_external_id_is_the_same_contact(lena: APIClient) -> None:
    first = made(lena, "contacts", **AYLIN)
    again = lena.post("/api/v1/contacts", {**AYLIN, "name": "Aylin Demir"})
    assert (again.status_code, again.json()["id"], again.json()["name"]) == (200, first["id"], "Aylin Demir")
    assert Contact.objects.count() == 1


def test_an_external_id_cannot_be_taken_over(lena: APIClient) -> None:
    made(lena, "contacts", **AYLIN)
    other = made(lena, "contacts", name="Other")
    answer = lena.patch(f"/api/v1/contacts/{other['id']}", {"external_id": "crm-4711"})
    assert (answer.status_code, answer.json()["code"]) == (409, "external_id_taken")


def test_a_change_replaces_what_it_names_and_nothing_else(lena: APIClient) -> None:
    contact = made(lena, "contacts", **AYLIN)
    changed = lena.patch(f"/api/v1/contacts/{contact['id']}", {"phone_numbers": [{"number": "030 1234567"}]}).json()
    assert [n["number"] for n in changed["phone_numbers"]] == ["+49301234567"]
    assert changed["email_addresses"] == AYLIN["email_addresses"]
    assert names(lena, search="040 5550") == names(lena, search="0171") == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"name": "a", "phone_numbers": [{"number": "call me"}]}, "phone_numbers"),
        ({"name": "a", "phone_numbers": [{"number": f"+4940555{n:04}"} for n in range(NUMBERS_MAX + 1)]}, "phone_numbers"),
        ({"name": "a", "email_addresses": [{"address": "no address"}]}, "email_addresses.0.address"),
        ({"name": "a", "email_addresses": [{"address": f"a{n}@b.example"} for n in range(ADDRESSES_MAX + 1)]}, "email_addresses"),
    ],
)
def test_bad_input_is_named_by_field(lena: APIClient, fields: dict[str, Any], field: str) -> None:
    answer = lena.post("/api/v1/contacts", fields)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert Contact.objects.count() == 0


def test_strangers_see_no_contacts(asks: Asks) -> None:
    assert asks().get("/api/v1/contacts").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_two_who_create_the_same_contact_at_once_make_one() -> None:
    both = threading.Barrier(2)
    made_by: list[int] = []

    def create() -> None:
        both.wait()
        contact, _ = create_contact(fields={"name": "Aylin", "external_id": "x1"})
        made_by.append(contact.pk)
        connection.close()

    threads = [threading.Thread(target=create) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made_by)) == 1
    assert Contact.objects.count() == 1
