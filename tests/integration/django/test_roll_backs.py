"""Whatever administrators did in whatever order: going back to any version gives that version."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from ccplatform.configuration.models import ConfigurationVersion

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("center_redis")]

DEEDS, ROLL_BACKS = 40, 5
REFUSED = {400, 404, 409}
NAMES = [f"Name {n}" for n in range(4)]
"""Few, so that they are taken, freed and change hands."""
KINDS = ("skills", "hours", "labels", "queues", "agents", "teams", "numbers", "trunks", "devices", "flows")


@pytest.fixture(autouse=True)
def _sounds(settings: Settings, tmp_path: Path) -> None:
    settings.CENTER = dataclasses.replace(settings.CENTER, sounds_dir=tmp_path)


class Administrator:
    """Does something at random, with what is there; may be refused, must not break anything."""

    def __init__(self, client: APIClient, seed: int) -> None:
        self.client, self.chance = client, random.Random(seed)

    def ids(self, kind: str) -> list[int]:
        return [row["id"] for row in self.client.get(f"/api/v1/{kind}?limit=200").json()["results"]]

    def some(self, kind: str) -> list[int]:
        known = self.ids(kind)
        return self.chance.sample(known, self.chance.randint(0, min(2, len(known))))

    def one(self, kind: str) -> int | None:
        return self.chance.choice([None, *self.ids(kind)])

    def act(self) -> None:
        kind, deed = self.chance.choice(KINDS), self.chance.random()
        path = f"/api/v1/{kind}"
        there = self.ids(kind)
        if deed < 0.45 or not there:
            answer = self.client.post(path, self.fields(kind))
        elif deed < 0.8:
            fields = self.fields(kind)
            chosen = {name: fields[name] for name in fields if self.chance.random() < 0.6}
            answer = self.client.patch(f"{path}/{self.chance.choice(there)}", chosen)
        elif kind == "flows":
            answer = self.client.post(f"{path}/{self.chance.choice(there)}/publish")
        else:
            answer = self.client.delete(f"{path}/{self.chance.choice(there)}")
        assert answer.status_code in {200, 201, 204} | REFUSED, (kind, answer.content)

    def fields(self, kind: str) -> dict[str, Any]:
        named = {"name": self.chance.choice(NAMES)}
        make: dict[str, Callable[[], dict[str, Any]]] = {
            "skills": dict,
            "hours": lambda: {"openings": [{"weekday": self.chance.randint(0, 6), "opens": "08:00", "closes": "17:00"}]},
            "labels": lambda: {"weight": self.chance.randint(1, 5)},
            "queues": self.queue,
            "agents": self.agent,
            "teams": lambda: {"agents": self.some("agents")},
            "numbers": lambda: {"number": f"+4940555010{self.chance.randint(0, 4)}", "queue": self.one("queues"), "priority": 1},
            "trunks": lambda: {
                "source_addresses": [f"192.0.2.{self.chance.randint(1, 4)}"],
                "username": self.chance.choice(["", "one", "two"]),
            },
            "devices": lambda: {"kind": "sip_registered", "agent": self.one("agents")},
            "flows": dict,
        }
        return {**named, **make[kind]()}

    def trunk(self) -> dict[str, Any]:
        return {"source_addresses": [f"192.0.2.{self.chance.randint(1, 4)}"], "username": self.chance.choice(["", "one", "two"])}

    def queue(self) -> dict[str, Any]:
        return {
            "active": self.chance.random() < 0.8,
            "hours": self.one("hours"),
            "required_skills": [{"skill": skill, "level_min": 2} for skill in self.some("skills")],
            "rings": [{"after_seconds": 9, "required_skills": [], "teams": self.some("teams")}],
            "overflows": [{"cause": "closed", "target": {"to": "queue", "queue": queue}} for queue in self.some("queues")],
            "offer_seconds": self.chance.randint(5, 50),
        }

    def agent(self) -> dict[str, Any]:
        return {
            "active": self.chance.random() < 0.8,
            "always_on": self.chance.random() < 0.5,
            "queues": self.some("queues"),
            "skills": [{"skill": skill, "level": 3} for skill in self.some("skills")],
        }


def contents() -> Iterator[tuple[int, Any]]:
    """What each version says, without the secrets of those who log in at us: these are not rolled back."""
    for version in ConfigurationVersion.objects.order_by("version"):
        told = version.told
        trunks = [msgspec.structs.replace(trunk, digest="") for trunk in told.trunks]
        yield version.version, msgspec.structs.replace(told, version=0, published_at=0, trunks=trunks)


@pytest.mark.parametrize("seed", range(2))
def test_going_back_to_any_version_gives_that_version(admin: APIClient, seed: int) -> None:
    administrator = Administrator(admin, seed)
    for _ in range(DEEDS):
        administrator.act()
    known = dict(contents())
    assert len(known) > DEEDS / 4
    for version in administrator.chance.sample(sorted(known), ROLL_BACKS):
        answer = admin.post(f"/api/v1/configuration/versions/{version}/restore")
        assert answer.status_code == 200, (seed, version, answer.content)
        newest, content = list(contents())[-1]
        assert content == known[version], (seed, version)
        assert admin.get("/api/v1/configuration").json()["problems"] == [], (seed, newest)
        administrator.act()
