"""Questions to the engine that change nothing: who could take those who wait, and why nobody does."""

from __future__ import annotations

import msgspec

from contracts.ids import AgentId, Instant, InteractionId, QueueId, SkillId, TeamId
from contracts.vocabulary import Phase

PEOPLE_TOLD_MAX = 100
"""In an Outlook; `counts` is of all who were looked at."""
PEOPLE_LOOKED_AT_MAX = 1_000
"""Of one queue: the engine answers between two calls and must not keep either waiting."""
NEXT_TOLD_MAX = 20
FREE = "free"
"""The word of Prospect.why for somebody who can be asked now."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Of one waiting interaction, or of who is first in a queue. The answer is published at `reply_to`."""

    id: str
    reply_to: str
    queue: QueueId | None = None
    interaction: InteractionId | None = None


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who could take it. `why` not now: a word of queue_facts.PassedOver, or FREE.

    `stage`: from which ring on the skills suffice, None = from none. `since`: of the agent's state.
    """

    agent: AgentId
    why: str
    stage: int | None
    level: int
    since: Instant
    reason: str = ""
    """Code, for somebody not ready."""
    skills: dict[SkillId, int] = {}
    """Levels in what is asked for."""
    lacks: dict[SkillId, int] = {}
    """Skill -> level that is asked for now and is not there."""
    place: int = 0
    """1 = would be asked next; 0 = cannot be asked now."""


class NextRing(msgspec.Struct, frozen=True, kw_only=True):
    """`gains`: how many of those who were looked at may be asked only from then on."""

    stage: int
    at: Instant
    required_skills: dict[SkillId, int]
    teams: list[TeamId]
    gains: int


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What the routing decides by at `at`, without deciding. Without `interaction` nobody waits, and it is about whoever comes next.

    `next`: who is served in which order, the first NEXT_TOLD_MAX, those that are kept for somebody left out. `counts`: why -> how many.
    """

    at: Instant
    queue: QueueId
    waiting: int
    interaction: InteractionId | None = None
    phase: Phase = Phase.WAITING
    place: int = 0
    entered_at: Instant = 0
    stage: int = 0
    required_skills: dict[SkillId, int] = {}
    next_ring: NextRing | None = None
    offered_to: AgentId | None = None
    offered_at: Instant = 0
    kept_for: AgentId | None = None
    kept_until: Instant = 0
    kept_rule: str = ""
    tried: list[AgentId] = []
    people_count: int = 0
    counts: dict[str, int] = {}
    people: list[Prospect] = []
    next: list[InteractionId] = []


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """`outlook` None: there is no such queue, or the interaction does not wait."""

    id: str
    outlook: Outlook | None = None
