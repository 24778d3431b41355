"""The configuration as a whole: every problem in a sentence that names who has it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.utils import translation

from ccplatform.configuration.checking import problems
from contracts.configuration import AgentConfiguration, CenterConfiguration, DeviceConfiguration, NumberConfiguration, QueueConfiguration
from contracts.flows import Enqueue, Flow
from contracts.rules import Capacity, ConditionalGroup, HoursConfiguration, LabelConfiguration, Overflow, Ring, TeamConfiguration
from contracts.targets import ToFlow, ToQueue
from contracts.vocabulary import DeviceKind, GroupMetric, Medium, OverflowCause

BILLING = QueueConfiguration(id=1, name="Billing")
MENU = Flow(id=1, version=1, name="Menu", entry="q", nodes=[Enqueue(id="q", queue=1)])
WHOLE = CenterConfiguration(
    version=1,
    published_at=0,
    queues=[BILLING, QueueConfiguration(id=2, name="Tariffs")],
    agents=[AgentConfiguration(id=1, name="Lena", queues=[1, 2], levels={2: 3}, devices=[5])],
    devices=[DeviceConfiguration(id=5, kind=DeviceKind.BROWSER, agent=1)],
    teams=[TeamConfiguration(id=1, name="Reserve", agents=[1])],
    hours=[HoursConfiguration(id=1, name="Office", time_zone="Europe/Berlin")],
    labels=[LabelConfiguration(id=1, name="Long")],
    numbers=[NumberConfiguration(id=1, number="100", queue=1), NumberConfiguration(id=2, number="200", flow=1)],
    flows=[MENU],
)


def queue(**fields: Any) -> dict[str, Any]:
    return {"queues": [msgspec.structs.replace(BILLING, **fields), *WHOLE.queues[1:]]}


def test_a_whole_center_has_no_problem() -> None:
    assert list(problems(WHOLE)) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"priority_seconds": 0}, "a step of priority is worth 1 to 86400 seconds"),
        ({"capacity": [Capacity(medium=Medium.CHAT, interactions_max=51)]}, "an agent has 0 to 50 interactions of chat at once"),
        ({"capacity": [Capacity(medium=Medium.VOICE, interactions_max=2)]}, "nobody can talk on two lines at once"),
        ({"labels": [LabelConfiguration(id=1, name="Long", weight=0)]}, "label Long weighs too much or too little"),
        (
            {"hours": [HoursConfiguration(id=1, name="Office", time_zone="X")]},
            "hours Office, time_zone: X is no time zone. Write it like Europe/Berlin.",
        ),
        ({"teams": [TeamConfiguration(id=1, name="Reserve", agents=[9])]}, "team Reserve has the unknown agent 9"),
        (queue(offer_seconds=0), "queue Billing, offer_seconds: Between 1 and 600."),
        (queue(rings=[Ring(after_seconds=5, teams=[9])]), "queue Billing, rings.0.teams: there is no team 9"),
        (
            queue(groups=[ConditionalGroup(team=9, metric=GroupMetric.WAITING_ABOVE, threshold=1)]),
            "queue Billing, groups.0.team: there is no team 9",
        ),
        (queue(hours=9), "queue Billing keeps unknown hours"),
        (
            queue(overflows=[Overflow(cause=OverflowCause.CLOSED, target=ToFlow(flow=9))]),
            "queue Billing, overflows.0.target.flow: there is no flow 9",
        ),
        (
            queue(overflows=[Overflow(cause=OverflowCause.CLOSED, target=ToQueue(queue=1))]),
            "queues overflow in a circle: Billing > Billing",
        ),
        ({"agents": [AgentConfiguration(id=1, name="Lena", queues=[9])]}, "agent Lena belongs to the unknown queue 9"),
        ({"agents": [AgentConfiguration(id=1, name="Lena", devices=[9])]}, "agent Lena has the unknown device 9"),
        ({"agents": [AgentConfiguration(id=1, name="Lena", queues=[1], levels={1: 10})]}, "agent Lena has no level 10 in queue 1"),
        ({"agents": [AgentConfiguration(id=1, name="Lena", queues=[1], levels={2: 1})]}, "agent Lena has no level 1 in queue 2"),
        ({"devices": [DeviceConfiguration(id=5, kind=DeviceKind.BROWSER, agent=9)]}, "device 5 belongs to the unknown agent 9"),
        ({"numbers": [NumberConfiguration(id=1, number="100")]}, "number 100 must lead to a flow or a queue"),
        ({"numbers": [NumberConfiguration(id=1, number="100", queue=9)]}, "number 100 leads to the unknown queue 9"),
        ({"numbers": [NumberConfiguration(id=1, number="100", flow=9)]}, "number 100 leads to flow 9, which is not published"),
        ({"numbers": [NumberConfiguration(id=n, number="100", queue=1) for n in (1, 2)]}, "number 100 is there twice"),
        ({"numbers": [NumberConfiguration(id=1, number="100", queue=1, priority=2000)]}, "number 100 has too high a priority"),
        (
            {"flows": [msgspec.structs.replace(MENU, nodes=[Enqueue(id="q", queue=9)])]},
            "node q of flow Menu leads to the unknown queue 9",
        ),
        (
            {"flows": [msgspec.structs.replace(MENU, nodes=[Enqueue(id="q", queue=1, label=9)])]},
            "node q of flow Menu gives the unknown label 9",
        ),
    ],
)
def test_each_problem_is_told_by_name(fields: dict[str, Any], problem: str) -> None:
    assert list(problems(msgspec.structs.replace(WHOLE, **fields))) == [problem]


def test_problems_are_told_in_the_language_of_who_asks() -> None:
    broken = msgspec.structs.replace(WHOLE, **queue(hours=9, offer_seconds=0))
    with translation.override("de"):
        assert list(problems(broken)) == [
            "Warteschlange Billing, offer_seconds: Zwischen 1 und 600.",
            "Warteschlange Billing hat unbekannte Öffnungszeiten",
        ]
