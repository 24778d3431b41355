"""Halden Energie: who works there, what is asked for, and how callers reach it. Only data."""

from __future__ import annotations

from dataclasses import dataclass, field

from contracts.permissions import Role
from contracts.vocabulary import DeviceKind
from telephony.demo_places import phones_host

COMPANY = "Halden Energie"
MENU_NUMBER = "+49405550100"
DIRECT_NUMBER = "+49405550199"
CONTRACTS_NUMBER = "+49405550210"
CALLERS_ADDRESS = "127.0.0.2"
"""Where the demo callers' phones are; the trunk `demo` is known by it."""
PHONES_PORT = 5082
PHONES_PER_PORT = 3
"""One process of headless phones holds few calls at a time (telephony/softphones/protocol.py): each port is a process."""
SKILLS = ("german", "english", "billing", "outage")


@dataclass(frozen=True, kw_only=True)
class DemoField:
    """Field by field as queues.models.OutcomeField."""

    code: str
    name_en: str
    name_de: str
    kind: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoQueue:
    name: str
    required: dict[str, int]
    service_level_seconds: int = 20
    wrap_up_seconds: int = 30


CONTRACTS = "Contracts"
"""The queue that shows every rule (demo/rules.py)."""
QUEUES = (
    DemoQueue(name="Billing DE", required={"german": 3, "billing": 1}),
    DemoQueue(name="Billing EN", required={"english": 3, "billing": 1}),
    DemoQueue(name="Tariffs", required={}, wrap_up_seconds=20),
    DemoQueue(name=CONTRACTS, required={"german": 3}, wrap_up_seconds=40),
    DemoQueue(name="Outage", required={"outage": 1}, service_level_seconds=10, wrap_up_seconds=15),
)

DISPOSITIONS = (
    ("solved", "Solved", "Gelöst", "", ()),
    ("follow_up", "Follow-up needed", "Nachbearbeitung nötig", "", ()),
    ("complaint", "Complaint", "Beschwerde", "", ()),
    ("complaint_bill", "About the bill", "Zur Rechnung", "complaint", ()),
    ("complaint_wait", "About the waiting", "Zur Wartezeit", "complaint", ()),
    ("complaint_other", "About something else", "Zu etwas anderem", "complaint", ()),
    ("wrong_department", "Wrong department", "Falsche Abteilung", "", ()),
    ("instalment", "Instalment", "Abschlag", "", ("Billing DE", "Billing EN")),
    ("instalment_lowered", "Lowered", "Gesenkt", "instalment", ()),
    ("instalment_raised", "Raised", "Erhöht", "instalment", ()),
    ("instalment_kept", "Left as it is", "Bleibt, wie er ist", "instalment", ()),
    ("contract_signed", "Contract signed", "Vertrag abgeschlossen", "", ("Tariffs",)),
    ("outage_reported", "Outage reported", "Störung aufgenommen", "", ("Outage",)),
)
"""Code, English, German, the group it stands below, the queues it is for (none = all)."""
NOTED = ("complaint_other",)
"""These say nothing without a note."""

OUTCOME_FIELDS = (
    DemoField(code="new_instalment", name_en="New instalment", name_de="Neuer Abschlag", kind="number", unit="€"),
    DemoField(code="valid_from", name_en="Valid from", name_de="Gültig ab", kind="date"),
    DemoField(code="card", name_en="Card number", name_de="Kartennummer", kind="payment"),
    DemoField(code="told", name_en="Customer was told", name_de="Kunde informiert", kind="yes_no"),
)
"""Filled in at wrap-up in the queues of billing."""
BILLING_QUEUES = ("Billing DE", "Billing EN")

REASONS = (
    ("break", "Break", "Pause", False),
    ("lunch", "Lunch", "Mittagspause", False),
    ("meeting", "Meeting", "Besprechung", True),
    ("training", "Training", "Schulung", True),
    ("paperwork", "Paperwork", "Sachbearbeitung", True),
)
"""Code, English, German, whether it counts as work."""


@dataclass(frozen=True, kw_only=True)
class Person:
    username: str
    name: str
    role: Role = Role.AGENT
    language: str = "de"
    skills: dict[str, int] = field(default_factory=dict)
    queues: tuple[str, ...] = ()
    works: bool = False
    """Is an agent whatever the role: a supervisor who monitors needs a phone, too."""
    phone: DeviceKind | None = None
    """None: the browser's softphone. Else a headless phone, driven by `make demo-calls`."""


SUPERVISOR = "jonas.reuter"
PEOPLE = (
    Person(username="admin", name="Administrator", role=Role.ADMINISTRATOR, language="en"),
    Person(username=SUPERVISOR, name="Jonas Reuter", role=Role.SUPERVISOR, works=True),
    Person(
        username="lena.fischer",
        name="Lena Fischer",
        skills={"german": 5, "english": 4, "billing": 4},
        queues=("Billing DE", "Billing EN", "Tariffs", CONTRACTS),
    ),
    Person(
        username="mehmet.yilmaz", name="Mehmet Yılmaz", skills={"german": 5, "billing": 3, "outage": 4}, queues=("Billing DE", "Outage")
    ),
    Person(
        username="aylin.demir",
        name="Aylin Demir",
        language="en",
        skills={"german": 4, "english": 5, "billing": 5},
        queues=("Billing EN", "Tariffs"),
    ),
    Person(username="daniel.kurz", name="Daniel Kurz", skills={"german": 5, "outage": 5}, queues=("Outage", "Tariffs")),
    Person(
        username="piet.lorenzen",
        name="Piet Lorenzen",
        skills={"german": 5, "english": 3, "billing": 2},
        queues=("Billing DE", "Tariffs", CONTRACTS),
    ),
)


def _headless(number: int, name: str, queues: tuple[str, ...]) -> Person:
    # Two phones register by themselves, the others are called where they are: both ways of the product are seen.
    kind = DeviceKind.SIP_REGISTERED if number > 8 else DeviceKind.SIP_FIXED
    skills = {"german": 4, "english": 4, "billing": 3, "outage": 3}
    return Person(username=f"demo{number:02}", name=name, skills=skills, queues=queues, phone=kind)


HEADLESS = (
    _headless(1, "Anna Petersen", ("Billing DE", "Billing EN")),
    _headless(2, "Boris Hartmann", ("Billing DE", "Tariffs", CONTRACTS)),
    _headless(3, "Clara Nguyen", ("Billing DE", "Billing EN", "Tariffs")),
    _headless(4, "Dirk Sommer", ("Outage", "Tariffs")),
    _headless(5, "Elif Kaya", ("Billing DE", "Outage")),
    _headless(6, "Farid Rahimi", ("Billing EN", "Tariffs")),
    _headless(7, "Greta Lindqvist", ("Billing EN", "Outage")),
    _headless(8, "Hauke Jansen", ("Billing DE", "Outage")),
    _headless(9, "Ines Moreau", ("Tariffs", "Billing EN")),
    _headless(10, "Jan Kowalski", ("Outage", "Tariffs")),
)


def phone_contact(person: Person, sip_port: int) -> str:
    """Where the phone of a headless agent listens, beside the center's own `sip_port`."""
    port = PHONES_PORT + HEADLESS.index(person) // PHONES_PER_PORT
    return f"sip:{person.username}@{phones_host(sip_port)}:{port}"
