"""The rules of a queue over REST: what comes back is what was sent, what cannot be is refused field by field, what is in use stays."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from ccplatform.agents.models import Team
from ccplatform.configuration.building import build
from ccplatform.queues.models import Hours, Queue, Skill
from contracts.rules import Capacity, ConditionalGroup, Overflow, Ring
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.targets import ToEnd, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import GroupMetric, Medium, OfferMode, OverflowCause, Strategy, WrapUpMode
from ivr.flows.models import Flow, FlowVersion
from tests.house.tree import CHECKOUT
from tests.integration.django.conftest import made

pytestmark = pytest.mark.django_db

GOODBYE = {"version": 1, "name": "Sorry", "entry": "bye", "nodes": [{"kind": "hang_up", "id": "bye"}]}


@pytest.fixture(autouse=True)
def _sounds(settings: Settings, tmp_path: Path) -> None:
    settings.CENTER = dataclasses.replace(settings.CENTER, sounds_dir=tmp_path)


def refused(client: APIClient, path: str, **fields: Any) -> dict[str, list[str]]:
    """The errors of a POST that is refused, by field."""
    answer = client.post(f"/api/v1/{path}", fields)
    assert answer.status_code == 400, answer.content
    errors: dict[str, list[str]] = answer.json()["errors"]
    return errors


def test_every_rule_of_a_queue_comes_back_and_reaches_the_engine(admin: APIClient) -> None:
    german = made(admin, "skills", name="german")["id"]
    agent = made(admin, "agents", name="Lena", skills=[{"skill": german, "level": 4}])["id"]
    team = made(admin, "teams", name="Reserve", agents=[agent])["id"]
    hours = made(admin, "hours", name="Office", openings=[{"weekday": 0, "opens": "08:00", "closes": "18:00"}], closed_on=["2026-12-25"])
    other = made(admin, "queues", name="Reserve line")["id"]
    flow = made(admin, "flows", name="Goodbye")["id"]
    assert admin.post(f"/api/v1/flows/{flow}/publish").status_code == 201
    bye = {"language": "en", "text": "We are closed."}
    queue = made(
        admin,
        "queues",
        name="Billing",
        offer_mode="auto_answer",
        strategy="most_proficient",
        preferred_skills=[{"skill": german, "weight": 2}],
        rings=[{"after_seconds": 30, "required_skills": [{"skill": german, "level_min": 2}], "teams": [team]}],
        groups=[{"team": team, "metric": "waiting_above", "threshold": 5}],
        sticky_days=7,
        wrap_up="mandatory",
        hours=hours["id"],
        overflows=[
            {"cause": "closed", "target": {"to": "end", "prompts": [bye]}},
            {"cause": "wait", "threshold": 60, "target": {"to": "queue", "queue": other, "priority": 2}},
            {"cause": "size", "threshold": 9, "target": {"to": "number", "number": "+49405550100"}},
            {"cause": "emergency", "target": {"to": "flow", "flow": flow}},
        ],
        announcements={"first_after_seconds": 10, "every_seconds": 30, "position": True, "comfort": [[bye]]},
        callback={"key": "1", "first": "customer", "prompts": [bye]},
        caller_id="+49405550100",
        priority=3,
        rescue_seconds=15,
    )
    media = queue["overflows"][0]["target"]["prompts"][0]["media"]
    assert media.startswith("sound:custom/")
    assert queue == admin.get(f"/api/v1/queues/{queue['id']}").json()
    told = next(one for one in build(version=1, published_at=0).queues if one.name == "Billing")
    assert (told.offer_mode, told.strategy, told.wrap_up) == (OfferMode.AUTO_ANSWER, Strategy.MOST_PROFICIENT, WrapUpMode.MANDATORY)
    assert told.preferred_skills == [PreferredSkill(skill=german, weight=2)]
    assert told.rings == [Ring(after_seconds=30, required_skills=[RequiredSkill(skill=german, level_min=2)], teams=[team])]
    assert told.groups == [ConditionalGroup(team=team, metric=GroupMetric.WAITING_ABOVE, threshold=5, lend_seconds_min=60)]
    assert told.overflows == [
        Overflow(cause=OverflowCause.CLOSED, target=ToEnd(media=[media])),
        Overflow(cause=OverflowCause.WAIT, threshold=60, target=ToQueue(queue=other, priority=2)),
        Overflow(cause=OverflowCause.SIZE, threshold=9, target=ToNumber(number="+49405550100")),
        Overflow(cause=OverflowCause.EMERGENCY, target=ToFlow(flow=flow)),
    ]
    assert told.announcements is not None and told.announcements.comfort[0][0].media == media
    assert told.callback is not None and (told.callback.first.value, told.callback.prompts[0].media) == ("customer", media)
    assert (told.hours, told.caller_id, told.priority, told.rescue_seconds) == (hours["id"], "+49405550100", 3, 15)
    assert [str(day) for day in build(version=1, published_at=0).hours[0].closed_on] == ["2026-12-25"]
    assert [one.agents for one in build(version=1, published_at=0).teams] == [[agent]]


def test_rules_that_are_left_out_stay_and_null_takes_them_away(admin: APIClient) -> None:
    queue = made(admin, "queues", name="Billing", callback={}, rings=[{"after_seconds": 5, "required_skills": []}])
    path = f"/api/v1/queues/{queue['id']}"
    assert admin.patch(path, {"offer_seconds": 10}).json()["rings"] == queue["rings"]
    assert admin.patch(path, {"callback": None}).json()["callback"] is None
    assert build(version=1, published_at=0).queues[0].callback is None


def test_what_makes_no_sense_is_refused_field_by_field(admin: APIClient) -> None:
    assert set(
        refused(
            admin,
            "queues",
            name="Billing",
            caller_id="12",
            rings=[{"after_seconds": 30, "required_skills": []}, {"after_seconds": 20, "required_skills": []}, {"after_seconds": 40}],
            groups=[],
            overflows=[
                {"cause": "service_level", "threshold": 80, "target": {"to": "end"}},
                {"cause": "size", "threshold": 0, "target": {"to": "number", "number": "hello"}},
            ],
            announcements={"every_seconds": 1},
        )
    ) == {
        "caller_id",
        "rings.1.after_seconds",
        "rings.2",
        "overflows.0.threshold",
        "overflows.1.threshold",
        "overflows.1.target.number",
        "announcements.every_seconds",
    }


def test_what_is_referred_to_must_be_there(admin: APIClient) -> None:
    errors = refused(
        admin,
        "queues",
        name="Billing",
        preferred_skills=[{"skill": 99}],
        rings=[{"after_seconds": 5, "required_skills": [{"skill": 98}], "teams": [97]}],
        groups=[{"team": 96, "metric": "waiting_above", "threshold": 1}],
        overflows=[
            {"cause": "closed", "target": {"to": "queue", "queue": 95}},
            {"cause": "closed", "target": {"to": "flow", "flow": 94}},
        ],
    )
    assert errors == {
        "preferred_skills.0.skill": ["There is no skill 99."],
        "rings.0.required_skills.0.skill": ["There is no skill 98."],
        "rings.0.teams": ["There is no team 97."],
        "groups.0.team": ["There is no team 96."],
        "overflows.0.target.queue": ["There is no queue 95 in use."],
        "overflows.1.target.flow": ["There is no published flow 94."],
    }


def test_an_overflow_says_where_to(admin: APIClient) -> None:
    errors = refused(admin, "queues", name="Billing", overflows=[{"cause": "closed", "target": {"to": "queue"}}])
    assert errors == {"overflows.0.target.queue": ["Say which one."]}


def test_what_a_rule_names_is_not_deleted_and_the_answer_says_where(admin: APIClient) -> None:
    german = made(admin, "skills", name="german")["id"]
    team = made(admin, "teams", name="Reserve")["id"]
    hours = made(admin, "hours", name="Office")["id"]
    other = made(admin, "queues", name="Other")["id"]
    fields = {"overflows": [{"cause": "closed", "target": {"to": "queue", "queue": other}}], "hours": hours}
    made(admin, "queues", name="Billing", rings=[{"after_seconds": 5, "required_skills": [{"skill": german}], "teams": [team]}], **fields)
    for path in (f"skills/{german}", f"teams/{team}", f"queues/{other}"):
        answer = admin.delete(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (409, "in_use"), path
        assert answer.json()["detail"] == "Still in use by queue Billing.", path
    assert admin.delete(f"/api/v1/hours/{hours}").status_code == 409
    assert admin.patch(f"/api/v1/queues/{other}", {"active": False}).json()["code"] == "in_use"


def test_queues_do_not_overflow_in_a_circle(admin: APIClient) -> None:
    one = made(admin, "queues", name="One")["id"]
    two = made(admin, "queues", name="Two", overflows=[{"cause": "closed", "target": {"to": "queue", "queue": one}}])["id"]
    back = {"overflows": [{"cause": "nobody_signed_in", "target": {"to": "queue", "queue": two}}]}
    answer = admin.patch(f"/api/v1/queues/{one}", back)
    assert answer.json()["errors"] == {"overflows": ["queues overflow in a circle: Two > One > Two"]}
    waiting = {"overflows": [{"cause": "wait", "threshold": 60, "target": {"to": "queue", "queue": two}}]}
    assert admin.patch(f"/api/v1/queues/{one}", waiting).status_code == 200
    self_led = {"overflows": [{"cause": "wait", "threshold": 60, "target": {"to": "queue", "queue": one}}]}
    assert admin.patch(f"/api/v1/queues/{one}", self_led).json()["code"] == "overflow_loop"


def test_a_queue_out_of_use_keeps_nobody_from_its_name_and_is_not_published(admin: APIClient) -> None:
    first = made(admin, "queues", name="Billing")["id"]
    agent = made(admin, "agents", name="Lena", queues=[first])["id"]
    assert admin.patch(f"/api/v1/queues/{first}", {"active": False}).status_code == 200
    second = made(admin, "queues", name="Billing")["id"]
    configuration = build(version=1, published_at=0)
    assert [queue.id for queue in configuration.queues] == [second]
    assert [(one.id, one.queues) for one in configuration.agents] == [(agent, [])]
    assert admin.patch(f"/api/v1/queues/{first}", {"active": True}).json()["code"] == "name_taken"


def test_an_agent_has_a_level_in_each_queue(admin: APIClient) -> None:
    one, two = (made(admin, "queues", name=name)["id"] for name in ("One", "Two"))
    agent = made(admin, "agents", name="Lena", queues=[one, two], levels={str(two): 3}, always_on=True)
    assert agent["levels"] == {str(one): 1, str(two): 3}
    path = f"/api/v1/agents/{agent['id']}"
    assert admin.patch(path, {"queues": [two]}).json()["levels"] == {str(two): 3}
    (told,) = build(version=1, published_at=0).agents
    assert (told.queues, told.levels, told.always_on) == ([two], {two: 3}, True)
    assert admin.patch(path, {"levels": {str(one): 2}}).json()["code"] == "not_a_member"
    assert "levels" in str(admin.patch(path, {"levels": {str(two): 10}}).json()["errors"])


def test_an_agent_out_of_use_is_not_published(admin: APIClient) -> None:
    agent = made(admin, "agents", name="Lena")["id"]
    made(admin, "devices", kind="sip_registered", agent=agent)
    made(admin, "teams", name="Reserve", agents=[agent])
    admin.patch(f"/api/v1/agents/{agent}", {"active": False})
    told = build(version=1, published_at=0)
    assert (told.agents, told.devices, told.teams[0].agents) == ([], [], [])


def test_hours_are_local_times_and_nothing_spans_midnight(admin: APIClient) -> None:
    whole = made(admin, "hours", name="Always", openings=[{"weekday": day, "opens": "00:00", "closes": "00:00"} for day in range(7)])
    assert whole["openings"][6] == {"weekday": 6, "opens": "00:00:00", "closes": "00:00:00"}
    errors = refused(admin, "hours", name="Night", openings=[{"weekday": 0, "opens": "22:00", "closes": "06:00"}])
    assert errors == {"openings.0": ["It closes before it opens; divide what spans midnight in two."]}
    assert set(refused(admin, "hours", name="X", openings=[{"weekday": 7, "opens": "25:00", "closes": "1"}], closed_on=["x"])) == {
        "openings.0.weekday",
        "openings.0.opens",
        "openings.0.closes",
        "closed_on.0",
    }


def test_a_number_and_a_trunk_have_what_outbound_and_priority_need(admin: APIClient) -> None:
    queue = made(admin, "queues", name="Billing")["id"]
    made(admin, "numbers", number="+49405550100", queue=queue, priority=5)
    trunk = made(admin, "trunks", name="Out", outbound_address="sip:proxy.example.net")
    assert trunk["outbound_address"] == "proxy.example.net:5060"
    told = build(version=1, published_at=0)
    assert (told.numbers[0].priority, told.trunks[0].outbound_address) == (5, "proxy.example.net:5060")
    assert refused(admin, "trunks", name="Bad", outbound_address="http://x/")["outbound_address"]


def test_the_center_has_a_capacity_and_a_price_of_priority(admin: APIClient) -> None:
    assert admin.get("/api/v1/center").json()["priority_seconds"] == 600
    chat = {"medium": "chat", "interactions_max": 4, "interrupted_by": ["sms"]}
    answer = admin.patch("/api/v1/center", {"priority_seconds": 60, "capacity": [chat]})
    assert answer.status_code == 200, answer.content
    told = build(version=1, published_at=0)
    assert told.priority_seconds == 60
    assert told.capacity == [Capacity(medium=Medium.CHAT, interactions_max=4, interrupted_by=[Medium.SMS])]
    twice = admin.patch("/api/v1/center", {"capacity": [chat, chat, {"medium": "voice", "interactions_max": 2}]})
    assert twice.json()["errors"]["capacity"] == ["the capacity for chat is there twice", "nobody can talk on two lines at once"]


def test_a_label_given_by_a_flow_is_not_deleted(admin: APIClient) -> None:
    label = made(admin, "labels", name="Video", weight=2)["id"]
    queue = made(admin, "queues", name="Billing")["id"]
    draft = {"entry": "q", "nodes": [{"kind": "queue", "id": "q", "queue": queue, "label": label, "required_skills": [{"skill": 77}]}]}
    flow = made(admin, "flows", name="Main", draft=draft)
    assert [problem["code"] for problem in flow["problems"]] == ["unknown_skill"]
    del draft["nodes"][0]["required_skills"]  # type: ignore[attr-defined]  # plain JSON
    path = f"/api/v1/flows/{flow['id']}"
    admin.patch(path, {"draft": draft})
    assert admin.post(f"{path}/publish").status_code == 201
    assert admin.delete(f"/api/v1/labels/{label}").json()["detail"] == "Still in use by flow Main."
    (told,) = build(version=1, published_at=0).labels
    assert (told.name, told.weight) == ("Video", 2.0)


def test_sentences_with_numbers_are_there_when_the_engine_names_them(admin: APIClient, tmp_path: Path) -> None:
    made(admin, "queues", name="Billing", announcements={"first_after_seconds": 10, "position": True})
    (told,) = build(version=1, published_at=0).queues
    assert told.announcements is not None
    assert (list(told.announcements.positions), told.announcements.waits) == (["de", "en"], {})
    for media in told.announcements.positions["en"]:
        assert (tmp_path / f"{media.removeprefix('sound:custom/')}.wav").exists()


def test_the_example_of_the_documentation_is_taken(admin: APIClient) -> None:
    page = (CHECKOUT / "docs" / "api" / "configuration.md").read_text()
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    for key in (1, 3):
        Skill.objects.create(pk=key, name=f"skill {key}")
    Hours.objects.create(pk=1, name="Office")
    Team.objects.create(pk=2, name="Reserve")
    Queue.objects.create(pk=4, name="Tariffs")
    flow = Flow.objects.create(pk=2, name="Sorry", draft={})
    flow.published_version = FlowVersion.objects.create(flow=flow, version=1, content={**GOODBYE, "id": 2}).version
    flow.save()
    answer = admin.post("/api/v1/queues", example)
    assert answer.status_code == 201, answer.content
    assert build(version=1, published_at=0).queues[1].name == "Contracts"
