"""Flows over REST: drafts may be wrong, what is published is right and stays."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from ivr.flows.models import FlowVersion, QueueReference
from tests.integration.django.conftest import made

GREETING = {"kind": "greeting", "id": "welcome", "prompts": [{"language": "en", "text": "Welcome."}], "next": "billing"}


@pytest.fixture
def sounds(settings: Settings, tmp_path: Path) -> Path:
    settings.CENTER = dataclasses.replace(settings.CENTER, sounds_dir=tmp_path)
    return tmp_path


def draft(queue: int) -> dict[str, Any]:
    return {"entry": "welcome", "nodes": [GREETING, {"kind": "queue", "id": "billing", "queue": queue, "language": "en"}]}


def test_a_new_flow_can_be_published_as_it_is(admin: APIClient, sounds: Path) -> None:
    flow = made(admin, "flows", name="Main")
    assert (flow["published_version"], flow["problems"]) == (None, [])
    version = admin.post(f"/api/v1/flows/{flow['id']}/publish")
    assert version.status_code == 201
    (node,) = version.json()["content"]["nodes"]
    names = [prompt["media"].removeprefix("sound:custom/") for prompt in node["prompts"]]
    assert all((sounds / f"{name}.wav").exists() for name in names)
    assert admin.get(f"/api/v1/flows/{flow['id']}").json()["published_version"] == 1


def test_a_draft_tells_its_problems_and_is_not_published(admin: APIClient, sounds: Path) -> None:
    flow = made(admin, "flows", name="Main", draft=draft(queue=999))
    assert [(problem["node"], problem["code"]) for problem in flow["problems"]] == [("billing", "unknown_queue")]
    answer = admin.post(f"/api/v1/flows/{flow['id']}/publish")
    assert (answer.status_code, answer.json()["code"]) == (400, "flow_broken")
    assert list(answer.json()["errors"]) == ["billing"]
    assert not FlowVersion.objects.exists()


@pytest.mark.parametrize("broken", [{}, {"entry": 1, "nodes": []}, {"entry": "a", "nodes": [{"kind": "teleport", "id": "a"}]}, []])
def test_what_is_no_flow_at_all_is_refused(admin: APIClient, broken: Any) -> None:
    answer = admin.post("/api/v1/flows", {"name": "Main", "draft": broken or {"x": 1}})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["draft"])


def test_a_published_version_stays_when_the_draft_goes_on(admin: APIClient, sounds: Path) -> None:
    queue = made(admin, "queues", name="Billing")["id"]
    flow = made(admin, "flows", name="Main", draft=draft(queue))["id"]
    admin.post(f"/api/v1/flows/{flow}/publish")
    ends = {"entry": "bye", "nodes": [{"kind": "hang_up", "id": "bye"}]}
    assert admin.patch(f"/api/v1/flows/{flow}", {"draft": ends}).json()["published_version"] == 1
    assert "Main" in admin.delete(f"/api/v1/queues/{queue}").json()["detail"]
    assert admin.post(f"/api/v1/flows/{flow}/publish").json()["version"] == 2
    versions = admin.get(f"/api/v1/flows/{flow}/versions").json()["results"]
    assert [(version["version"], version["content"]["entry"], version["published_by"]) for version in versions] == [
        (2, "bye", "Administrator"),
        (1, "welcome", "Administrator"),
    ]
    assert not QueueReference.objects.exists()
    assert admin.delete(f"/api/v1/queues/{queue}").status_code == 204


def test_opening_hours_may_be_written_as_browsers_do(admin: APIClient) -> None:
    hours = {
        "kind": "hours",
        "id": "hours",
        "time_zone": "Europe/Berlin",
        "openings": [{"weekday": 0, "opens": "08:00", "closes": "17:30:00"}],
        "open_next": "bye",
        "closed_next": "bye",
    }
    flow = made(admin, "flows", name="Main", draft={"entry": "hours", "nodes": [hours, {"kind": "hang_up", "id": "bye"}]})
    assert flow["problems"] == []
    assert flow["draft"]["nodes"][0]["openings"] == [{"weekday": 0, "opens": "08:00:00", "closes": "17:30:00"}]


def test_a_flow_to_which_a_number_leads_is_not_deleted(admin: APIClient, sounds: Path) -> None:
    flow = made(admin, "flows", name="Main")["id"]
    admin.post(f"/api/v1/flows/{flow}/publish")
    made(admin, "numbers", number="+49405550100", flow=flow)
    answer = admin.delete(f"/api/v1/flows/{flow}")
    assert (answer.status_code, answer.json()["detail"]) == (409, "Still in use by number +49405550100.")
