"""Previews, drafts and many changes at once: tried like saving, and nothing is left behind."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.configuration import drafts
from ccplatform.configuration.models import ConfigurationVersion, Draft
from ccplatform.queues.models import Hours, Queue
from contracts.permissions import Role
from tests.integration.django.conftest import Asks, made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("center_redis")]
DRAFTS = "configuration/drafts"


@pytest.fixture(autouse=True)
def sounds(settings: Settings, tmp_path: Path) -> Path:
    settings.CENTER = dataclasses.replace(settings.CENTER, sounds_dir=tmp_path)
    return tmp_path


@pytest.fixture
def french(admin: APIClient) -> dict[str, Any]:
    """A queue that asks for French, in office hours, with one agent; by name the ids."""
    skill = made(admin, "skills", name="French")["id"]
    office = [{"weekday": day, "opens": "09:00", "closes": "19:00"} for day in range(5)]
    hours = made(admin, "hours", name="Office", time_zone="Europe/Berlin", openings=office)["id"]
    queue = made(
        admin, "queues", name="Billing FR", time_zone="Europe/Berlin", hours=hours, required_skills=[{"skill": skill, "level_min": 3}]
    )["id"]
    agent = made(admin, "agents", name="Anna", queues=[queue], skills=[{"skill": skill, "level": 4}])["id"]
    return {"skill": skill, "hours": hours, "queue": queue, "agent": agent}


def versions() -> int:
    return ConfigurationVersion.objects.count()


def asked(client: APIClient, path: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = client.post(f"/api/v1/{path}", body)
    assert answer.status_code == status, answer.content
    return answer.json()


def preview(client: APIClient, *changes: dict[str, Any], draft: int | None = None) -> Any:
    return asked(client, "configuration/preview", {"changes": list(changes), "draft": draft})


def change(kind: str, key: int | None, deed: str = "changed", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": key, "deed": deed, "fields": fields}


def told(effects: Any) -> list[str]:
    return [one["sentence"] for one in effects["consequences"] if one["is_new"]]


SHORT = [{"weekday": day, "opens": "09:00", "closes": "18:00"} for day in range(5)]


def test_a_preview_says_whom_it_leaves_with_nobody_and_changes_nothing(admin: APIClient, french: dict[str, Any]) -> None:
    before = versions()
    effects = preview(admin, change("hours", french["hours"], openings=SHORT))
    assert told(effects)[0] == "This leaves nobody for French after 18:00 (Mon–Fri)."
    assert effects["changes"][0]["name"] == "Office"
    assert (effects["refused"], effects["problems"]) == ([], [])
    assert Hours.objects.get(pk=french["hours"]).openings[0]["closes"] == "19:00:00"
    assert versions() == before


def test_a_preview_refuses_by_field_as_saving_would(admin: APIClient, french: dict[str, Any]) -> None:
    wrong = preview(admin, change("queues", french["queue"], offer_seconds=0), change("numbers", None, "created", number="x", queue=1))
    assert [(one["place"], one["kind"]) for one in wrong["refused"]] == [(0, "queues"), (1, "numbers")]
    assert "offer_seconds" in wrong["refused"][0]["errors"]
    assert preview(admin, change("queues", 10_000, name="x"))["refused"][0]["code"] == "not_found"


def test_texts_of_a_preview_are_not_spoken(admin: APIClient, french: dict[str, Any], sounds: Path) -> None:
    end = {"to": "end", "prompts": [{"language": "en", "text": "We are closed."}]}
    assert preview(admin, change("queues", french["queue"], overflows=[{"cause": "closed", "target": end}]))["refused"] == []
    assert list(sounds.iterdir()) == []


def test_who_may_only_look_gets_no_preview(asks: Asks, french: dict[str, Any]) -> None:
    assert asks(Role.SUPERVISOR).post("/api/v1/configuration/preview", {"changes": []}).status_code == 403


def test_many_changes_are_one_version_or_none(admin: APIClient, french: dict[str, Any]) -> None:
    before = versions()
    wrong = asked(
        admin,
        "configuration/changes",
        {"changes": [change("queues", french["queue"], offer_seconds=30), change("agents", french["agent"], name="")]},
        409,
    )
    assert "changes.1.name" in wrong["errors"]
    assert (Queue.objects.get().offer_seconds, versions()) == (20, before)
    both = [change("queues", french["queue"], offer_seconds=30), change("agents", None, "created", name="Ben", queues=[french["queue"]])]
    assert asked(admin, "configuration/changes", {"changes": both})["version"] == ConfigurationVersion.objects.latest("version").version
    assert (Queue.objects.get().offer_seconds, Agent.objects.count(), versions()) == (30, 2, before + 1)


def test_a_draft_shows_what_it_holds_and_the_center_stays_as_it_is(admin: APIClient, french: dict[str, Any]) -> None:
    before = versions()
    draft = made(admin, DRAFTS, name="Autumn")["id"]
    at = f"/api/v1/{DRAFTS}/{draft}"
    night = admin.post(f"{at}/queues", {"name": "Night FR", "time_zone": "Europe/Berlin"})
    assert night.status_code == 201, night.content
    key = night.json()["id"]
    number = admin.post(f"{at}/numbers", {"number": "+4940123456", "queue": key})
    assert number.status_code == 201, number.content
    assert admin.patch(f"{at}/agents/{french['agent']}", {"queues": [french["queue"], key]}).status_code == 200
    assert [queue["name"] for queue in admin.get(f"{at}/queues").json()["results"]] == ["Billing FR", "Night FR"]
    assert admin.get(f"{at}/numbers/{number.json()['id']}").json()["queue"] == key
    assert admin.get(f"{at}/agents/{french['agent']}").json()["queues"] == [french["queue"], key]
    assert admin.get("/api/v1/queues").json()["results"][0]["name"] == "Billing FR"
    assert (Queue.objects.count(), versions()) == (1, before)
    published = asked(admin, f"{DRAFTS}/{draft}/publish", {})
    assert (Queue.objects.get(name="Night FR").pk, versions()) == (key, before + 1)
    newest = ConfigurationVersion.objects.latest("version")
    assert (published["published_version"], newest.changed) == (newest.version, "draft Autumn")
    assert [one["id"] for one in admin.get(f"/api/v1/{DRAFTS}?open=true").json()["results"]] == []
    assert asked(admin, f"{DRAFTS}/{draft}/publish", {}, 409)["code"] == "draft_closed"


def test_a_draft_refuses_what_a_form_would_refuse(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Wrong")["id"]
    wrong = admin.patch(f"/api/v1/{DRAFTS}/{draft}/queues/{french['queue']}", {"offer_seconds": 0})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["offer_seconds"])
    secret = admin.patch(f"/api/v1/{DRAFTS}/{draft}/agents/{french['agent']}", {"username": "anna", "password": "long enough for once"})
    assert secret.json()["code"] == "secret_in_draft"
    assert Draft.objects.get().wishes == []


def test_the_effects_of_a_draft_say_what_somebody_else_changed_meanwhile(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Slow")["id"]
    at = f"/api/v1/{DRAFTS}/{draft}"
    admin.patch(f"{at}/queues/{french['queue']}", {"offer_seconds": 40})
    admin.patch(f"/api/v1/queues/{french['queue']}", {"offer_seconds": 30})
    outlook = admin.get(f"{at}/effects").json()
    assert [one["sentence"] for one in outlook["effects"]["changes"]] == ["Queue Billing FR: rings for (seconds): 30 → 40"]
    assert [one["sentence"] for one in outlook["overtaken"]] == ["Queue Billing FR: rings for (seconds): 20 → 30"]


def test_a_change_is_taken_back_by_its_thing(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Less")["id"]
    at = f"/api/v1/{DRAFTS}/{draft}"
    admin.patch(f"{at}/queues/{french['queue']}", {"offer_seconds": 40})
    admin.patch(f"{at}/queues/{french['queue']}", {"wrap_up_seconds": 40})
    admin.patch(f"{at}/center", {"priority_seconds": 300})
    assert admin.get(f"{at}").json()["wishes_count"] == 2
    assert admin.delete(f"{at}/changes/queues/{french['queue']}").json()["wishes_count"] == 1
    assert [one["kind"] for one in admin.get(f"{at}/effects").json()["effects"]["changes"]] == ["center"]
    assert admin.delete(at).status_code == 204
    assert Draft.objects.count() == 0


def test_a_draft_that_contradicts_what_is_there_now_publishes_nothing(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Late")["id"]
    at = f"/api/v1/{DRAFTS}/{draft}"
    admin.post(f"{at}/skills", {"name": "Danish"})
    admin.patch(f"{at}/hours/{french['hours']}", {"openings": SHORT})
    made(admin, "skills", name="Danish")
    refused = asked(admin, f"{DRAFTS}/{draft}/publish", {}, 409)
    assert (refused["code"], "There is a skill named Danish already." in refused["detail"]) == ("changes_refused", True)
    assert Hours.objects.get(pk=french["hours"]).openings[0]["closes"] == "19:00:00"


def test_a_draft_publishes_itself_at_its_time(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Monday")["id"]
    at = f"/api/v1/{DRAFTS}/{draft}"
    admin.patch(f"{at}/hours/{french['hours']}", {"openings": SHORT})
    assert admin.patch(at, {"publish_at": "2020-01-01T06:00:00Z"}).json()["code"] == "in_the_past"
    monday = datetime.now(UTC) + timedelta(days=3)
    assert admin.patch(at, {"publish_at": monday.isoformat()}).json()["scheduled_by"] == "Administrator"
    assert drafts.publish_due(monday - timedelta(seconds=1)) == []
    assert [one.pk for one in drafts.publish_due(monday)] == [draft]
    assert Hours.objects.get(pk=french["hours"]).openings[0]["closes"] == "18:00:00"
    assert ConfigurationVersion.objects.latest("version").published_by == User.objects.get(username="administrator")


def test_a_draft_whose_author_may_no_longer_waits_and_says_so(admin: APIClient, french: dict[str, Any]) -> None:
    draft = made(admin, DRAFTS, name="Monday")["id"]
    soon = timezone.now() + timedelta(hours=1)
    admin.patch(f"/api/v1/{DRAFTS}/{draft}", {"publish_at": soon.isoformat()})
    User.objects.filter(username="administrator").update(role=Role.AGENT.value)
    assert drafts.publish_due(soon) == []
    left = Draft.objects.get()
    assert (left.published_at, left.publish_at) == (None, None)
    assert left.failure == "Whoever set the time may no longer change the configuration."


def test_a_flow_is_published_as_it_was_when_its_time_was_set(admin: APIClient, french: dict[str, Any]) -> None:
    flow = made(admin, "flows", name="Main")
    draft = made(admin, DRAFTS, name="Monday")["id"]
    wish = change("flows", flow["id"], "published", draft=flow["draft"])
    assert asked(admin, "configuration/changes", {"changes": [wish], "draft": draft}) == {"version": 0}
    admin.patch(f"/api/v1/flows/{flow['id']}", {"draft": {**flow["draft"], "entry": "nowhere"}})
    asked(admin, f"{DRAFTS}/{draft}/publish", {})
    after = admin.get(f"/api/v1/flows/{flow['id']}").json()
    assert (after["published_version"], after["draft"]["entry"]) == (1, "nowhere")
