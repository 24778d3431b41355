"""What differs between two documents, in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.utils import translation

from ccplatform.configuration.differences import differences
from ccplatform.configuration.documents import (
    AgentRow,
    CenterRow,
    DeviceRow,
    Document,
    FlowRow,
    HoursRow,
    NumberRow,
    QueueRow,
    SkillRow,
    TeamRow,
)
from ccplatform.configuration.words import FIELDS
from ccplatform.queues.rules import AnnouncementRules, OverflowRule, SayAndEnd
from contracts.flows import Enqueue, Flow, Greeting, Menu, Prompt
from contracts.rules import CallbackRules, Capacity, Ring
from contracts.skills import RequiredSkill
from contracts.targets import ToQueue
from contracts.vocabulary import DeviceKind, Medium, OverflowCause

HELLO, BYE = Prompt(language="en", text="Hello", media="sound:a"), Prompt(language="en", text="Bye", media="sound:b")
MENU = Flow(
    id=1,
    version=1,
    name="Menu",
    entry="hello",
    nodes=[
        Greeting(id="hello", prompts=[HELLO], next="ask"),
        Menu(id="ask", prompts=[HELLO], choices={"1": "q"}, otherwise="q"),
        Enqueue(id="q", queue=1),
    ],
)
BILLING = QueueRow(id=1, name="Billing", time_zone="Europe/Berlin", required_skills=[RequiredSkill(skill=1, level_min=3)])
BASE = Document(
    skills=[SkillRow(id=1, name="German"), SkillRow(id=2, name="English")],
    hours=[HoursRow(id=1, name="Office", time_zone="Europe/Berlin")],
    queues=[BILLING, QueueRow(id=2, name="Tariffs", time_zone="Europe/Berlin")],
    agents=[AgentRow(id=1, name="Lena", skills={1: 3}, queues={1: 1}), AgentRow(id=2, name="Piet")],
    teams=[TeamRow(id=1, name="Reserve", agents=[1])],
    flows=[FlowRow(id=1, name="Menu", content=MENU)],
    devices=[DeviceRow(id=1, kind=DeviceKind.SIP_FIXED, agent=1, username="d1", contact="sip:a@192.0.2.1")],
    numbers=[NumberRow(id=1, number="100", queue=1)],
)


def told(**fields: Any) -> list[str]:
    return [change.sentence for change in differences(BASE, msgspec.structs.replace(BASE, **fields))]


def queue(**fields: Any) -> list[str]:
    return told(queues=[msgspec.structs.replace(BILLING, **fields), *BASE.queues[1:]])


def flow(*nodes: Any) -> list[str]:
    by_id = {node.id: node for node in (*MENU.nodes, *nodes)}
    return told(flows=[FlowRow(id=1, name="Menu", content=msgspec.structs.replace(MENU, nodes=list(by_id.values())))])


def test_what_is_the_same_is_not_told() -> None:
    assert told() == []


def test_a_field_is_told_with_before_and_after() -> None:
    assert queue(name="Invoices") == ["Queue Invoices: name: Billing → Invoices"]
    assert queue(record=False, caller_id="+4940") == ["Queue Billing: records: yes → no", "Queue Billing: caller identity: nothing → +4940"]
    assert told(center=CenterRow(priority_seconds=60)) == ["Center: seconds a step of priority is worth: 600 → 60"]


def test_what_is_named_is_told_by_its_name() -> None:
    assert queue(hours=1) == ["Queue Billing: hours: nothing → Office"]
    assert told(numbers=[NumberRow(id=1, number="100", flow=1)]) == [
        "Number 100: flow: nothing → Menu",
        "Number 100: queue: Billing → nothing",
    ]
    assert queue(required_skills=[RequiredSkill(skill=1, level_min=2), RequiredSkill(skill=2)]) == [
        "Queue Billing: required skills, German, level at least: 3 → 2",
        "Queue Billing: required skills, English: + skill English, level at least 1",
    ]
    assert told(teams=[TeamRow(id=1, name="Reserve", agents=[2])]) == ["Team Reserve: agents: − Lena", "Team Reserve: agents: + Piet"]
    lena = AgentRow(id=1, name="Lena", skills={2: 5}, queues={1: 2, 2: 1})
    assert told(agents=[lena, BASE.agents[1]]) == [
        "Agent Lena: skills, German: − 3",
        "Agent Lena: skills, English: + 5",
        "Agent Lena: queues, Billing: 1 → 2",
        "Agent Lena: queues, Tariffs: + 1",
    ]


def test_rules_are_told_by_their_place() -> None:
    stage = Ring(after_seconds=30, required_skills=[RequiredSkill(skill=2)], teams=[1])
    assert queue(rings=[stage]) == [
        "Queue Billing: stages, 1: + after (seconds) 30, required skills skill English, level at least 1, teams Reserve"
    ]
    closed = OverflowRule(cause=OverflowCause.CLOSED, target=SayAndEnd(prompts=[HELLO]))
    full = OverflowRule(cause=OverflowCause.SIZE, threshold=9, target=ToQueue(queue=2))
    assert queue(overflows=[closed, full]) == [
        "Queue Billing: overflow, 1: + when closed, to the end, texts “Hello” (en)",
        "Queue Billing: overflow, 2: + when size, to queue Tariffs, threshold 9",
    ]
    assert queue(announcements=AnnouncementRules(position=True))[0].startswith("Queue Billing: announcements: nothing → ")
    assert queue(callback=CallbackRules())[0].startswith("Queue Billing: call-back: nothing → offered after (seconds) 60, key 1, first")
    assert told(center=CenterRow(capacity=[Capacity(medium=Medium.CHAT, interactions_max=2)])) == [
        "Center: capacity, chat: + medium chat, interactions at once 2"
    ]


def test_steps_of_a_flow_are_told_by_their_id() -> None:
    assert flow(Greeting(id="hello", prompts=[BYE], next="q")) == [
        "Flow Menu: published flow, steps, hello, texts, 1, text: Hello → Bye",
        "Flow Menu: published flow, steps, hello, goes on to: ask → q",
    ]
    assert flow(Enqueue(id="q", queue=2)) == ["Flow Menu: published flow, steps, q, queue: Billing → Tariffs"]
    assert flow(Menu(id="ask", prompts=[HELLO], choices={"2": "q"}, otherwise="q")) == [
        "Flow Menu: published flow, steps, ask, keys, 1: − q",
        "Flow Menu: published flow, steps, ask, keys, 2: + q",
    ]


def test_a_sound_made_anew_of_the_same_text_is_no_change() -> None:
    assert flow(Greeting(id="hello", prompts=[msgspec.structs.replace(HELLO, media="sound:c")], next="ask")) == []


def test_whole_things_come_and_go() -> None:
    assert told(skills=[BASE.skills[0]], devices=[]) == [
        "Skill English was removed.",
        "Phone Lena sip:a@192.0.2.1 was removed.",
    ]


def test_paths_and_values_are_there_for_programs() -> None:
    (change,) = differences(BASE, msgspec.structs.replace(BASE, teams=[TeamRow(id=1, name="Reserve", agents=[1, 2])]))
    assert (change.kind, change.id, change.path, change.action, change.before, change.after) == ("teams", 1, "agents", "added", None, 2)


def test_sentences_are_in_the_language_of_who_asks() -> None:
    with translation.override("de"):
        assert queue(wrap_up_seconds=5) == ["Warteschlange Billing: Nacharbeit (Sekunden): 30 → 5"]


@pytest.mark.parametrize("row", [CenterRow, SkillRow, HoursRow, QueueRow, AgentRow, TeamRow, DeviceRow, NumberRow, Ring, CallbackRules])
def test_every_field_has_words(row: type[msgspec.Struct]) -> None:
    assert [name for name in row.__struct_fields__ if name not in FIELDS and name not in {"id", "digest"}] == []
