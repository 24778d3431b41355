"""Reading rules and alarms, and the live center as the worker sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db.models import F, QuerySet

from ccplatform.agents.selectors import live_state
from ccplatform.alarms.judging import Look, Quiet, Rule
from ccplatform.alarms.models import Alarm, AlarmRule
from ccplatform.kernel.engine import engine_is_there
from ccplatform.kernel.instants import instant
from ccplatform.kernel.redis import redis
from ccplatform.realtime.names import published
from contracts.facts import FactEnvelope, decode
from contracts.live import LiveState
from contracts.reducer import apply
from contracts.views import AlarmView
from contracts.vocabulary import AgentState, AlarmKind
from contracts.wire import CONFIGURATION_KEY, FACTS_STREAM

NEWER_FACTS_MAX = 5_000
"""Between two snapshots of the engine; of more, the snapshot alone is looked at."""
OPEN_MAX = 500
"""Alarms that a screen shows at once."""


def rules() -> QuerySet[AlarmRule]:
    return AlarmRule.objects.select_related("queue", "team")


def history() -> QuerySet[Alarm]:
    """Everything that was an alarm, newest first."""
    return Alarm.objects.filter(raised_at__isnull=False).select_related("taken_by").prefetch_related("deliveries").order_by("-id")


def open_alarms() -> QuerySet[Alarm]:
    return history().filter(cleared_at__isnull=True).order_by(F("severe").desc(), "raised_at", "id")


def open_views() -> list[AlarmView]:
    return [view(alarm) for alarm in open_alarms()[:OPEN_MAX]]


def view(alarm: Alarm) -> AlarmView:
    assert alarm.raised_at is not None
    return AlarmView(
        id=alarm.pk,
        rule=alarm.rule_id or 0,
        name=alarm.name,
        kind=AlarmKind(alarm.kind),
        severe=alarm.severe,
        subject=alarm.subject,
        subject_name=alarm.subject_name,
        value=alarm.value,
        bound=alarm.bound,
        since=instant(alarm.since),
        raised_at=instant(alarm.raised_at),
        taken_by=alarm.taken_by.name if alarm.taken_by else "",
        taken_at=instant(alarm.taken_at) if alarm.taken_at else 0,
        escalated_at=instant(alarm.escalated_at) if alarm.escalated_at else 0,
    )


def active_rules() -> list[Rule]:
    return [decided(rule) for rule in AlarmRule.objects.filter(active=True).prefetch_related("team__agents").order_by("id")]


def decided(rule: AlarmRule) -> Rule:
    return Rule(
        id=rule.pk,
        kind=AlarmKind(rule.kind),
        bound=rule.bound,
        state=AgentState(rule.state) if rule.state else None,
        queue=rule.queue_id,
        agents=None if rule.team is None else frozenset(agent.pk for agent in rule.team.agents.all()),
        quiet=tuple(Quiet(days=frozenset(one["days"]), start=minute_of(one["from"]), until=minute_of(one["to"])) for one in rule.quiet),
        time_zone=rule.time_zone,
    )


def minute_of(text: str) -> int:
    """Minutes since midnight of "HH:MM", which was checked when it was stored."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def look() -> Look:
    """Raises redis.exceptions.ConnectionError when Redis is away."""
    state = live_state()
    for envelope in _newer(state):
        apply(state, envelope)
    configuration: Any = redis().get(CONFIGURATION_KEY)
    return Look(now=instant(datetime.now(UTC)), engine=engine_is_there(), state=state, names=published(configuration))


def _newer(state: LiveState) -> list[FactEnvelope]:
    """The facts behind a snapshot, if they follow on it without a gap."""
    raw: Any = redis().xrevrange(FACTS_STREAM, count=NEWER_FACTS_MAX)
    facts: list[FactEnvelope] = []
    for _, fields in raw:
        try:
            envelope = decode(fields[b"f"])
        except (KeyError, msgspec.MsgspecError):
            return []
        if (envelope.epoch, envelope.seq) <= (state.epoch, state.seq):
            break
        facts.append(envelope)
    facts.reverse()
    follows = not facts or (facts[0].epoch, facts[0].seq) in ((state.epoch, state.seq + 1), (state.epoch + 1, 1))
    return facts if follows else []
