"""Which conditions hold, told by a small center in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ccplatform.alarms.judging import Finding, Look, Quiet, Rule, findings, sleeps
from ccplatform.kernel.instants import instant
from ccplatform.realtime.names import Published
from contracts.configuration import AgentConfiguration, QueueConfiguration
from contracts.ids import Instant, InteractionId
from contracts.live import LiveAgent, LiveQueue, LiveState, QueueDay
from contracts.vocabulary import AgentState, AlarmKind, Presence

NOW = instant(datetime(2026, 11, 12, 13, 0, tzinfo=UTC))
NAMES = Published(
    queues=[QueueConfiguration(id=1, name="Billing", time_zone="UTC"), QueueConfiguration(id=2, name="Orders", time_zone="UTC")],
    agents=[AgentConfiguration(id=7, name="Lena", queues=[1]), AgentConfiguration(id=8, name="Mehmet", queues=[2])],
)


def before(seconds: int) -> Instant:
    return NOW - seconds * 1_000_000


def look(*, engine: bool = True, **parts: Any) -> Look:
    return Look(now=NOW, engine=engine, state=LiveState(**parts), names=NAMES)


def found(rule: Rule, at: Look) -> list[tuple[str, float]]:
    return [(one.subject, one.value) for one in findings([rule], at)]


def waits(queue: int, *seconds: int) -> LiveQueue:
    return LiveQueue(id=queue, waiting={InteractionId(f"i{one}"): before(one) for one in seconds})


def test_the_longest_wait_of_a_queue_is_looked_at() -> None:
    center = look(queues={1: waits(1, 200, 30), 2: waits(2, 181)})
    rule = Rule(id=1, kind=AlarmKind.WAIT, bound=180)
    assert found(rule, center) == [("queue:1", 200.0), ("queue:2", 181.0)]
    assert list(findings([Rule(id=1, kind=AlarmKind.WAIT, bound=180, queue=2)], center)) == [
        Finding(rule=1, subject="queue:2", name="Orders", value=181.0)
    ]
    assert found(Rule(id=1, kind=AlarmKind.WAIT, bound=200), center) == []
    assert found(Rule(id=2, kind=AlarmKind.WAITING, bound=1), center) == [("queue:1", 2)]


def test_a_service_level_without_value_or_of_yesterday_says_nothing() -> None:
    rule = Rule(id=1, kind=AlarmKind.SERVICE_LEVEL, bound=0.8)
    low = QueueDay(day="2026-11-12", offered=10, answered=10, answered_in_time=7)
    assert found(rule, look(queues={1: LiveQueue(id=1, today=low)})) == [("queue:1", 0.7)]
    yesterday = QueueDay(day="2026-11-11", offered=10, answered=10, answered_in_time=7)
    assert found(rule, look(queues={1: LiveQueue(id=1, today=yesterday), 2: LiveQueue(id=2)})) == []


def test_an_agent_too_long_in_a_state_is_found_within_team_and_queue() -> None:
    long = LiveAgent(id=7, state=AgentState.WRAPPING_UP, state_since=before(301))
    center = look(agents={7: long, 8: LiveAgent(id=8, state=AgentState.WRAPPING_UP, state_since=before(299))})
    rule = Rule(id=1, kind=AlarmKind.STATE, bound=300, state=AgentState.WRAPPING_UP)
    assert found(rule, center) == [("agent:7", 301.0)]
    assert found(Rule(id=1, kind=AlarmKind.STATE, bound=300, state=AgentState.WRAPPING_UP, agents=frozenset({8})), center) == []
    assert found(Rule(id=1, kind=AlarmKind.STATE, bound=300, state=AgentState.WRAPPING_UP, queue=2), center) == []
    assert found(Rule(id=1, kind=AlarmKind.STATE, bound=300, state=AgentState.TALKING), center) == []


def test_a_phone_that_cannot_be_reached_is_found_while_its_agent_is_signed_in() -> None:
    rule = Rule(id=1, kind=AlarmKind.DEVICE, bound=0)
    gone = LiveAgent(id=7, presence=Presence.NOT_READY, device=3)
    there = LiveAgent(id=8, presence=Presence.READY, device=4, reachable_devices=[4])
    assert found(rule, look(agents={7: gone, 8: there})) == [("agent:7", 0.0)]
    assert found(rule, look(agents={7: LiveAgent(id=7, device=3)})) == []


def test_without_the_engine_only_the_engine_is_judged() -> None:
    center = look(engine=False, queues={1: waits(1, 900)}, pbx={"node-1": False})
    assert found(Rule(id=1, kind=AlarmKind.WAIT, bound=1), center) == []
    assert found(Rule(id=1, kind=AlarmKind.PBX, bound=0), center) == []
    assert found(Rule(id=1, kind=AlarmKind.ENGINE, bound=0), center) == [("engine", 0.0)]
    assert found(Rule(id=1, kind=AlarmKind.ENGINE, bound=0), look()) == []
    assert found(Rule(id=1, kind=AlarmKind.PBX, bound=0), look(pbx={"node-1": False, "node-2": True})) == [("pbx:node-1", 0.0)]


@pytest.mark.parametrize(
    ("day", "hour", "quiet"),
    [(12, 12, False), (12, 21, True), (13, 3, True), (13, 8, False), (14, 3, False)],
)
def test_quiet_hours_go_over_midnight_and_belong_to_the_day_on_which_they_begin(day: int, hour: int, quiet: bool) -> None:
    """The 12th of November 2026 is a Thursday; 20:00 to 07:00 in Berlin, which is an hour ahead."""
    rule = Rule(
        id=1,
        kind=AlarmKind.WAIT,
        bound=1,
        quiet=(Quiet(days=frozenset({3}), start=20 * 60, until=7 * 60),),
        time_zone="Europe/Berlin",
    )
    assert sleeps(rule, instant(datetime(2026, 11, day, hour, 0, tzinfo=UTC))) is quiet
