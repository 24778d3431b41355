"""Versions of the configuration: read, compared, and made to be again."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.configuration import documents, services
from ccplatform.configuration.building import build
from ccplatform.configuration.differences import differences
from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.demo.loading import load
from ccplatform.queues.models import Queue
from contracts.configuration import CenterConfiguration
from contracts.flows import Greeting
from contracts.vocabulary import DeviceKind
from ivr.flows.models import Flow
from telephony.provisioning.models import Device, Trunk
from telephony.provisioning.services import open_softphone
from tests.integration.django.conftest import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("center_redis")]


@pytest.fixture(autouse=True)
def _sounds(settings: Settings, tmp_path: Path) -> None:
    settings.CENTER = dataclasses.replace(settings.CENTER, sounds_dir=tmp_path)


def newest() -> int:
    return ConfigurationVersion.objects.latest("version").version


def told(version: int) -> CenterConfiguration:
    """What the version says, apart from what makes each version another one: number, instant, and phones that sign in by themselves."""
    content = ConfigurationVersion.objects.get(pk=version).told
    browsers = [device.id for device in content.devices if device.kind is DeviceKind.BROWSER]
    return msgspec.structs.replace(
        content,
        version=0,
        published_at=0,
        devices=[device for device in content.devices if device.id not in browsers],
        agents=[
            msgspec.structs.replace(agent, devices=[device for device in agent.devices if device not in browsers])
            for agent in content.agents
        ],
    )


def restored(admin: APIClient, version: int) -> list[str]:
    """The notes."""
    answer = admin.post(f"/api/v1/configuration/versions/{version}/restore")
    assert answer.status_code == 200, answer.content
    notes: list[str] = answer.json()["notes"]
    assert answer.json() == {"version": newest(), "restored": version, "notes": notes}
    return notes


@pytest.fixture
def demo(tmp_path: Path, admin: APIClient) -> int:
    """The version of a whole demo center."""
    User.objects.all().delete()
    load(tmp_path, speak=lambda text, language, folder: f"{language}-{len(text)}")
    admin.force_login(User.objects.get(username="admin"))
    return newest()


def change_everything(admin: APIClient) -> None:
    """A day of an administrator who touches each kind of thing: changes, additions, deletions, names that change hands."""
    rows: Callable[[str], list[Any]] = lambda path: admin.get(f"/api/v1/{path}?limit=200").json()["results"]  # noqa: E731 - read at once
    first, second, *_ = rows("queues")
    for path, fields in (
        (f"queues/{first['id']}", {"name": "Old"}),
        (f"queues/{second['id']}", {"name": first["name"], "offer_seconds": 33, "required_skills": [], "overflows": []}),
        ("center", {"priority_seconds": 77}),
        (f"numbers/{rows('numbers')[0]['id']}", {"number": "+49405550177", "priority": 4}),
    ):
        assert admin.patch(f"/api/v1/{path}", fields).status_code == 200, path
    agents = rows("agents")
    admin.patch(f"/api/v1/agents/{agents[0]['id']}", {"name": "Renamed", "queues": [first["id"]], "skills": [], "always_on": True})
    assert admin.delete(f"/api/v1/agents/{agents[1]['id']}").status_code == 204
    made(admin, "queues", name="Brand new")
    made(admin, "agents", name="Hired today", queues=[first["id"]])
    made(admin, "hours", name="Night")
    made(admin, "labels", name="Long")
    made(admin, "teams", name="Night shift", agents=[agents[2]["id"]])
    made(admin, "skills", name="French")
    made(admin, "numbers", number="+49405550188", queue=first["id"])
    flow = rows("flows")[0]["id"]
    assert admin.post(f"/api/v1/flows/{flow}/publish").status_code == 201
    fresh = made(admin, "flows", name="Night flow")["id"]
    assert admin.post(f"/api/v1/flows/{fresh}/publish").status_code == 201
    trunk = rows("trunks")[0]
    admin.patch(f"/api/v1/trunks/{trunk['id']}", {"name": "Renamed", "source_addresses": ["127.0.0.77"]})
    made(admin, "trunks", name=trunk["name"], source_addresses=["127.0.0.78"])


def test_a_roll_back_makes_everything_what_it_was(demo: int, admin: APIClient) -> None:
    before = told(demo)
    change_everything(admin)
    changed = newest()
    after = told(changed)
    notes = restored(admin, demo)
    assert told(newest()) == before
    assert newest() == changed + 1
    assert build(version=0, published_at=0) == msgspec.structs.replace(
        ConfigurationVersion.objects.get(pk=newest()).told, version=0, published_at=0
    )
    for note in ("Queue Brand new is out of use now.", "Agent Hired today is out of use now.", "Flow Night flow is a draft only now."):
        assert note in notes
    assert "Removed: number +49405550188" in notes
    restored(admin, changed)
    assert told(newest()) == after


def test_a_roll_back_is_a_version_of_its_own_that_says_of_which(demo: int, admin: APIClient) -> None:
    made(admin, "skills", name="French")
    made(admin, "queues", name="Brand new")
    restored(admin, demo)
    row = admin.get("/api/v1/configuration/versions").json()["results"][0]
    assert (row["version"], row["changed"], row["restored_from"], row["restorable"]) == (newest(), f"restored {demo}", demo, True)
    assert row["published_by"] == "Administrator"


def test_what_history_names_is_put_out_of_use_and_comes_back(demo: int, admin: APIClient) -> None:
    queue = made(admin, "queues", name="Brand new")["id"]
    with_queue = newest()
    restored(admin, demo)
    assert not Queue.objects.get(pk=queue).active
    restored(admin, with_queue)
    assert Queue.objects.get(pk=queue).active
    assert admin.get(f"/api/v1/queues/{queue}").json()["name"] == "Brand new"


def test_who_comes_back_belongs_where_the_version_says(demo: int, admin: APIClient) -> None:
    """Rows that did not change are not written again; what was out of use must not bring back more than the version knows."""
    lena, queue = Agent.objects.get(name="Lena Fischer"), made(admin, "queues", name="Brand new")["id"]
    team = made(admin, "teams", name="Night shift")["id"]
    hired = made(admin, "agents", name="Hired today")["id"]
    alone = newest()
    admin.patch(f"/api/v1/agents/{lena.pk}", {"queues": [*lena.memberships.values_list("queue", flat=True), queue]})
    admin.patch(f"/api/v1/teams/{team}", {"agents": [hired]})
    together = newest()
    for path in (f"queues/{queue}", f"agents/{hired}"):
        assert admin.patch(f"/api/v1/{path}", {"active": False}).status_code == 200
    restored(admin, alone)
    assert told(newest()) == told(alone)
    restored(admin, together)
    assert told(newest()) == told(together)
    restored(admin, demo)
    restored(admin, together)
    assert told(newest()) == told(together)


def test_secrets_are_not_rolled_back(demo: int, admin: APIClient) -> None:
    lena = Agent.objects.get(name="Lena Fischer")
    open_softphone(agent=lena, by=User.objects.get(username="admin"))
    digest = Device.objects.get(agent=lena, kind="browser").digest
    made(admin, "queues", name="Brand new")
    restored(admin, demo)
    assert Device.objects.get(agent=lena, kind="browser").digest == digest


def test_a_phone_that_was_deleted_comes_back_with_the_secret_it_still_has(demo: int, admin: APIClient) -> None:
    phone = Device.objects.filter(kind="sip_registered").first()
    assert phone is not None
    assert admin.delete(f"/api/v1/devices/{phone.pk}").status_code == 204
    restored(admin, demo)
    again = Device.objects.get(pk=phone.pk)
    assert (again.username, again.digest) == (phone.username, phone.digest)


def test_a_trunk_keeps_its_secret_as_long_as_it_is_the_same_account(demo: int, admin: APIClient) -> None:
    registration = {"server": "sip.example.net", "username": "4940", "secret": "first secret"}
    trunk = made(admin, "trunks", name="Provider", registration=registration)["id"]
    version = newest()
    admin.patch(f"/api/v1/trunks/{trunk}", {"name": "Renamed", "registration": {**registration, "secret": "second secret"}})
    restored(admin, version)
    assert (Trunk.objects.get(pk=trunk).name, Trunk.objects.get(pk=trunk).registration_secret) == ("Provider", "second secret")
    admin.delete(f"/api/v1/trunks/{trunk}")
    restored(admin, version)
    assert Trunk.objects.get(pk=trunk).registration_secret == "first secret"


def test_a_draft_is_left_alone(demo: int, admin: APIClient) -> None:
    flow = Flow.objects.get()
    admin.post(f"/api/v1/flows/{flow.pk}/publish")
    draft = {**flow.draft, "entry": "closed"}
    admin.patch(f"/api/v1/flows/{flow.pk}", {"draft": draft})
    restored(admin, demo)
    answer = admin.get(f"/api/v1/flows/{flow.pk}").json()
    assert (answer["published_version"], answer["draft"]["entry"]) == (1, "closed")
    assert admin.post(f"/api/v1/flows/{flow.pk}/publish").status_code in {201, 400}


def test_a_version_is_shown_without_secrets(demo: int, admin: APIClient) -> None:
    registration = {"server": "sip.example.net", "username": "4940", "secret": "very secret"}
    made(admin, "trunks", name="Provider", registration=registration)
    answer = admin.get(f"/api/v1/configuration/versions/{newest()}")
    assert {"center", "queues", "agents", "flows"} <= set(answer.json()["content"])
    assert "very secret" not in answer.content.decode()
    assert "digest" not in answer.content.decode()
    assert admin.get("/api/v1/configuration/versions/987654").status_code == 404


def sentences(admin: APIClient, before: int, after: int) -> list[str]:
    answer = admin.get(f"/api/v1/configuration/versions/{before}/diff/{after}")
    assert answer.status_code == 200, answer.content
    return [change["sentence"] for change in answer.json()["changes"]]


def test_what_changed_is_told_in_words(demo: int, admin: APIClient) -> None:
    skill = made(admin, "skills", name="French")["id"]
    team = made(admin, "teams", name="Night shift")["id"]
    queue = Queue.objects.get(name="Billing DE").pk
    before = newest()
    lena = Agent.objects.get(name="Lena Fischer")
    tariffs, outage = (Queue.objects.get(name=name).pk for name in ("Tariffs", "Outage"))
    admin.patch(f"/api/v1/queues/{queue}", {"offer_seconds": 25, "record": False, "rings": [{"after_seconds": 30, "teams": [team]}]})
    admin.patch(
        f"/api/v1/agents/{lena.pk}", {"skills": [{"skill": skill, "level": 2}], "queues": [queue, outage], "levels": {str(outage): 3}}
    )
    admin.patch(f"/api/v1/teams/{team}", {"agents": [lena.pk]})
    made(admin, "queues", name="Brand new")
    found = sentences(admin, before, newest())
    assert "Queue Billing DE: rings for (seconds): 20 → 25" in found
    assert "Queue Billing DE: records: yes → no" in found
    assert "Queue Billing DE: stages: + after (seconds) 30, teams Night shift" in [line.replace("stages, 1", "stages") for line in found]
    assert "Agent Lena Fischer: queues, Outage: + 3" in found
    assert "Agent Lena Fischer: queues, Tariffs: − 1" in found
    assert "Agent Lena Fischer: skills, French: + 2" in found
    assert "Team Night shift: agents: + Lena Fischer" in found
    assert "Queue Brand new was added." in found
    assert tariffs and "Queue Brand new was removed." in sentences(admin, newest(), before)
    admin.patch("/api/v1/session", {"language": "de"})
    assert "Warteschlange Billing DE: nimmt auf: ja → nein" in sentences(admin, before, newest())
    assert sentences(admin, before, before) == []


def test_a_version_from_before_documents_is_read_and_not_restored(demo: int, admin: APIClient) -> None:
    ConfigurationVersion.objects.update(document=None)
    path = f"/api/v1/configuration/versions/{demo}"
    assert admin.get(path).json()["content"] is None
    assert admin.get("/api/v1/configuration/versions").json()["results"][0]["restorable"] is False
    assert admin.post(f"{path}/restore").json()["code"] == "version_without_document"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("configuration", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_line_lists_compares_and_restores(demo: int, admin: APIClient) -> None:
    made(admin, "queues", name="Brand new")
    assert "Administrator" in run("list").splitlines()[0]
    assert run("diff", str(demo)) == "Queue Brand new was added.\n"
    assert json.loads(run("show", str(demo)))["queues"][0]["name"] == "Billing DE"
    assert "Queue Brand new is out of use now.\n" in run("restore", str(demo))
    assert run("diff", str(demo)) == "Nothing differs.\n"
    registration = {"server": "sip.example.net", "username": "4940", "secret": "very secret"}
    made(admin, "trunks", name="Provider", registration=registration)
    routing = run("show", str(newest()), "--routing")
    assert msgspec.json.decode(routing, type=CenterConfiguration).version == newest()
    assert "very secret" not in routing
    assert not any(device.digest for device in msgspec.json.decode(routing, type=CenterConfiguration).devices)
    with pytest.raises(CommandError, match="no version 9999"):
        run("show", "9999")


def test_a_center_is_written_to_a_file_and_made_from_it(demo: int, admin: APIClient, tmp_path: Path) -> None:
    file = tmp_path / "center.json"
    run("export", str(file))
    run("import", str(file))  # speaks the demo's texts, which had sounds in name only
    before = told(newest())
    change_everything(admin)
    assert "Queue Brand new was removed." in run("import", "--dry-run", str(file))
    run("import", str(file))
    assert told(newest()) == before
    assert admin.get("/api/v1/configuration/versions").json()["results"][0]["changed"] == "imported"
    # What is made next does not take a key that came with the file.
    assert made(admin, "queues", name="After the import")["id"] > max(queue.id for queue in before.queues)
    greeting = next(node for node in before.flows[0].nodes if isinstance(node, Greeting))
    assert (tmp_path / f"{greeting.prompts[0].media.removeprefix('sound:custom/')}.wav").exists()


def test_an_empty_center_becomes_what_the_file_says(demo: int, tmp_path: Path) -> None:
    content = documents.document()
    for model in (ConfigurationVersion, Device, Trunk):
        model.objects.all().delete()
    services.replace_all(documents.Document(), secrets=None, by=None, changed="imported")
    assert documents.document() == documents.Document()
    done = services.replace_all(content, secrets=None, by=None, changed="imported")
    assert documents.document() == content
    assert any("has no secret" in str(note) for note in done.notes)


def test_a_file_that_makes_no_sense_changes_nothing(demo: int, tmp_path: Path) -> None:
    content = documents.as_json(documents.document())
    file = tmp_path / "center.json"
    before = documents.document()
    broken: tuple[tuple[Callable[[Any], Any], str], ...] = (
        (lambda it: it["queues"][0].update(offer_seconds="soon"), "offer_seconds"),
        (lambda it: it["queues"][0].update(offer_seconds=100_000), "offer_seconds"),
        (lambda it: it["queues"][0].update(required_skills=[{"skill": 4711}]), "contradicts itself"),
        (lambda it: it["numbers"][0].update(queue=4711, flow=None), "unknown queue 4711"),
    )
    for breaks, words in broken:
        wrong = json.loads(json.dumps(content))
        breaks(wrong)
        file.write_text(json.dumps(wrong))
        with pytest.raises(CommandError, match=words):
            run("import", str(file))
        assert documents.document() == before
    file.write_text("{")
    with pytest.raises(CommandError, match="cannot be read"):
        run("import", str(file))


def test_nothing_differs_from_itself(demo: int) -> None:
    content = documents.document()
    assert documents.read(documents.as_json(content)) == content
    assert differences(content, content) == []
