"""The doctor over REST: every finding says what was looked at, what it is like, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from contracts.permissions import Role
from tests.integration.django.conftest import Asks, made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("center_redis")]


def findings(client: APIClient) -> list[dict[str, Any]]:
    answer = client.post("/api/v1/doctor")
    assert answer.status_code == 200, answer.content
    told: list[dict[str, Any]] = answer.json()["findings"]
    return told


def of(code: str, told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (one for one in told if one["code"] == code)


def test_each_finding_says_something_and_whatever_is_not_well_says_what_to_do(admin: APIClient) -> None:
    told = findings(admin)
    assert {one["group"] for one in told} == {"center", "trunks", "network", "certificate", "storage"}
    assert all(one["title"] and one["found"] for one in told), told
    assert [one for one in told if one["tone"] in ("bad", "warn") and not one["advice"]] == []
    (trunk,) = of("no_trunk", told)
    assert (trunk["tone"], trunk["found"]) == ("warn", "There is no trunk: no call can come from outside.")
    assert "set-up" in trunk["advice"]


def test_a_center_without_a_number_and_a_provider_that_is_silent_are_told_in_the_readers_language(admin: APIClient) -> None:
    # Nobody listens there: loopback answers at once that nothing is at this port (ICMP), or stays silent.
    made(admin, "trunks", name="Provider", outbound_address="127.0.0.99:9")
    User.objects.update(language="de")
    german = findings(admin)
    (number,) = of("no_number", german)
    assert (number["tone"], number["found"]) == ("bad", "Es gibt keine Rufnummer: Jeder Anruf wird abgewiesen.")
    (silent,) = of("trunk_silent", german)
    assert (silent["tone"], silent["title"]) == ("bad", "Provider, Leitung")
    assert "Firewall" in silent["advice"]


def test_only_who_may_change_the_configuration_may_have_it_examined(asks: Asks) -> None:
    for role in (Role.AGENT, Role.SUPERVISOR):
        assert asks(role).post("/api/v1/doctor").status_code == 403
