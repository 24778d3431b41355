"""The demo's bilingual menu, as a draft of a flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from contracts.flows import Enqueue, Flow, Greeting, HangUp, Hours, Menu, Node, Opening, Prompt

NAME = "Main menu"


def de(text: str) -> Prompt:
    return Prompt(language="de", text=text)


def en(text: str) -> Prompt:
    return Prompt(language="en", text=text)


def menu(queues: Mapping[str, int]) -> Flow:
    """`queues`: name -> id."""
    whole_day = [Opening(weekday=day, opens=time(0), closes=time(0)) for day in range(7)]
    nodes: list[Node] = [
        Greeting(id="welcome", prompts=[de("Willkommen bei Halden Energie."), en("Welcome to Halden Energie.")], next="hours"),
        # A power cut knows no office hours; the node is there to be seen and changed.
        Hours(id="hours", time_zone="Europe/Berlin", openings=whole_day, open_next="language", closed_next="closed"),
        Menu(
            id="language",
            prompts=[de("Für Deutsch drücken Sie bitte die Eins."), en("For English, please press two.")],
            choices={"1": "topic-de", "2": "topic-en"},
            labels={"1": "Deutsch", "2": "English"},
            wrong_key_prompts=[de("Diese Taste kenne ich nicht."), en("I do not know that key.")],
            otherwise="topic-de",
            attempts_max=2,
        ),
        Menu(
            id="topic-de",
            prompts=[de("Für Rechnungen drücken Sie die Eins. Für Tarife die Zwei. Um eine Störung zu melden, die Drei.")],
            choices={"1": "billing-de", "2": "tariffs-de", "3": "outage-de"},
            labels={"1": "Rechnung", "2": "Tarife", "3": "Störung"},
            wrong_key_prompts=[de("Diese Taste kenne ich nicht.")],
            otherwise="billing-de",
        ),
        Menu(
            id="topic-en",
            prompts=[en("For invoices, press one. For tariffs, press two. To report a power cut, press three.")],
            choices={"1": "billing-en", "2": "tariffs-en", "3": "outage-en"},
            labels={"1": "Invoices", "2": "Tariffs", "3": "Power cut"},
            wrong_key_prompts=[en("I do not know that key.")],
            otherwise="billing-en",
        ),
        Enqueue(id="billing-de", queue=queues["Billing DE"], language="de"),
        Enqueue(id="billing-en", queue=queues["Billing EN"], language="en"),
        Enqueue(id="tariffs-de", queue=queues["Tariffs"], language="de"),
        Enqueue(id="tariffs-en", queue=queues["Tariffs"], language="en"),
        Enqueue(id="outage-de", queue=queues["Outage"], language="de"),
        Enqueue(id="outage-en", queue=queues["Outage"], language="en"),
        HangUp(id="closed", prompts=[de("Wir sind gerade nicht da. Auf Wiederhören."), en("We are closed now. Goodbye.")]),
    ]
    return Flow(id=0, version=0, name=NAME, entry="welcome", nodes=nodes)
