"""The configuration as people wrote it: what the engine is told, plus names and texts, without secrets.

Each version keeps the document from which it was built, so that it can be read, compared, and made to be again (configuration.restoring).
It holds what is in use; what is out of use (`active` = false) and drafts of flows belong to no version.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import msgspec

from ccplatform.agents.models import Agent, AgentSkill, Membership, Team
from ccplatform.configuration import selectors
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from ccplatform.queues.models import Hours, Label, Queue, RequiredSkill, Skill
from ccplatform.queues.rules import AnnouncementRules, OverflowRule
from contracts.dialling import DialRules
from contracts.flows import Flow as FlowContent
from contracts.flows import Opening
from contracts.rules import CallbackRules, Capacity, ConditionalGroup, Ring
from contracts.skills import PreferredSkill
from contracts.skills import RequiredSkill as RequiredSkillContent
from contracts.vocabulary import DeviceKind, OfferMode, Strategy, WrapUpMode
from ivr.flows.selectors import in_force
from telephony.provisioning.models import Device, Number, Trunk


class CenterRow(msgspec.Struct, frozen=True, kw_only=True):
    priority_seconds: int = 600
    capacity: list[Capacity] = []
    dialling: DialRules = DialRules()


class SkillRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str


class LabelRow(SkillRow, frozen=True, kw_only=True):
    weight: float = 1.0


class HoursRow(SkillRow, frozen=True, kw_only=True):
    time_zone: str
    openings: list[Opening] = []
    closed_on: list[date] = []


class QueueRow(SkillRow, frozen=True, kw_only=True):
    """Field by field as queues.models.Queue."""

    time_zone: str
    required_skills: list[RequiredSkillContent] = []
    service_level_seconds: int = 20
    service_level_target: float = 0.8
    short_abandon_seconds: int = 5
    offer_seconds: int = 20
    wrap_up_seconds: int = 30
    waiting_max: int = 500
    record: bool = True
    offer_mode: OfferMode = OfferMode.RING
    declines_max: int = 1
    misses_max: int = 1
    strategy: Strategy = Strategy.LONGEST_IDLE
    preferred_skills: list[PreferredSkill] = []
    rings: list[Ring] = []
    groups: list[ConditionalGroup] = []
    sticky_days: int = 0
    preferred_seconds: int = 30
    wrap_up: WrapUpMode = WrapUpMode.TIMED
    wrap_up_extension_seconds: int = 0
    wrap_up_extensions_max: int = 0
    music_class: str = "default"
    hours: int | None = None
    overflows: list[OverflowRule] = []
    announcements: AnnouncementRules | None = None
    callback: CallbackRules | None = None
    caller_id: str = ""
    priority: int = 0
    rescue_seconds: int = 20


class AgentRow(SkillRow, frozen=True, kw_only=True):
    """`skills` {skill: level}, `queues` {queue: level}. The account is a person's and no part of it."""

    always_on: bool = False
    skills: dict[int, int] = {}
    queues: dict[int, int] = {}


class TeamRow(SkillRow, frozen=True, kw_only=True):
    agents: list[int] = []


class FlowRow(SkillRow, frozen=True, kw_only=True):
    content: FlowContent


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    kind: DeviceKind
    agent: int
    username: str
    contact: str = ""


class TrunkRow(SkillRow, frozen=True, kw_only=True):
    source_addresses: list[str] = []
    username: str = ""
    registration_server: str = ""
    registration_username: str = ""
    codecs: list[str] = []
    outbound_address: str = ""


class NumberRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    number: str
    name: str = ""
    flow: int | None = None
    queue: int | None = None
    priority: int = 0


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order of their ids."""

    center: CenterRow = CenterRow()
    skills: list[SkillRow] = []
    hours: list[HoursRow] = []
    labels: list[LabelRow] = []
    queues: list[QueueRow] = []
    agents: list[AgentRow] = []
    teams: list[TeamRow] = []
    flows: list[FlowRow] = []
    devices: list[DeviceRow] = []
    trunks: list[TrunkRow] = []
    numbers: list[NumberRow] = []


CHILDREN = frozenset({"required_skills"})
"""Fields of QueueRow that are rows of their own in the database."""
QUEUE_FIELDS = [field for field in QueueRow.__struct_fields__ if field not in CHILDREN]


def document() -> Document:
    """Of what is there now."""
    center = selectors.center()
    return Document(
        center=msgspec.convert({name: getattr(center, name) for name in CenterRow.__struct_fields__}, CenterRow),
        skills=[SkillRow(id=pk, name=name) for pk, name in Skill.objects.order_by("pk").values_list("pk", "name")],
        hours=[msgspec.convert(row, HoursRow) for row in Hours.objects.order_by("pk").values(*HoursRow.__struct_fields__)],
        labels=[msgspec.convert(row, LabelRow) for row in Label.objects.order_by("pk").values(*LabelRow.__struct_fields__)],
        queues=_queues(),
        agents=_agents(),
        teams=_teams(),
        flows=[FlowRow(id=one.flow_id, name=one.flow.name, content=one.flow_content) for one in in_force()],
        devices=[
            msgspec.convert(row, DeviceRow)
            for row in Device.objects.filter(agent__active=True).order_by("pk").values(*DeviceRow.__struct_fields__)
        ],
        trunks=[msgspec.convert(row, TrunkRow) for row in Trunk.objects.order_by("pk").values(*TrunkRow.__struct_fields__)],
        numbers=[msgspec.convert(row, NumberRow) for row in Number.objects.order_by("pk").values(*NumberRow.__struct_fields__)],
    )


def _queues() -> list[QueueRow]:
    required: dict[int, list[dict[str, int]]] = defaultdict(list)
    rows = RequiredSkill.objects.order_by("queue", "skill").values_list("queue", "skill", "level_min")
    for queue, skill, level_min in rows:
        required[queue].append({"skill": skill, "level_min": level_min})
    found = Queue.objects.filter(active=True).order_by("pk").values(*QUEUE_FIELDS)
    return [msgspec.convert({**row, "required_skills": required[row["id"]]}, QueueRow) for row in found]


def _agents() -> list[AgentRow]:
    skills: dict[int, dict[int, int]] = defaultdict(dict)
    for agent, skill, level in AgentSkill.objects.order_by("agent", "skill").values_list("agent", "skill", "level"):
        skills[agent][skill] = level
    queues: dict[int, dict[int, int]] = defaultdict(dict)
    members = Membership.objects.filter(queue__active=True).order_by("agent", "queue")
    for agent, queue, level in members.values_list("agent", "queue", "level"):
        queues[agent][queue] = level
    found = Agent.objects.filter(active=True).order_by("pk").values_list("pk", "name", "always_on")
    return [AgentRow(id=pk, name=name, always_on=always_on, skills=skills[pk], queues=queues[pk]) for pk, name, always_on in found]


def _teams() -> list[TeamRow]:
    members: dict[int, list[int]] = defaultdict(list)
    for team, agent in Team.agents.through.objects.filter(agent__active=True).order_by("team", "agent").values_list("team", "agent"):
        members[team].append(agent)
    return [TeamRow(id=pk, name=name, agents=members[pk]) for pk, name in Team.objects.order_by("pk").values_list("pk", "name")]


def as_json(content: Document) -> dict[str, Any]:
    """What PostgreSQL keeps and the API shows."""
    plain: dict[str, Any] = msgspec.to_builtins(content, str_keys=True)
    return plain


def read(raw: object) -> Document:
    """Of what `as_json` made, or a file holds. Raises Invalid, which says where it is wrong."""
    try:
        return msgspec.convert(raw, Document, str_keys=True)
    except msgspec.ValidationError as error:
        message = said(en="This is no configuration: {why}", de="Das ist keine Konfiguration: {why}", why=str(error))
        raise Invalid("document_unreadable", message) from error
