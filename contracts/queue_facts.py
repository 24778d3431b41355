"""Facts of waiting: relaxation, overflow, announcements, call-backs, and why somebody was chosen. They belong to facts.Fact."""

from __future__ import annotations

import msgspec

from contracts.ids import AgentId, CallbackId, Instant, InteractionId, LabelId, Microseconds, QueueId, Seconds, SkillId, TeamId
from contracts.targets import OverflowTarget
from contracts.vocabulary import CallbackEnd, CallbackFirst, OverflowCause, Strategy

CANDIDATES_TOLD_MAX = 20
"""Of each kind in a Decision; the counts are of all."""


class Candidate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An agent who could have had it. `score`: by the queue's strategy, smaller is better; `level`: the agent's in this queue."""

    agent: AgentId
    level: int
    score: float
    idle: Microseconds
    skills: dict[SkillId, int] = {}
    """Levels in the skills asked for, required and preferred."""


class PassedOver(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An agent of the queue who could not have it: `why` is a presence or state word, "unreachable", "no_capacity", "tried", "skill"."""

    agent: AgentId
    why: str
    lacks: dict[SkillId, int] = {}
    """Skill -> level that was asked for and is not there."""


class Decision(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Why this agent. `rule`: the strategy's word, or "preferred", "sticky", "picked", "transferred".

    `stage`: the ring that was reached, 0 = the queue's own skills.
    """

    rule: str
    strategy: Strategy
    stage: int
    priority: int
    waited: Microseconds
    required_skills: dict[SkillId, int]
    preferred_skills: dict[SkillId, int] = {}
    lent_by: list[TeamId] = []
    candidates_count: int = 0
    candidates: list[Candidate] = []
    """The best first; the first is who won, unless the rule is not the strategy's."""
    passed_over_count: int = 0
    passed_over: list[PassedOver] = []


class Pace(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a queue's estimates rest on (acd/core/estimates.py says what each figure means)."""

    memory: int
    answers: float
    busy: float
    lost: float
    waited: float
    ring: float
    rings: int


class RingReached(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ring_reached"):
    """The interaction is content with less from here on."""

    interaction: InteractionId
    queue: QueueId
    stage: int
    required_skills: dict[SkillId, int]
    teams: list[TeamId]


class GroupLent(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="group_lent"):
    """A conditional group begins (or ends) to lend its agents; `value` is the metric's."""

    queue: QueueId
    team: TeamId
    lent: bool
    value: float


class Overflowed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="overflowed"):
    """Led away by a rule, at entry or while waiting; QueueVisitEnded (flowed_out) goes before it when it had entered."""

    interaction: InteractionId
    queue: QueueId
    cause: OverflowCause
    threshold: float
    value: float
    target: OverflowTarget


class QueueClosed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="queue_closed"):
    """Emergency closing, or its end."""

    queue: QueueId
    closed: bool
    by: int


class Announced(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="announced"):
    """What the waiting caller was told; 0 = nothing of that kind. `comfort`: number of the comfort message, from 1."""

    interaction: InteractionId
    queue: QueueId
    position: int = 0
    estimated_wait: Seconds = 0
    comfort: int = 0
    callback_offered: bool = False


class PaceMeasured(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pace_measured"):
    """How fast the queue moves: told with every PACE_TOLD_EVERY-th answer, so that estimates outlive the engine."""

    queue: QueueId
    pace: Pace


class PriorityChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="priority_changed"):
    interaction: InteractionId
    priority: int
    by: int


class LabelChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="label_changed"):
    interaction: InteractionId
    label: LabelId | None
    by: int


class CallbackArranged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="callback_arranged"):
    """By a waiting caller (`origin`, whose place it keeps: `entered_at`) or for a later time (`due_at`)."""

    callback: CallbackId
    queue: QueueId
    number: str
    first: CallbackFirst
    origin: InteractionId | None = None
    entered_at: Instant = 0
    priority: int = 0
    due_at: Instant = 0
    name: str = ""
    note: str = ""
    language: str = ""
    for_agent: AgentId | None = None
    by: AgentId | None = None


class CallbackBegun(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="callback_begun"):
    """It waits in its queue now, as interaction `interaction`; the n-th attempt."""

    callback: CallbackId
    interaction: InteractionId
    attempt: int


class CallbackPostponed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="callback_postponed"):
    """The customer was not reached; again at `due_at`."""

    callback: CallbackId
    interaction: InteractionId
    due_at: Instant


class CallbackEnded(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="callback_ended"):
    callback: CallbackId
    why: CallbackEnd
    attempts: int
    interaction: InteractionId | None = None


QueueFact = (
    RingReached
    | GroupLent
    | Overflowed
    | QueueClosed
    | Announced
    | PaceMeasured
    | PriorityChanged
    | LabelChanged
    | CallbackArranged
    | CallbackBegun
    | CallbackPostponed
    | CallbackEnded
)
