"""Queues, skills and dispositions over REST."""

from __future__ import annotations

from rest_framework.test import APIClient

from contracts.permissions import Role
from tests.integration.django.conftest import Asks, made


def test_a_queue_is_made_changed_and_deleted(admin: APIClient) -> None:
    german = made(admin, "skills", name="german")
    queue = made(admin, "queues", name="Billing DE", required_skills=[{"skill": german["id"], "level_min": 3}], offer_seconds=15)
    assert queue["required_skills"] == [{"skill": german["id"], "level_min": 3}]
    assert (queue["offer_seconds"], queue["wrap_up_seconds"], queue["service_level_target"]) == (15, 30, 0.8)
    changed = admin.patch(f"/api/v1/queues/{queue['id']}", {"wrap_up_seconds": 0})
    assert changed.json()["wrap_up_seconds"] == 0
    assert changed.json()["required_skills"] == queue["required_skills"]
    assert admin.delete(f"/api/v1/queues/{queue['id']}").status_code == 204
    assert admin.get("/api/v1/queues").json() == {"next": None, "previous": None, "results": []}


def test_a_second_queue_of_the_same_name_is_refused_and_says_which(admin: APIClient) -> None:
    made(admin, "queues", name="Billing DE")
    answer = admin.post("/api/v1/queues", {"name": "billing de"})
    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "name_taken"
    assert answer.json()["errors"] == {"name": ["There is a queue named billing de already."]}


def test_refusals_speak_german_to_who_asks_for_it(admin: APIClient) -> None:
    admin.patch("/api/v1/session", {"language": "de"})
    made(admin, "queues", name="Billing DE")
    assert admin.post("/api/v1/queues", {"name": "Billing DE"}).json()["detail"] == "Es gibt schon eine Warteschlange namens Billing DE."
    assert admin.post("/api/v1/queues", {}).json()["errors"]["name"] == ["Dieses Feld ist zwingend erforderlich."]


def test_a_skill_in_use_is_not_deleted_and_says_by_what(admin: APIClient) -> None:
    german = made(admin, "skills", name="german")
    made(admin, "queues", name="Billing DE", required_skills=[{"skill": german["id"]}])
    answer = admin.delete(f"/api/v1/skills/{german['id']}")
    assert answer.status_code == 409
    assert answer.json()["code"] == "in_use"
    assert "Billing DE" in answer.json()["detail"]


def test_bad_fields_are_named_one_by_one(admin: APIClient) -> None:
    fields = {"name": "x" * 61, "time_zone": "Europe/Hamburg", "offer_seconds": 1, "required_skills": [{"skill": 99, "level_min": 9}]}
    errors = admin.post("/api/v1/queues", fields).json()["errors"]
    assert set(errors) == {"name", "time_zone", "offer_seconds", "required_skills.0.skill", "required_skills.0.level_min"}


def test_control_characters_are_no_name(admin: APIClient) -> None:
    answer = admin.post("/api/v1/queues", {"name": "Bill\u202eing"})
    assert answer.json()["errors"] == {"name": ["Control characters are not allowed."]}


def test_lists_come_in_pages(admin: APIClient) -> None:
    for name in "cab":
        made(admin, "skills", name=name)
    first = admin.get("/api/v1/skills?limit=2").json()
    assert [skill["name"] for skill in first["results"]] == ["a", "b"]
    assert [skill["name"] for skill in admin.get(first["next"]).json()["results"]] == ["c"]


def test_an_agent_reads_dispositions_and_changes_none(asks: Asks, admin: APIClient) -> None:
    made(admin, "dispositions", code="solved", name_en="Solved", name_de="Gelöst")
    agent = asks(Role.AGENT)
    assert [row["code"] for row in agent.get("/api/v1/dispositions").json()["results"]] == ["solved"]
    assert agent.post("/api/v1/dispositions", {}).status_code == 403
    assert agent.get("/api/v1/queues").status_code == 403


def test_dispositions_stand_in_a_tree_of_three_levels_without_circles(admin: APIClient) -> None:
    made_below: list[int] = []
    for level in range(3):
        above = {"parent": made_below[-1]} if made_below else {}
        made_below.append(made(admin, "dispositions", code=f"level{level}", name_en="x", name_de="x", **above)["id"])
    deeper = admin.post("/api/v1/dispositions", {"code": "deep", "name_en": "x", "name_de": "x", "parent": made_below[2]})
    assert (deeper.status_code, deeper.json()["code"]) == (400, "disposition_too_deep")
    circle = admin.patch(f"/api/v1/dispositions/{made_below[0]}", {"parent": made_below[2]})
    assert (circle.status_code, circle.json()["code"]) == (400, "disposition_circle")
    alone = made(admin, "dispositions", code="alone", name_en="x", name_de="x")["id"]
    lowered = admin.patch(f"/api/v1/dispositions/{made_below[0]}", {"parent": alone})
    assert (lowered.status_code, lowered.json()["code"]) == (400, "disposition_too_deep")
    assert admin.delete(f"/api/v1/dispositions/{made_below[0]}").status_code == 409


def test_a_choice_needs_options_and_an_agent_reads_the_fields(asks: Asks, admin: APIClient) -> None:
    field = {"code": "why", "name_en": "Why", "name_de": "Warum", "kind": "choice"}
    assert admin.post("/api/v1/outcome-fields", field).json()["code"] == "options_missing"
    made(admin, "outcome-fields", **field, options=["Price", "Moving"], required=True)
    again = admin.post("/api/v1/outcome-fields", {**field, "options": ["x"]})
    assert (again.status_code, again.json()["code"]) == (409, "code_taken")
    agent = asks(Role.AGENT)
    assert agent.get("/api/v1/outcome-fields").json()["results"][0]["options"] == ["Price", "Moving"]
    assert agent.post("/api/v1/outcome-fields", field).status_code == 403
