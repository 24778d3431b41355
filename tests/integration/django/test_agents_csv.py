"""Agents from a table and into one."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from tests.integration.django.conftest import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("center_redis")]


@pytest.fixture
def center(admin: APIClient) -> dict[str, int]:
    french, billing = made(admin, "skills", name="French")["id"], made(admin, "skills", name="Billing")["id"]
    queue, other = made(admin, "queues", name="Orders", time_zone="UTC")["id"], made(admin, "queues", name="Night", time_zone="UTC")["id"]
    anna = made(admin, "agents", name="Anna", username="anna", queues=[queue], levels={queue: 2}, skills=[{"skill": french, "level": 4}])
    team = made(admin, "teams", name="Help", agents=[anna["id"]])["id"]
    return {"french": french, "billing": billing, "queue": queue, "other": other, "anna": anna["id"], "team": team}


def read(admin: APIClient, text: str, status: int = 200) -> Any:
    answer = admin.post("/api/v1/agents.csv", {"text": text})
    assert answer.status_code == status, answer.content
    return answer.json()


def lines(told: Any) -> list[tuple[int, str, str]]:
    return [(line["line"], line["name"], line["becomes"]) for line in told["lines"]]


def test_what_was_exported_changes_nothing_when_it_comes_back(admin: APIClient, center: dict[str, int]) -> None:
    text = admin.get("/api/v1/agents.csv").json()["text"]
    head, anna, *_ = text.removeprefix("\ufeff").split("\r\n")
    assert head == "id;name;username;email;role;language;active;queue: Night;queue: Orders;skill: Billing;skill: French;team: Help"
    assert anna == f"{center['anna']};Anna;anna;;agent;en;x;;2;;4;x"
    told = read(admin, text)
    assert lines(told) == [(2, "Anna", "same")]
    assert told["changes"] == []


def test_thirty_agents_come_as_one_version_with_their_queues_skills_and_teams(admin: APIClient, center: dict[str, int]) -> None:
    text = "name,queue: Orders,skill: French,team: Help\n" + "".join(f"Agent {n},x,3,x\n" for n in range(30))
    told = read(admin, text)
    assert {deed for _, _, deed in lines(told)} == {"created"}
    assert Agent.objects.count() == 1
    answer = admin.post("/api/v1/configuration/changes", {"changes": told["changes"]})
    assert answer.status_code == 200, answer.content
    newest = Agent.objects.get(name="Agent 29")
    assert [one.level for one in newest.memberships.all()] == [1]
    assert [one.level for one in newest.skills.all()] == [3]
    assert [team.name for team in newest.teams.all()] == ["Help"]


def test_wrong_lines_are_said_by_line_and_nothing_comes_of_the_file(admin: APIClient, center: dict[str, int]) -> None:
    text = "name;username;role;skill: French\nBen;ben;agent;4\nCleo;cleo;pope;4\nDora;dora;agent;9\n;;;\nEva;anna;agent;\n;x;agent;1\n"
    told = read(admin, text)
    assert lines(told) == [(2, "Ben", "created"), (3, "Cleo", "wrong"), (4, "Dora", "wrong"), (6, "Eva", "changed"), (7, "", "wrong")]
    assert told["lines"][1]["errors"][0].startswith("role:")
    assert told["lines"][2]["errors"] == ["skill: french: 9 is no level from 1 to 5."]
    assert told["changes"] == []


def test_an_empty_cell_takes_away_and_a_missing_column_leaves_alone(admin: APIClient, center: dict[str, int]) -> None:
    told = read(admin, f"id;name;skill: French\n{center['anna']};Anna;\n")
    assert told["changes"] == [{"kind": "agents", "id": center["anna"], "deed": "changed", "fields": {"skills": []}}]
    told = read(admin, f"id;name;queue: Night\n{center['anna']};Anna;3\n")
    fields = told["changes"][0]["fields"]
    assert fields == {"queues": [center["queue"], center["other"]], "levels": {str(center["queue"]): 2, str(center["other"]): 3}}


def test_a_column_nobody_knows_and_a_file_without_lines_are_refused(admin: APIClient, center: dict[str, int]) -> None:
    assert read(admin, "name;skill: Klingon\nBen;3\n", 400)["code"] == "csv_heads"
    assert read(admin, "name\n", 400)["code"] == "csv_empty"
    assert read(admin, "name\n" + "Ben\n" * 501, 400)["code"] == "csv_too_long"


def test_an_agent_named_in_two_lines_is_wrong_in_the_second(admin: APIClient, center: dict[str, int]) -> None:
    told = read(admin, "username;name\nanna;Anna\nANNA;Anna B\n")
    assert lines(told)[1] == (3, "Anna B", "wrong")


def test_what_a_spreadsheet_would_run_as_a_formula_is_text(admin: APIClient, center: dict[str, int]) -> None:
    Agent.objects.update(name="=1+1")
    text = admin.get("/api/v1/agents.csv").json()["text"]
    assert ";'=1+1;" in text
    assert lines(read(admin, text)) == [(2, "=1+1", "same")]
