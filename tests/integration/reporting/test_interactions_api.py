"""Interactions over REST: found by what people remember, seen and written on by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from ccplatform.agents.models import Agent
from ccplatform.queues.models import Disposition, FieldKind, OutcomeField, Queue
from contracts.control_facts import PartyInvited, Transferred
from contracts.facts import encode
from contracts.permissions import Role
from contracts.queue_facts import Announced, CallbackArranged
from contracts.targets import ToAgent
from contracts.vocabulary import CallbackFirst, PartyRole, TransferKind
from crm.contacts.services import create_contact
from crm.timeline.models import InteractionNote
from reporting.facts.incoming import parse
from reporting.facts.services.intake import record
from reporting.facts.services.witness import witness
from tests.integration.django.conftest import Asks
from tests.support.facts import Story


def tell(story: Story) -> None:
    record([fact for e in story.take() if (fact := parse("1-0", encode(e))) is not None], witness)


@pytest.fixture
def lena(asks: Asks) -> APIClient:
    return asks(Role.AGENT, agent=True)


@pytest.fixture
def agent(lena: APIClient) -> Agent:
    return Agent.objects.get()


@pytest.fixture
def queue(db: None) -> Queue:
    return Queue.objects.create(name="Billing DE")


@pytest.fixture
def supervisor(asks: Asks) -> APIClient:
    return asks(Role.SUPERVISOR)


def found(client: APIClient, **query: Any) -> list[str]:
    answer = client.get("/api/v1/interactions", query)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_a_row_tells_who_called_what_for_and_how_it_went(supervisor: APIClient, agent: Agent, queue: Queue) -> None:
    contact, _ = create_contact(fields={"name": "Aylin Demir", "phone_numbers": [{"number": "+494055504711", "kind": ""}]})
    story = Story()
    call = story.call(
        queue=queue.pk, agent=agent.pk, caller="+494055504711", waits=4, rings=3, talks=60, wraps=20, label="Rechnungen", recorded=True
    )
    tell(story)
    row = supervisor.get("/api/v1/interactions").json()["results"][0]
    assert row == {
        "id": call, "medium": "voice", "direction": "inbound", "caller": "+494055504711", "caller_name": "",
        "origin": {"region": "DE", "mobile": False, "areas": {}}, "dialled": "+49405550100",
        "reference": "",
        "contact": {"id": contact.pk, "name": "Aylin Demir"}, "queue": {"id": queue.pk, "name": "Billing DE"},
        "agent": {"id": agent.pk, "name": agent.name}, "arrived_at": "2026-06-01T08:00:00Z", "queued_at": "2026-06-01T08:00:04Z",
        "connected_at": "2026-06-01T08:00:11Z", "ended_at": "2026-06-01T08:01:11Z", "wait_seconds": 7.0, "talk_seconds": 60.0,
        "hold_seconds": 0.0, "wrap_up_seconds": 20.0, "outcome": "answered", "cause": "caller_hung_up",
        "path": [{"key": "2", "label": "Rechnungen"}], "disposition": None, "note": "", "answers": {}, "has_recording": True,
    }  # fmt: skip


def test_the_detail_tells_the_whole_story(supervisor: APIClient, agent: Agent, queue: Queue) -> None:
    story = Story()
    call = story.call(queue=queue.pk, agent=agent.pk, holds=10, recorded=True)
    tell(story)
    detail = supervisor.get(f"/api/v1/interactions/{call}").json()
    assert [fact["kind"] for fact in detail["timeline"]][:3] == ["interaction_arrived", "interaction_queued", "offer_made"]
    assert detail["timeline"][0]["at"] == "2026-06-01T08:00:00Z"
    assert [(o["outcome"], o["rule"], o["idle_seconds"], o["candidates"]) for o in detail["offers"]] == [
        ("accepted", "longest_idle", 30.0, 3)
    ]
    assert [s["kind"] for s in detail["segments"]] == ["alerting", "talking", "on_hold", "talking", "wrapping_up"]
    assert [v["outcome"] for v in detail["visits"]] == ["answered"]
    assert (detail["recording"]["state"], detail["recording"]["duration_seconds"]) == ("transcoding", None)


def test_an_agent_sees_the_own_interactions_only(lena: APIClient, agent: Agent, queue: Queue) -> None:
    story = Story()
    own = story.call(queue=queue.pk, agent=agent.pk)
    other = story.call(queue=queue.pk, agent=agent.pk + 1)
    missed = story.misses(queue=queue.pk, agents=[agent.pk, agent.pk + 1])
    tell(story)
    assert found(lena) == [own]
    assert [lena.get(f"/api/v1/interactions/{i}").status_code for i in (own, other, missed)] == [200, 404, 404]


def test_filters_narrow_the_list(supervisor: APIClient, agent: Agent, queue: Queue) -> None:
    contact, _ = create_contact(fields={"name": "Mehmet Yılmaz", "phone_numbers": [{"number": "+49301234567", "kind": ""}]})
    story = Story(at="2026-06-01T08:00:00Z")
    first = story.call(queue=queue.pk, agent=agent.pk, caller="+494055504711", caller_name="Käthe Groß")
    story.wait(3600)
    second = story.gives_up(queue=99, waits=30, caller="+49301234567")
    tell(story)
    expectations: list[tuple[dict[str, Any], list[str]]] = [
        ({"queue": queue.pk}, [first]),
        ({"agent": agent.pk}, [first]),
        ({"outcome": "abandoned"}, [second]),
        ({"from": "2026-06-01T08:30:00Z"}, [second]),
        ({"to": "2026-06-01T10:30:00+02:00"}, [first]),
        ({"from": "2026-06-02"}, []),
        ({"caller": "030 1234567"}, [second]),
        ({"contact": contact.pk}, [second]),
        ({"search": "kathe"}, [first]),
        ({"search": "gross"}, [first]),
        ({"search": "4711"}, [first]),
        ({"search": "040 555"}, [first]),
        ({"search": "Mehmet"}, [second]),
        ({"search": first}, [first]),
        ({"search": "nobody"}, []),
        ({}, [second, first]),
    ]  # fmt: skip
    for query, expected in expectations:
        assert found(supervisor, **query) == expected, query


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "yesterday"}, "from"),
        ({"queue": "x"}, "queue"),
        ({"outcome": "won"}, "outcome"),
        ({"contact": "77"}, "contact"),
        ({"search": "x" * 101}, "search"),
    ],
)
def test_a_filter_that_cannot_be_is_named(supervisor: APIClient, query: dict[str, str], field: str) -> None:
    answer = supervisor.get("/api/v1/interactions", query)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_pages_follow_each_other_without_gap_or_repeat(supervisor: APIClient, queue: Queue) -> None:
    story = Story()
    calls = [story.gives_up(queue=queue.pk, waits=0) for _ in range(7)]
    tell(story)
    seen, address = [], "/api/v1/interactions?limit=3"
    while address:
        page = supervisor.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(calls)


def test_note_disposition_and_contact_can_be_written_before_the_recorder_has_seen_anything(supervisor: APIClient, db: None) -> None:
    solved = Disposition.objects.create(code="solved", name_en="Solved", name_de="Gelöst")
    contact, _ = create_contact(fields={"name": "Aylin"})
    answer = supervisor.patch("/api/v1/interactions/1-99", {"note": "Zähler abgelesen", "disposition": solved.pk, "contact": contact.pk})
    assert answer.json() == {
        "id": "1-99", "note": "Zähler abgelesen", "disposition": {"id": solved.pk, "code": "solved", "name": "Solved"},
        "contact": {"id": contact.pk, "name": "Aylin"}, "answers": {},
    }  # fmt: skip
    assert supervisor.patch("/api/v1/interactions/1-99", {"disposition": None}).json()["note"] == "Zähler abgelesen"
    assert supervisor.get("/api/v1/interactions/1-99").status_code == 404


def test_answers_are_kept_one_by_one_and_only_as_their_field_wants_them(supervisor: APIClient, db: None) -> None:
    OutcomeField.objects.create(code="valid_from", name_en="Valid from", name_de="Gültig ab", kind=FieldKind.DATE)
    OutcomeField.objects.create(code="why", name_en="Why", name_de="Warum", kind=FieldKind.CHOICE, options=["Price", "Moving"])
    OutcomeField.objects.create(code="told", name_en="Told", name_de="Informiert", kind=FieldKind.YES_NO)
    path = "/api/v1/interactions/1-99"
    assert supervisor.patch(path, {"answers": {"valid_from": "2026-12-01", "told": False}}).status_code == 200
    answer = supervisor.patch(path, {"answers": {"why": "Price", "valid_from": None}})
    assert answer.json()["answers"] == {"told": False, "why": "Price"}
    refused = supervisor.patch(path, {"note": "x", "answers": {"valid_from": "tomorrow", "why": "Weather", "told": 1, "nothing": "x"}})
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == {"answers.valid_from", "answers.why", "answers.told", "answers.nothing"}
    assert supervisor.patch(path, {}).json()["note"] == ""


def test_of_a_payments_number_only_the_last_digits_are_stored(supervisor: APIClient, db: None) -> None:
    OutcomeField.objects.create(code="card", name_en="Card number", name_de="Kartennummer", kind=FieldKind.PAYMENT)
    answer = supervisor.patch("/api/v1/interactions/1-99", {"answers": {"card": "4111 1111 1111 1111"}})
    assert answer.json()["answers"] == {"card": "•••• 1111"}
    assert InteractionNote.objects.get(pk="1-99").answers == {"card": "•••• 1111"}
    assert supervisor.patch("/api/v1/interactions/1-99", {"answers": {"card": 4111111111111111}}).status_code == 400


def test_an_agent_writes_on_the_own_interaction_and_on_no_other(lena: APIClient, agent: Agent, queue: Queue, redis_away: None) -> None:
    story = Story()
    own, other = (story.call(queue=queue.pk, agent=a) for a in (agent.pk, agent.pk + 1))
    tell(story)
    assert lena.patch(f"/api/v1/interactions/{own}", {"note": "a"}).status_code == 200
    for interaction in (other, "1-99"):
        refused = lena.patch(f"/api/v1/interactions/{interaction}", {"note": "a"})
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_an_outcome_of_another_queue_is_refused(supervisor: APIClient, agent: Agent, queue: Queue) -> None:
    elsewhere = Disposition.objects.create(code="sold", name_en="Sold", name_de="Verkauft")
    elsewhere.queues.add(Queue.objects.create(name="Sales"))
    story = Story()
    call = story.call(queue=queue.pk, agent=agent.pk)
    tell(story)
    answer = supervisor.patch(f"/api/v1/interactions/{call}", {"disposition": elsewhere.pk})
    assert (answer.status_code, answer.json()["code"]) == (400, "other_queue")


def test_the_timeline_follows_the_named_contact_and_else_the_number(
    lena: APIClient, supervisor: APIClient, agent: Agent, queue: Queue
) -> None:
    numbers = [{"number": "+494055504711", "kind": ""}]
    aylin, _ = create_contact(fields={"name": "Aylin", "phone_numbers": numbers})
    colleague, _ = create_contact(fields={"name": "Colleague"})
    story = Story()
    by_number = story.call(queue=queue.pk, agent=agent.pk, caller="+494055504711")
    named_other = story.call(queue=queue.pk, agent=agent.pk, caller="+494055504711")
    tell(story)
    supervisor.patch(f"/api/v1/interactions/{named_other}", {"contact": colleague.pk, "note": "was the colleague"})
    timelines = {c.pk: lena.get(f"/api/v1/contacts/{c.pk}/timeline").json()["results"] for c in (aylin, colleague)}
    assert [row["id"] for row in timelines[aylin.pk]] == [by_number]
    assert [(row["id"], row["note"]) for row in timelines[colleague.pk]] == [(named_other, "was the colleague")]


def test_a_deleted_queue_keeps_its_number(supervisor: APIClient) -> None:
    story = Story()
    story.gives_up(queue=12345, waits=1)
    tell(story)
    assert supervisor.get("/api/v1/interactions").json()["results"][0]["queue"] == {"id": 12345, "name": "#12345"}


def test_the_timeline_tells_of_parties_transfers_and_announcements_with_names(supervisor: APIClient, agent: Agent, queue: Queue) -> None:
    other = Agent.objects.create(name="Mehmet Yilmaz")
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, queue.pk)
    party = f"{interaction}.2"
    story.tell(Announced(interaction=interaction, queue=queue.pk, position=2, estimated_wait=60))
    story.tell(PartyInvited(interaction=interaction, party=party, role=PartyRole.CONSULTED, by=agent.pk, agent=other.pk, device=1))
    story.tell(Transferred(interaction=interaction, agent=agent.pk, transfer=TransferKind.ATTENDED, target=ToAgent(agent=other.pk)))
    order = CallbackArranged(
        callback="c1", queue=queue.pk, number="+49401", first=CallbackFirst.AGENT, origin=interaction, entered_at=story.now
    )
    story.tell(order)
    tell(story)
    detail = supervisor.get(f"/api/v1/interactions/{interaction}").json()
    assert [fact["kind"] for fact in detail["timeline"]] == [
        "interaction_arrived", "interaction_queued", "announced", "party_invited", "transferred", "callback_arranged",
    ]  # fmt: skip
    assert detail["timeline"][4]["target"] == {"to": "agent", "agent": other.pk}
    assert detail["names"] == {
        "agents": [{"id": agent.pk, "name": agent.name}, {"id": other.pk, "name": "Mehmet Yilmaz"}],
        "queues": [{"id": queue.pk, "name": "Billing DE"}],
    }
