"""The rules of a queue: whom it asks, how long it insists, what callers hear, and when they are led elsewhere."""

from __future__ import annotations

from datetime import date

import msgspec

from contracts.flows import Opening, Prompt
from contracts.ids import AgentId, HoursId, LabelId, Seconds, TeamId
from contracts.skills import RequiredSkill
from contracts.targets import OverflowTarget
from contracts.vocabulary import CallbackFirst, GroupMetric, Medium, OverflowCause

RINGS_MAX = 6
"""Stages of a queue's relaxation."""
OVERFLOWS_MAX = 20
GROUPS_MAX = 10
HOLIDAY_YEARS_AWAY_MAX = 10
"""How far from this year a calendar of public holidays is asked: beyond that, laws change more than it knows."""


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """From `after_seconds` of waiting on, these skills are required instead (None = as before), and these teams may be asked, too.

    Stages are in order of time. What an interaction itself requires (IVR, API) is relaxed by the same skills' levels only.
    """

    after_seconds: Seconds
    required_skills: list[RequiredSkill] | None = None
    teams: list[TeamId] = []


class ConditionalGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Lends the team's agents to the queue as long as the metric is beyond the threshold, and `lend_seconds_min` after."""

    team: TeamId
    metric: GroupMetric
    threshold: float
    lend_seconds_min: Seconds = 60


class Overflow(msgspec.Struct, frozen=True, kw_only=True):
    """The first rule that holds is taken; `threshold` as its cause says (unused where the cause needs none)."""

    cause: OverflowCause
    target: OverflowTarget
    threshold: float = 0.0


class QueueAnnouncements(msgspec.Struct, frozen=True, kw_only=True):
    """What waiting callers hear between the music. Comfort messages take turns. 0 seconds = never.

    Each is spoken in the caller's language where there is one, else in the first. Sentences with a number are rendered
    beforehand: `positions[language][n-1]` says place n, `waits[language][m-1]` says about m minutes; beyond: the last.
    """

    first_after_seconds: Seconds = 0
    every_seconds: Seconds = 0
    position: bool = False
    estimated_wait: bool = False
    comfort: list[list[Prompt]] = []
    positions: dict[str, list[str]] = {}
    waits: dict[str, list[str]] = {}


class CallbackRules(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting caller may press `key` to be called back in turn; `prompts` tell so after `offer_after_seconds`, with the announcements.

    `confirmed` is heard before the line is hung up.
    """

    offer_after_seconds: Seconds = 60
    key: str = "1"
    first: CallbackFirst = CallbackFirst.AGENT
    attempts_max: int = 2
    retry_seconds: Seconds = 300
    ring_seconds: Seconds = 30
    prompts: list[Prompt] = []
    confirmed: list[Prompt] = []


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """How many interactions of a medium one agent may have at once, and which media may still interrupt it while it is in hand.

    A medium that is not named as interrupting is not offered while one of this is in hand.
    """

    medium: Medium
    interactions_max: int
    interrupted_by: list[Medium] = []


DEFAULT_CAPACITY = (
    Capacity(medium=Medium.VOICE, interactions_max=1),
    Capacity(medium=Medium.CHAT, interactions_max=3, interrupted_by=[Medium.CHAT, Medium.SMS]),
    Capacity(medium=Medium.SMS, interactions_max=3, interrupted_by=[Medium.CHAT, Medium.SMS]),
    Capacity(medium=Medium.EMAIL, interactions_max=1, interrupted_by=[Medium.VOICE, Medium.CHAT, Medium.SMS]),
    Capacity(medium=Medium.TASK, interactions_max=1, interrupted_by=[Medium.VOICE, Medium.CHAT, Medium.SMS]),
)
"""In force for media of which CenterConfiguration.capacity says nothing."""


class LabelConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """An interaction so labelled counts `weight` times against the capacity of its medium."""

    id: LabelId
    name: str
    weight: float = 1.0


class TeamConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    id: TeamId
    name: str
    agents: list[AgentId] = []


class HoursConfiguration(msgspec.Struct, frozen=True, kw_only=True):
    """Opening hours of one or more queues, and the days on which they are closed whatever the weekday."""

    id: HoursId
    name: str
    time_zone: str
    openings: list[Opening] = []
    closed_on: list[date] = []
