"""What travels between the web processes and browsers over the WebSocket `/ws/live`.

The server sends `hello` once, then `delta` (only what changed, at most every DELTA_INTERVAL_MS) and every second a `pulse`.
A browser merges;
it never computes live state. Ratios come from reporting.metrics, so the wall and the reports share one formula.
"""

from __future__ import annotations

import msgspec

from contracts.ids import AgentId, CallbackId, Instant, InteractionId, QueueId, Seconds, TeamId
from contracts.intents import Intent, Refusal
from contracts.live import LiveAgent, LiveCallback, LiveInteraction, QueueDay
from contracts.permissions import Permission
from contracts.vocabulary import AgentState, AlarmKind, MessageTo, WordList

DELTA_INTERVAL_MS = 40


class QueueMetrics(msgspec.Struct, frozen=True, kw_only=True):
    """None = no value (zero denominator), shown as a dash. `asa` in microseconds."""

    service_level: float | None
    abandonment_rate: float | None
    asa: float | None


class QueueView(msgspec.Struct, frozen=True, kw_only=True):
    """`oldest_entered_at` is 0 when nobody waits. `staffed`: signed in for the queue; `ready`: could take one now."""

    id: QueueId
    name: str
    waiting: int
    oldest_entered_at: Instant
    today: QueueDay
    metrics: QueueMetrics
    service_level_seconds: Seconds
    service_level_target: float
    staffed: int
    ready: int
    closed: bool = False
    """By emergency."""
    lent: list[TeamId] = []
    """Teams that lend their agents now."""


class AgentView(msgspec.Struct, frozen=True, kw_only=True):
    live: LiveAgent
    name: str
    queues: list[QueueId]
    queue_name: str = ""
    """Of the interaction in hand."""
    caller: str = ""


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Whom one may transfer to or consult: enough to choose, and nothing of what they are talking about."""

    id: AgentId
    name: str
    state: AgentState
    queues: list[QueueId]


class CallbackView(msgspec.Struct, frozen=True, kw_only=True):
    live: LiveCallback
    queue_name: str = ""
    agent_name: str = ""
    """Of the one who is asked first."""


class ContactCard(msgspec.Struct, frozen=True, kw_only=True):
    """Who is calling, as far as the CRM knows: sent with the interaction, before the answer."""

    id: int
    name: str
    company: str
    note: str
    interactions: int
    last_at: Instant | None = None
    segment: str = ""
    priority: int = 0
    """At least so much is each interaction of this contact given."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """From where a number is. `region`: ISO 3166, "" when unknown; `mobile`: known to be one."""

    region: str
    mobile: bool
    areas: dict[str, str]
    """Town or area by language; {} when unknown or nowhere in particular. "en" is there whenever one is, others only where they differ."""


NOWHERE = Origin(region="", mobile=False, areas={})


class InteractionView(msgspec.Struct, frozen=True, kw_only=True):
    """`contact` is None while the look-up runs or when nobody has this number. `origin`: of the caller's number."""

    live: LiveInteraction
    queue_name: str = ""
    agent_name: str = ""
    contact: ContactCard | None = None
    origin: Origin = NOWHERE


class Me(msgspec.Struct, frozen=True, kw_only=True):
    user: int
    name: str
    role: str
    agent: AgentId | None
    permissions: list[Permission]


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hello"):
    """Everything this person may see, at one instant. `server_at` lets the browser correct its own clock."""

    server_at: Instant
    fresh_at: Instant
    engine: bool
    pbx: bool
    me: Me
    queues: list[QueueView]
    agents: list[AgentView]
    interactions: list[InteractionView]
    callbacks: list[CallbackView]
    """Arranged and not done: all of them with live.all, else those that the own agent ordered or is to make."""
    colleagues: list[Colleague]
    """Every agent of the center; changes of these come once a second, in a delta of their own."""


class Delta(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="delta"):
    """Whole new versions of the parts that changed, and the keys of those that are gone."""

    fresh_at: Instant
    queues: list[QueueView] = []
    agents: list[AgentView] = []
    interactions: list[InteractionView] = []
    gone_queues: list[QueueId] = []
    gone_agents: list[AgentId] = []
    gone_interactions: list[InteractionId] = []
    callbacks: list[CallbackView] = []
    gone_callbacks: list[CallbackId] = []
    colleagues: list[Colleague] = []
    gone_colleagues: list[AgentId] = []


class Pulse(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pulse"):
    """`fresh_at`: the instant up to which these numbers are known to be true. Older than STALE_MS = stale."""

    server_at: Instant
    fresh_at: Instant
    engine: bool
    pbx: bool


STALE_MS = 5_000


class Outcome(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="outcome"):
    """Answer to `Ask` with the same id."""

    id: str
    refused: Refusal | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="fault"):
    """A message that was not understood or not allowed."""

    code: str
    detail: str


class TextMessage(msgspec.Struct, frozen=True, kw_only=True):
    """From a supervisor to people at their desks. `sent_to` says to whom beside the reader: a name, or "" for everybody."""

    id: int
    text: str
    by: str
    sent_at: Instant
    to_kind: MessageTo
    sent_to: str


class MessageArrived(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="message"):
    """For the one browser's person; what came while there was no connection is asked for by `GET /messages?unread=true`."""

    message: TextMessage


class AlarmView(msgspec.Struct, frozen=True, kw_only=True):
    """An alarm that goes on. `subject`: "queue:3", "agent:7", "pbx:node-1", "engine"; `value` and `bound` in the unit of its kind."""

    id: int
    rule: int
    name: str
    kind: AlarmKind
    severe: bool
    subject: str
    subject_name: str
    value: float
    bound: float
    since: Instant
    raised_at: Instant
    taken_by: str = ""
    taken_at: Instant = 0
    escalated_at: Instant = 0
    """Nobody had taken it in time, and others were told."""


class AlarmsChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="alarms"):
    """Every alarm that goes on, the severe ones first."""

    alarms: list[AlarmView]


class BoardChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="board"):
    """To everybody who sees this board, or has seen it until now: somebody made or saved it. `version` 0: it is gone for the reader."""

    board: int
    version: int


class WordsChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="words"):
    """An administrator changed what people choose from: a page that is open all day asks for this list anew."""

    words: WordList


class FollowUpsChanged(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="follow_ups"):
    """To everybody who had, has or made the follow-up that was changed: their lists are asked for anew."""


ServerMessage = Hello | Delta | Pulse | Outcome | Fault | MessageArrived | AlarmsChanged | BoardChanged | WordsChanged | FollowUpsChanged


class Ask(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ask"):
    """Wants an intent carried out. `id` is made by the browser, unique per page."""

    id: str
    intent: Intent


ClientMessage = Ask
