"""Small centers for stories: two queues, a few agents, each with a phone at a fixed address."""

from __future__ import annotations

from typing import Any

import msgspec

from acd.core.events import IntentReceived, LegArrived, LegHungUp, PbxRecovered
from acd.core.floor import Floor
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.facts import FactEnvelope
from contracts.flows import Enqueue, Flow, Greeting, HangUp, Menu, Prompt
from contracts.ids import Instant
from contracts.intents import Intent, IntentEnvelope, SetPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind, Presence
from tests.support.playbook import Playbook

SECOND = 1_000_000
#: 2026-11-23 09:00 UTC, a Monday
START: Instant = 1_795_424_400 * SECOND
EPOCH = 46655
"""`zzz` in base 36."""
NODE = "local"
ANA, BEN, CLEO = 1, 2, 3
ANAS_PHONE, BENS_PHONE, CLEOS_BROWSER = 11, 12, 13
BILLING, OUTAGE = 1, 2
GERMAN = 1
MENU_FLOW = 1
BILLING_NUMBER, MENU_NUMBER, OUTAGE_NUMBER = "+49405550199", "+49405550100", "+49405550150"
FIRST, SECOND_CALL = "zzz-1", "zzz-2"


def t(seconds: float) -> Instant:
    """So long after the start of the story."""
    return START + round(seconds * SECOND)


def prompt(name: str) -> Prompt:
    return Prompt(language="en", text=name, media=f"sound:{name}")


def menu_flow(flow: int = MENU_FLOW) -> Flow:
    return Flow(
        id=flow,
        version=1,
        name="Main menu",
        entry="hello",
        nodes=[
            Greeting(id="hello", prompts=[prompt("hello")], next="menu"),
            Menu(
                id="menu",
                prompts=[prompt("press-1-or-2")],
                choices={"1": "billing", "2": "bye"},
                labels={"1": "Invoices"},
                otherwise="bye",
                attempts_max=2,
            ),
            Enqueue(id="billing", queue=BILLING, language="de", priority=0),
            HangUp(id="bye", prompts=[prompt("bye")]),
        ],
    )


def configuration(**changes: Any) -> CenterConfiguration:
    """Ana and Ben serve billing, Ben and Cleo outage (which asks for German, and only Cleo speaks it)."""
    whole = CenterConfiguration(
        version=1,
        published_at=START,
        queues=[
            QueueConfiguration(id=BILLING, name="Billing", offer_seconds=20, wrap_up_seconds=30),
            QueueConfiguration(
                id=OUTAGE, name="Outage", required_skills=[RequiredSkill(skill=GERMAN, level_min=3)], wrap_up_seconds=0, record=False
            ),
        ],
        agents=[
            AgentConfiguration(id=ANA, name="Ana", queues=[BILLING], devices=[ANAS_PHONE]),
            AgentConfiguration(id=BEN, name="Ben", queues=[BILLING, OUTAGE], devices=[BENS_PHONE]),
            AgentConfiguration(id=CLEO, name="Cleo", queues=[OUTAGE], skills={GERMAN: 4}, devices=[CLEOS_BROWSER]),
        ],
        devices=[
            DeviceConfiguration(id=ANAS_PHONE, kind=DeviceKind.SIP_FIXED, agent=ANA, contact="sip:127.0.0.1:5071"),
            DeviceConfiguration(id=BENS_PHONE, kind=DeviceKind.SIP_FIXED, agent=BEN, contact="sip:127.0.0.1:5072"),
            DeviceConfiguration(id=CLEOS_BROWSER, kind=DeviceKind.BROWSER, agent=CLEO, username="d13", digest="0" * 32),
        ],
        numbers=[
            NumberConfiguration(id=1, number=BILLING_NUMBER, queue=BILLING),
            NumberConfiguration(id=2, number=MENU_NUMBER, flow=MENU_FLOW),
            NumberConfiguration(id=3, number=OUTAGE_NUMBER, queue=OUTAGE),
        ],
        flows=[menu_flow()],
    )
    return msgspec.structs.replace(whole, **changes)


def with_queue(queue: int, **changes: Any) -> CenterConfiguration:
    """The same center with something else about one queue."""
    whole = configuration()
    return configuration(queues=[msgspec.structs.replace(q, **changes) if q.id == queue else q for q in whole.queues])


def opened(center: CenterConfiguration | None = None, *, ready: tuple[int, ...] = ()) -> Playbook:
    """A started floor with its PBX, and these agents ready since the start, in this order, a millisecond apart."""
    floor = Floor(EPOCH, center or configuration())
    floor.start(START)
    playbook = Playbook(floor) >> PbxRecovered(START, NODE, [])
    for place, agent in enumerate(ready):
        playbook >> wants(SetPresence(agent=agent, presence=Presence.READY), at=START + place * 1_000)
    return playbook


def arrives(leg: str, number: str = BILLING_NUMBER, *, at: Instant, **fields: Any) -> LegArrived:
    return LegArrived(at, leg, NODE, dialled=number, dialled_as_sent=number, caller="+4940123456", **fields)


def hangs_up(leg: str, *, at: Instant, cause: int = 16) -> LegHungUp:
    return LegHungUp(at, leg, cause)


def wants(intent: Intent, *, at: Instant, by: int = 7) -> IntentReceived:
    return IntentReceived(at, IntentEnvelope(id=f"i{at}", sent_at=at, by=by, intent=intent, reply_to="r"))


def facts_of(commands: list[Any]) -> list[FactEnvelope]:
    return [command.envelope for command in commands if hasattr(command, "envelope")]
