"""Which conditions hold now: rules and the live center go in, findings come out. No clock, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ccplatform.realtime.names import Published
from ccplatform.realtime.views import local_date
from contracts.ids import AgentId, Instant, QueueId
from contracts.live import LiveAgent, LiveQueue, LiveState
from contracts.vocabulary import AgentState, AlarmKind, Presence
from reporting.metrics import queues as metrics

MICROSECONDS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """`days`: 0 = Monday. Minutes of the local day; `until` before `start` goes over midnight and belongs to the day on which it starts."""

    days: frozenset[int]
    start: int
    until: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What of an AlarmRule decides. `agents` None = everybody, else the members of its team."""

    id: int
    kind: AlarmKind
    bound: float
    state: AgentState | None = None
    queue: QueueId | None = None
    agents: frozenset[AgentId] | None = None
    quiet: tuple[Quiet, ...] = ()
    time_zone: str = "UTC"


@dataclass(frozen=True, kw_only=True)
class Finding:
    rule: int
    subject: str
    name: str
    value: float


@dataclass(frozen=True, kw_only=True)
class Look:
    """The center at one instant. `engine` false: what `state` says is old, and nothing but the engine is judged."""

    now: Instant
    engine: bool
    state: LiveState
    names: Published


def judged(rule: Rule, look: Look) -> bool:
    """Whether anything can be said of this rule now; otherwise its alarms stay as they are."""
    return look.engine or rule.kind is AlarmKind.ENGINE


def findings(rules: Iterable[Rule], look: Look) -> Iterator[Finding]:
    for rule in rules:
        if judged(rule, look) and not sleeps(rule, look.now):
            yield from _FIND[rule.kind](rule, look)


def sleeps(rule: Rule, now: Instant) -> bool:
    if not rule.quiet:
        return False
    local = datetime.fromtimestamp(now / MICROSECONDS, ZoneInfo(rule.time_zone))
    minute, today = local.hour * 60 + local.minute, local.weekday()
    return any(_quiet_at(quiet, today, minute) for quiet in rule.quiet)


def _quiet_at(quiet: Quiet, today: int, minute: int) -> bool:
    if quiet.start < quiet.until:
        return today in quiet.days and quiet.start <= minute < quiet.until
    yesterday = (today - 1) % 7
    return (today in quiet.days and minute >= quiet.start) or (yesterday in quiet.days and minute < quiet.until)


def _queues(rule: Rule, look: Look) -> list[LiveQueue]:
    return [queue for queue in look.state.queues.values() if rule.queue in (None, queue.id) and queue.id in look.names.queue]


def _agents(rule: Rule, look: Look) -> list[LiveAgent]:
    return [
        agent
        for agent in look.state.agents.values()
        if (rule.agents is None or agent.id in rule.agents)
        and (rule.queue is None or rule.queue in look.names.queues_of(agent.id))
        and agent.id in look.names.agent
    ]


def _of_queue(rule: Rule, look: Look, queue: LiveQueue, value: float) -> Finding:
    return Finding(rule=rule.id, subject=f"queue:{queue.id}", name=look.names.queue_name(queue.id), value=value)


def _of_agent(rule: Rule, look: Look, agent: LiveAgent, value: float) -> Finding:
    return Finding(rule=rule.id, subject=f"agent:{agent.id}", name=look.names.agent_name(agent.id), value=value)


def _wait(rule: Rule, look: Look) -> Iterator[Finding]:
    for queue in _queues(rule, look):
        if queue.waiting:
            seconds = (look.now - min(queue.waiting.values())) / MICROSECONDS
            if seconds > rule.bound:
                yield _of_queue(rule, look, queue, seconds)


def _waiting(rule: Rule, look: Look) -> Iterator[Finding]:
    for queue in _queues(rule, look):
        if len(queue.waiting) > rule.bound:
            yield _of_queue(rule, look, queue, len(queue.waiting))


def _service_level(rule: Rule, look: Look) -> Iterator[Finding]:
    """Of today, as the wallboard shows it. A day that is over says nothing any more."""
    for queue in _queues(rule, look):
        level = metrics.service_level(queue.today)
        if level is not None and level < rule.bound and queue.today.day >= local_date(look.names, queue.id, look.now).isoformat():
            yield _of_queue(rule, look, queue, level)


def _state(rule: Rule, look: Look) -> Iterator[Finding]:
    for agent in _agents(rule, look):
        seconds = (look.now - agent.state_since) / MICROSECONDS
        if agent.state is rule.state and seconds > rule.bound:
            yield _of_agent(rule, look, agent, seconds)


def _device(rule: Rule, look: Look) -> Iterator[Finding]:
    """Signed in with a phone that cannot be reached."""
    for agent in _agents(rule, look):
        if agent.presence is not Presence.OFFLINE and agent.device is not None and agent.device not in agent.reachable_devices:
            yield _of_agent(rule, look, agent, 0.0)


def _engine(rule: Rule, look: Look) -> Iterator[Finding]:
    if not look.engine:
        yield Finding(rule=rule.id, subject="engine", name="", value=0.0)


def _pbx(rule: Rule, look: Look) -> Iterator[Finding]:
    for node, there in look.state.pbx.items():
        if not there:
            yield Finding(rule=rule.id, subject=f"pbx:{node}", name=node, value=0.0)


_FIND: Mapping[AlarmKind, Callable[[Rule, Look], Iterator[Finding]]] = {
    AlarmKind.WAIT: _wait,
    AlarmKind.WAITING: _waiting,
    AlarmKind.SERVICE_LEVEL: _service_level,
    AlarmKind.STATE: _state,
    AlarmKind.DEVICE: _device,
    AlarmKind.ENGINE: _engine,
    AlarmKind.PBX: _pbx,
}
