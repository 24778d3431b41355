"""Somebody with bad intentions wants an expensive number dialled: by hand, transfer, consultation, call-back, a queue's rule, the IVR."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from acd.core.commands import DialNumber, HangUp, PlayPrompts, Reject, Timer, TimerKind
from acd.core.events import ConfigurationPublished, DigitReceived, LegAnswered, PromptsEnded, TimerFired
from contracts import intents as i
from contracts.configuration import CenterConfiguration, TrunkConfiguration
from contracts.dialling import DialMeans, DialReach, DialRule, DialRules, DialWhy, NumberKind
from contracts.facts import DialRefused, QueueVisitEnded
from contracts.queue_facts import CallbackArranged, CallbackEnded
from contracts.rules import CallbackRules, Overflow
from contracts.targets import OverflowTarget, ToNumber
from contracts.vocabulary import CallbackEnd, OverflowCause, Phase
from tests.support.centers import ANA, BILLING, FIRST, MENU_NUMBER, OUTAGE, arrives, configuration, opened, t, wants
from tests.support.control import everybody, refused, talking
from tests.support.playbook import like

PREMIUM = "+499001234567"
SATELLITE = "+881612345678"
TRUNK = TrunkConfiguration(id=1, name="out", outbound_address="192.0.2.1:5060")
REFUSED: dict[str, Any] = {"number": "+49900…", "region": "DE", "number_kind": NumberKind.PREMIUM, "why": DialWhy.KIND}


def center(*overflows: Overflow, dialling: DialRules | None = None, callback: CallbackRules | None = None) -> CenterConfiguration:
    plain = configuration(trunks=[TRUNK])
    queues = [
        msgspec.structs.replace(queue, overflows=list(overflows), callback=callback) if queue.id in (BILLING, OUTAGE) else queue
        for queue in plain.queues
    ]
    return msgspec.structs.replace(plain, queues=queues, dialling=dialling or DialRules())


def led(cause: OverflowCause, target: OverflowTarget, threshold: float = 0) -> Overflow:
    return Overflow(cause=cause, target=target, threshold=threshold)


def test_an_agent_dials_it_by_hand() -> None:
    story = everybody() >> wants(i.Dial(agent=ANA, number=PREMIUM, queue=BILLING), at=t(1))
    story << like(DialRefused, means=DialMeans.AGENT, agent=ANA, queue=BILLING, **REFUSED)
    story.never(DialNumber)
    assert refused(story) == "number_refused"


@pytest.mark.parametrize(
    "intent",
    [
        i.Transfer(agent=ANA, interaction=FIRST, target=ToNumber(number="0900 1234567")),
        i.Consult(agent=ANA, interaction=FIRST, target=ToNumber(number=PREMIUM)),
    ],
)
def test_a_customer_is_to_be_put_through(intent: i.Transfer | i.Consult) -> None:
    story = talking() >> wants(intent, at=t(30))
    story << like(DialRefused, means=DialMeans.TRANSFER, agent=ANA, interaction=FIRST, **REFUSED)
    story.never(DialNumber)
    assert refused(story) == "number_refused"
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.CONNECTED


def test_a_call_back_is_ordered_to_it() -> None:
    story = opened(center()) >> wants(i.ScheduleCallback(queue=BILLING, number=PREMIUM), at=t(1))
    story << like(DialRefused, means=DialMeans.CALLBACK, queue=BILLING, **REFUSED)
    story.never(CallbackArranged)
    assert refused(story) == "number_refused"


def test_a_caller_who_calls_from_it_presses_the_call_back_key_again_and_again() -> None:
    rules = CallbackRules(offer_after_seconds=10)
    story = opened(center(callback=rules)) >> msgspec.structs.replace(arrives("c1", at=t(1)), caller=SATELLITE)
    story >> DigitReceived(t(20), "c1", "1")
    story << like(DialRefused, means=DialMeans.CALLBACK, number="+88161…", by=0, interaction=FIRST, queue=BILLING)
    story >> DigitReceived(t(21), "c1", "1")
    story.never(DialRefused).never(CallbackArranged)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.WAITING


def test_a_call_back_abroad_is_for_people_to_dial() -> None:
    story = opened(center()) >> wants(i.ScheduleCallback(queue=BILLING, number="+18765551234"), at=t(1))
    story << like(DialRefused, means=DialMeans.CALLBACK, why=DialWhy.ABROAD, region="JM")
    open_to_all = DialRules(reach={DialMeans.CALLBACK: DialReach.EVERYWHERE})
    story = opened(center(dialling=open_to_all)) >> wants(i.ScheduleCallback(queue=BILLING, number="+18765551234"), at=t(1))
    story << like(CallbackArranged, number="+18765551234")


def test_a_call_back_that_was_promised_before_the_rules_changed_is_given_up() -> None:
    story = opened(center()) >> wants(i.ScheduleCallback(queue=BILLING, number="+4940123456", at=t(100)), at=t(1))
    closed = DialRules(rules=[DialRule(prefix="+4940", allowed=False)])
    story >> ConfigurationPublished(t(50), msgspec.structs.replace(center(dialling=closed), version=2))
    story >> TimerFired(t(100), Timer(TimerKind.CALLBACK, "zzz-c1"))
    story << like(DialRefused, why=DialWhy.RULE) << like(CallbackEnded, why=CallbackEnd.CANCELLED)


def test_a_queues_rule_leads_there_at_entry_and_the_caller_hears_the_apology() -> None:
    story = opened(center(led(OverflowCause.NOBODY_SIGNED_IN, ToNumber(number=PREMIUM)))) >> arrives("c1", at=t(1))
    story << like(DialRefused, means=DialMeans.OVERFLOW, interaction=FIRST, **REFUSED) << like(PlayPrompts)
    story.never(DialNumber)


def test_a_queues_rule_leads_there_by_time_and_the_caller_goes_on_waiting() -> None:
    story = opened(center(led(OverflowCause.WAIT, ToNumber(number=PREMIUM), 60))) >> arrives("c1", at=t(1))
    story >> TimerFired(t(61), Timer(TimerKind.OVERFLOW, FIRST))
    story << like(DialRefused, means=DialMeans.OVERFLOW, **REFUSED)
    story.never(DialNumber).never(QueueVisitEnded).never(HangUp)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.WAITING


def test_the_ivr_leads_into_a_queue_whose_rule_dials_for_help() -> None:
    story = opened(center(led(OverflowCause.NOBODY_SIGNED_IN, ToNumber(number="112")))) >> arrives("c1", MENU_NUMBER, at=t(1))
    story >> PromptsEnded(t(3), "c1", f"{FIRST}.p1") >> DigitReceived(t(4), "c1", "1")
    story << like(DialRefused, means=DialMeans.OVERFLOW, number="…", why=DialWhy.EMERGENCY_AUTOMATIC)
    story.never(DialNumber).never(Reject)


def test_an_ordinary_number_goes_its_way() -> None:
    story = everybody() >> wants(i.Dial(agent=ANA, number="+4940123456", queue=BILLING), at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")
    story << like(DialNumber, number="+4940123456")
    story.never(DialRefused)


def test_who_is_in_distress_dials_for_help() -> None:
    story = everybody() >> wants(i.Dial(agent=ANA, number="112", queue=BILLING), at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")
    story << like(DialNumber, number="112")
