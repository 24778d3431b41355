"""An IVR flow as data: what an administrator draws, what is published whole, what the interpreter in ivr/core walks."""

from __future__ import annotations

from datetime import date, time

import msgspec

from contracts.ids import FlowId, LabelId, NodeId, QueueId, Seconds
from contracts.skills import RequiredSkill

PROMPT_TEXT_LENGTH_MAX = 1000
MENU_ATTEMPTS_MAX = 5
FLOW_NODES_MAX = 200


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """One spoken sentence. `media` is what the PBX plays (`sound:cc/<hash>`); empty until the text was rendered."""

    language: str
    text: str
    media: str = ""


class Greeting(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="greeting"):
    """Plays its prompts, then goes on. A key pressed meanwhile is kept for a menu that follows."""

    id: NodeId
    prompts: list[Prompt]
    next: NodeId


class Menu(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="menu"):
    """Asks for one key. `choices` maps "0".."9", "*", "#" to nodes; after `attempts_max` failures: `otherwise`."""

    id: NodeId
    prompts: list[Prompt]
    choices: dict[str, NodeId]
    otherwise: NodeId
    labels: dict[str, str] = {}
    """What a key means, in words, for the caller card: {"2": "Invoices"}."""
    wrong_key_prompts: list[Prompt] = []
    answer_seconds_max: Seconds = 5
    """How long to wait for a key after the prompts have ended."""
    attempts_max: int = 3


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Open on one weekday (0 = Monday) from `opens` until before `closes`, local time; no opening spans midnight."""

    weekday: int
    opens: time
    closes: time


class Hours(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hours"):
    """Business hours in a time zone (IANA name), with days on which it is closed whatever the weekday."""

    id: NodeId
    time_zone: str
    openings: list[Opening]
    open_next: NodeId
    closed_next: NodeId
    closed_on: list[date] = []


class Enqueue(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="queue"):
    """Puts the interaction into a queue; what happens after is routing's. `language` is told to the agent."""

    id: NodeId
    queue: QueueId
    language: str = ""
    priority: int = 0
    required_skills: list[RequiredSkill] = []
    """Of this interaction, beside the queue's own."""
    label: LabelId | None = None


class HangUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hang_up"):
    """Plays its prompts, if any, then ends the interaction."""

    id: NodeId
    prompts: list[Prompt] = []


Node = Greeting | Menu | Hours | Enqueue | HangUp


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One published version of an IVR tree. Immutable: callers already inside finish on the version they entered."""

    id: FlowId
    version: int
    name: str
    entry: NodeId
    nodes: list[Node]
