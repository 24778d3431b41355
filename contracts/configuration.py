"""What the engine routes by: one immutable, versioned snapshot, validated whole before it is published."""

from __future__ import annotations

import msgspec

from contracts.dialling import DialRules
from contracts.flows import Flow
from contracts.ids import AgentId, DeviceId, FlowId, HoursId, Instant, NumberId, QueueId, Seconds, SkillId, TrunkId
from contracts.rules import (
    CallbackRules,
    Capacity,
    ConditionalGroup,
    HoursConfiguration,
    LabelConfiguration,
    Overflow,
    QueueAnnouncements,
    Ring,
    TeamConfiguration,
)
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.vocabulary import DeviceKind, OfferMode, Strategy, WrapUpMode

SIP_REALM = "ccplatform"
"""Digest realm of every credential: a secret is stored and shipped only as HA1 = MD5(username:realm:secret) (RFC 7616)."""


class QueueConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    id: QueueId
    name: str
    time_zone: str = "UTC"
    required_skills: list[RequiredSkill] = []
    service_level_seconds: Seconds = 20
    """T of metrics.md: answered within this long counts as in time."""
    service_level_target: float = 0.8
    short_abandon_seconds: Seconds = 5
    offer_seconds: Seconds = 20
    """How long an agent's device rings before the offer is missed."""
    offer_mode: OfferMode = OfferMode.RING
    """ALWAYS_ON is the agent's own choice of line (AgentConfiguration); here RING or AUTO_ANSWER."""
    declines_max: int = 1
    """So many offers declined in a row make an agent not ready; 0 = never. Counted per agent until one is accepted."""
    misses_max: int = 1
    """The same for missed ones."""
    strategy: Strategy = Strategy.LONGEST_IDLE
    preferred_skills: list[PreferredSkill] = []
    rings: list[Ring] = []
    groups: list[ConditionalGroup] = []
    sticky_days: int = 0
    """The agent who last talked with this number within so many days is asked first; 0 = not sticky."""
    preferred_seconds: Seconds = 30
    """How long a sticky or otherwise preferred agent is waited for."""
    wrap_up: WrapUpMode = WrapUpMode.TIMED
    wrap_up_seconds: Seconds = 30
    """Time for wrap-up after each interaction; 0 = none, where the mode needs a time."""
    wrap_up_extension_seconds: Seconds = 0
    """By how much the agent may prolong it, each time."""
    wrap_up_extensions_max: int = 0
    waiting_max: int = 500
    record: bool = True
    music_class: str = "default"
    hours: HoursId | None = None
    """None = always open."""
    overflows: list[Overflow] = []
    announcements: QueueAnnouncements | None = None
    callback: CallbackRules | None = None
    caller_id: str = ""
    """Shown to those who are called in this queue's name; E.164, one of the trunk's."""
    priority: int = 0
    """Added to that of each interaction."""
    rescue_seconds: Seconds = 20
    """How long an agent's lost phone is awaited during a talk before the customer goes back to the head of the queue."""


class AgentConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    id: AgentId
    name: str
    skills: dict[SkillId, int] = {}
    queues: list[QueueId] = []
    levels: dict[QueueId, int] = {}
    """1 (first) .. 9 in a queue; 1 where nothing is said."""
    devices: list[DeviceId] = []
    always_on: bool = False
    """The phone's leg is kept up while the agent is ready."""


class DeviceConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """A phone of an agent. `contact` ("sip:host:port") is for `sip_fixed`; username and digest are for the others."""

    id: DeviceId
    kind: DeviceKind
    agent: AgentId
    username: str = ""
    digest: str = ""
    contact: str = ""


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """We register at the provider. The secret must go out in clear to answer any realm, so it is kept in clear here."""

    server: str
    username: str
    secret: str


class TrunkConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """A SIP trunk. Inbound it is known by source address, or by the user name and digest with which it logs in at us."""

    id: TrunkId
    name: str
    source_addresses: list[str] = []
    username: str = ""
    digest: str = ""
    registration: Registration | None = None
    codecs: list[str] = msgspec.field(default_factory=lambda: ["alaw", "ulaw", "g722", "opus"])
    outbound_address: str = ""
    """"host:port" to which calls to the outside go; "" = this trunk carries none. The first trunk that does is used."""


class NumberConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """A number that callers dial (E.164 with +, or the bare text a trunk delivers) and the one thing it leads to."""

    id: NumberId
    number: str
    flow: FlowId | None = None
    queue: QueueId | None = None
    priority: int = 0
    """Added to that of whoever dials this number."""


class CenterConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    published_at: Instant
    default_region: str = "DE"
    """ISO 3166 region by which national caller numbers are read."""
    priority_seconds: Seconds = 600
    """One step of priority is worth so much waiting: who waits long enough overtakes any priority, so nothing starves."""
    dialling: DialRules = DialRules()
    capacity: list[Capacity] = []
    labels: list[LabelConfiguration] = []
    teams: list[TeamConfiguration] = []
    hours: list[HoursConfiguration] = []
    queues: list[QueueConfiguration] = []
    agents: list[AgentConfiguration] = []
    devices: list[DeviceConfiguration] = []
    trunks: list[TrunkConfiguration] = []
    numbers: list[NumberConfiguration] = []
    flows: list[Flow] = []
