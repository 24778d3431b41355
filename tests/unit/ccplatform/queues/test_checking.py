"""Whether a queue's rules make sense: each flaw by its field and code, and no flaw where there is none."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from ccplatform.queues.checking import circles, flaws, flaws_of_hours, plausible_number
from contracts.configuration import QueueConfiguration
from contracts.flows import Opening, Prompt
from contracts.rules import CallbackRules, ConditionalGroup, HoursConfiguration, Overflow, QueueAnnouncements, Ring
from contracts.skills import PreferredSkill, RequiredSkill
from contracts.targets import ToEnd, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import GroupMetric, OverflowCause

HELLO = Prompt(language="en", text="Hello")
EMPTY = Ring(after_seconds=10, required_skills=[])


def found(**fields: Any) -> set[tuple[str, str]]:
    return {(flaw.field, flaw.code) for flaw in flaws(QueueConfiguration(id=1, name="Billing", **fields))}


def test_a_queue_as_it_is_made_has_no_flaw() -> None:
    assert found() == set()


def test_rules_that_make_sense_have_no_flaw() -> None:
    assert (
        found(
            preferred_skills=[PreferredSkill(skill=1, weight=10)],
            rings=[EMPTY, Ring(after_seconds=20, teams=[1]), Ring(after_seconds=30, required_skills=[RequiredSkill(skill=1, level_min=1)])],
            groups=[ConditionalGroup(team=1, metric=GroupMetric.SERVICE_LEVEL_BELOW, threshold=0.8)],
            overflows=[
                Overflow(cause=OverflowCause.CLOSED, target=ToEnd()),
                Overflow(cause=OverflowCause.WAIT, threshold=60, target=ToQueue(queue=2)),
                Overflow(cause=OverflowCause.SIZE, threshold=10, target=ToNumber(number="+4940123456")),
                Overflow(cause=OverflowCause.SERVICE_LEVEL, threshold=0.5, target=ToFlow(flow=1)),
            ],
            announcements=QueueAnnouncements(first_after_seconds=10, every_seconds=30, comfort=[[HELLO]]),
            callback=CallbackRules(),
            caller_id="+49405550100",
        )
        == set()
    )


@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"service_level_target": 1.1}, ("service_level_target", "out_of_range")),
        ({"service_level_target": float("nan")}, ("service_level_target", "out_of_range")),
        ({"sticky_days": 366}, ("sticky_days", "out_of_range")),
        ({"priority": -1001}, ("priority", "out_of_range")),
        ({"rescue_seconds": 121}, ("rescue_seconds", "out_of_range")),
        ({"waiting_max": 0}, ("waiting_max", "out_of_range")),
        ({"required_skills": [RequiredSkill(skill=1, level_min=6)]}, ("required_skills.0.level_min", "out_of_range")),
        ({"preferred_skills": [PreferredSkill(skill=1, weight=11)]}, ("preferred_skills.0.weight", "out_of_range")),
        ({"preferred_skills": [PreferredSkill(skill=1), PreferredSkill(skill=1)]}, ("preferred_skills", "twice")),
        ({"rings": [EMPTY, EMPTY]}, ("rings.1.after_seconds", "rings_out_of_order")),
        ({"rings": [Ring(after_seconds=0, required_skills=[])]}, ("rings.0.after_seconds", "out_of_range")),
        ({"rings": [Ring(after_seconds=1)]}, ("rings.0", "ring_empty")),
        ({"rings": [Ring(after_seconds=n + 1, teams=[1]) for n in range(7)]}, ("rings", "too_many")),
        ({"rings": [Ring(after_seconds=1, teams=[1, 1])]}, ("rings.0.teams", "twice")),
        (
            {"groups": [ConditionalGroup(team=1, metric=GroupMetric.SERVICE_LEVEL_BELOW, threshold=80)]},
            ("groups.0.threshold", "out_of_range"),
        ),
        (
            {"overflows": [Overflow(cause=OverflowCause.WAIT, target=ToQueue(queue=2))]},
            ("overflows.0.threshold", "out_of_range"),
        ),
        (
            {"overflows": [Overflow(cause=OverflowCause.CLOSED, target=ToNumber(number="sip:x"))]},
            ("overflows.0.target.number", "number"),
        ),
        ({"overflows": [Overflow(cause=OverflowCause.CLOSED, target=ToEnd())] * 21}, ("overflows", "too_many")),
        ({"announcements": QueueAnnouncements(every_seconds=9)}, ("announcements.every_seconds", "out_of_range")),
        ({"announcements": QueueAnnouncements(comfort=[[HELLO, HELLO]])}, ("announcements.comfort.0", "twice")),
        ({"announcements": QueueAnnouncements(comfort=[[HELLO]] * 11)}, ("announcements.comfort", "too_many")),
        ({"callback": CallbackRules(key="12")}, ("callback.key", "key")),
        ({"callback": CallbackRules(key="")}, ("callback.key", "key")),
        ({"callback": CallbackRules(attempts_max=0)}, ("callback.attempts_max", "out_of_range")),
        ({"callback": CallbackRules(retry_seconds=1)}, ("callback.retry_seconds", "out_of_range")),
        ({"caller_id": "0405550100"}, ("caller_id", "caller_id")),
        ({"music_class": "../x"}, ("music_class", "music_class")),
    ],
)
def test_what_makes_no_sense_is_found(fields: dict[str, Any], flaw: tuple[str, str]) -> None:
    assert found(**fields) == {flaw}


def test_a_caller_identity_is_a_whole_number_of_its_country() -> None:
    assert plausible_number("+49405550100")
    assert not any(map(plausible_number, ("", "+49", "+49 40 5550100", "0405550100", "+4940555010055501005550", "hello")))


def rule(target: int, cause: OverflowCause = OverflowCause.CLOSED) -> Overflow:
    return Overflow(cause=cause, threshold=1, target=ToQueue(queue=target))


def test_circles_of_overflow_are_found_once() -> None:
    assert list(circles({1: [rule(2)], 2: [rule(3)], 3: [rule(1)]})) == [[1, 2, 3]]
    assert list(circles({1: [rule(1)]})) == [[1]]
    assert sorted(map(sorted, circles({1: [rule(2)], 2: [rule(1)], 3: [rule(4)], 4: [rule(3)]}))) == [[1, 2], [3, 4]]


def test_ways_that_end_or_take_time_are_no_circle() -> None:
    assert list(circles({1: [rule(2)], 2: [rule(3)], 3: []})) == []
    assert list(circles({1: [rule(2)], 2: [rule(1, OverflowCause.WAIT)]})) == []
    assert list(circles({1: [rule(99)]})) == []


def hours(**fields: Any) -> set[tuple[str, str]]:
    whole = HoursConfiguration(**{"id": 1, "name": "Office", "time_zone": "Europe/Berlin", **fields})
    return {(flaw.field, flaw.code) for flaw in flaws_of_hours(whole)}


def test_hours_that_make_sense_have_no_flaw() -> None:
    day = [Opening(weekday=0, opens=time(8), closes=time(12)), Opening(weekday=0, opens=time(13), closes=time(0))]
    assert hours(openings=day, closed_on=[date(2026, 12, 25)]) == set()


@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"time_zone": "Mars/Base"}, ("time_zone", "time_zone")),
        ({"openings": [Opening(weekday=7, opens=time(8), closes=time(9))]}, ("openings.0.weekday", "out_of_range")),
        ({"openings": [Opening(weekday=0, opens=time(9), closes=time(9))]}, ("openings.0", "opening")),
        ({"closed_on": [date(2026, 12, 25), date(2026, 12, 25)]}, ("closed_on", "twice")),
    ],
)
def test_hours_that_make_no_sense_are_found(fields: dict[str, Any], flaw: tuple[str, str]) -> None:
    assert hours(**fields) == {flaw}
