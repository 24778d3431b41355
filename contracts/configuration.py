"""What the engine routes by: one immutable, versioned snapshot, validated whole before it is published."""

from __future__ import annotations

import msgspec

from contracts.flows import Flow
from contracts.ids import AgentId, DeviceId, FlowId, Instant, NumberId, QueueId, Seconds, SkillId, TrunkId
from contracts.vocabulary import DeviceKind

SIP_REALM = "ccplatform"
"""Digest realm of every credential: a secret is stored and shipped only as HA1 = MD5(username:realm:secret) (RFC 7616)."""


class RequiredSkill(msgspec.Struct, frozen=True, kw_only=True):
    """An agent qualifies with at least this level, 1 (basic) .. 5 (expert)."""

    skill: SkillId
    level_min: int = 1


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
    wrap_up_seconds: Seconds = 30
    """Time for wrap-up after each interaction; 0 = none."""
    waiting_max: int = 500
    record: bool = True
    music_class: str = "default"


class AgentConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    id: AgentId
    name: str
    skills: dict[SkillId, int] = {}
    queues: list[QueueId] = []
    devices: list[DeviceId] = []


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


class NumberConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """A number that callers dial (E.164 with +, or the bare text a trunk delivers) and the one thing it leads to."""

    id: NumberId
    number: str
    flow: FlowId | None = None
    queue: QueueId | None = None


class CenterConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    published_at: Instant
    default_region: str = "DE"
    """ISO 3166 region by which national caller numbers are read."""
    queues: list[QueueConfiguration] = []
    agents: list[AgentConfiguration] = []
    devices: list[DeviceConfiguration] = []
    trunks: list[TrunkConfiguration] = []
    numbers: list[NumberConfiguration] = []
    flows: list[Flow] = []
