"""The web process answers in the shape of the house, whatever is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from ccplatform.accounts.models import User


@pytest.mark.django_db
def test_an_account_is_found_whatever_its_capitals() -> None:
    User.objects.create(username="lena.fischer", name="Lena Fischer")
    assert User.objects.get_by_natural_key("Lena.Fischer").name == "Lena Fischer"


@pytest.mark.django_db
def test_an_unknown_address_is_a_problem_document(client: Client) -> None:
    answer = client.get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


@pytest.mark.django_db
def test_the_schema_is_public_and_every_answer_carries_the_security_headers(client: Client) -> None:
    answer = client.get("/api/schema")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
