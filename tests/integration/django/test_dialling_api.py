"""Dial rules as administrators see them: part of the center's settings, tried before they count, told to the engine."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.configuration.models import ConfigurationVersion
from contracts.dialling import DialMeans, DialReach, DialRule, DialRules


def tried(client: APIClient, number: str, **dialling: Any) -> dict[str, tuple[bool, str]]:
    asked: dict[str, Any] = {"number": number} | ({"dialling": dialling} if dialling else {})
    answer = client.post("/api/v1/dialling/try", asked)
    assert answer.status_code == 200, answer.content
    return {one["means"]: (one["allowed"], one["sentence"]) for one in answer.json()["verdicts"]}


def test_a_center_that_was_never_touched_tells_its_usual_rules(admin: APIClient) -> None:
    dialling = admin.get("/api/v1/center").json()["dialling"]
    assert dialling["rules"] == []
    assert {"premium", "satellite"} <= set(dialling["refused_kinds"])
    assert dialling["reach"] == {"agent": "everywhere", "transfer": "everywhere", "callback": "home", "overflow": "home"}


@pytest.mark.usefixtures("willing_engine")
def test_rules_reach_the_engine_with_the_next_version_and_come_back_with_an_older_one(
    admin: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    rules = {
        "rules": [{"prefix": "+43", "allowed": True, "means": ["callback"], "note": "Wien"}],
        "refused_kinds": [],
        "reach": {"agent": "home"},
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.patch("/api/v1/center", {"dialling": rules})
    assert answer.status_code == 200, answer.content
    assert answer.json()["dialling"]["reach"]["agent"] == "home"
    newest = ConfigurationVersion.objects.first()
    assert newest is not None
    assert newest.told.dialling == DialRules(
        rules=[DialRule(prefix="+43", allowed=True, means=[DialMeans.CALLBACK], note="Wien")],
        refused_kinds=[],
        reach={DialMeans.AGENT: DialReach.HOME},
    )
    with django_capture_on_commit_callbacks(execute=True):
        admin.patch("/api/v1/center", {"dialling": {}})
    latest = ConfigurationVersion.objects.first()
    assert latest is not None
    assert latest.told.dialling == DialRules()
    changes = admin.get(f"/api/v1/configuration/versions/{newest.version}/diff/{latest.version}").json()["changes"]
    assert any("dial rules" in change["sentence"] and "+43" in change["sentence"] for change in changes)


@pytest.mark.parametrize(
    ("dialling", "field"),
    [
        ({"rules": [{"prefix": "0049", "allowed": True, "means": ["smoke"]}]}, "dialling.rules.0.means"),
        ({"rules": [{"prefix": "+0", "allowed": True}]}, "dialling.rules.0.prefix"),
        ({"rules": [{"prefix": "", "allowed": True}]}, "dialling.rules.0.prefix"),
        ({"refused_kinds": ["rude"]}, "dialling.refused_kinds"),
        ({"reach": {"smoke": "home"}}, "dialling.reach"),
        ({"reach": {"agent": "mars"}}, "dialling.reach.agent"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_field(admin: APIClient, dialling: dict[str, Any], field: str) -> None:
    answer = admin.patch("/api/v1/center", {"dialling": dialling})
    assert answer.status_code == 400
    assert any(name.startswith(field) for name in answer.json()["errors"]), answer.json()


def test_a_number_is_tried_with_words_for_every_means(admin: APIClient) -> None:
    assert tried(admin, "0900 1234567") == dict.fromkeys(
        ("agent", "transfer", "callback", "overflow"), (False, "Refused: it is a premium number.")
    )
    assert tried(admin, "112")["agent"] == (True, "Always allowed: somebody calls for help.")
    assert tried(admin, "+1 876 555 1234")["callback"] == (False, "Refused: only the own country is open here.")


def test_rules_are_tried_before_they_are_saved(admin: APIClient) -> None:
    wanted = {"rules": [{"prefix": "+1876", "allowed": False}]}
    assert tried(admin, "+18765551234", **wanted)["agent"] == (False, "Refused: the rule for +1876 says so.")
    assert tried(admin, "+18765551234")["agent"][0] is True


def test_what_is_no_number_is_said_so(admin: APIClient) -> None:
    answer = admin.post("/api/v1/dialling/try", {"number": "nobody"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["number"])
