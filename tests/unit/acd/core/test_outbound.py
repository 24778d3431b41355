"""Calls to the outside, as stories of one call."""

import pytest

from acd.core.commands import CommandFailure, Connect, DialNumber, HangUp, RingDevice, StartRecording, Timer, TimerKind
from acd.core.events import CommandFailed, LegAnswered, TimerFired
from contracts import intents as i
from contracts.control_facts import CustomerDialled, OutboundStarted
from contracts.facts import HandlingEnded, InteractionArrived, InteractionConnected, InteractionEnded, SegmentEnded, WrapUpStarted
from contracts.vocabulary import AgentState, Direction, EndCause, Presence, SegmentKind
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, ANAS_PHONE, BILLING, FIRST, configuration, hangs_up, opened, t, wants
from tests.support.control import NUMBER, OFFERED, SECOND_LEG, everybody, refused
from tests.support.playbook import Playbook, like


def dialling(number: str = NUMBER) -> Playbook:
    """Ana's phone is being called."""
    return everybody() >> wants(i.Dial(agent=ANA, number=number, queue=BILLING), at=t(1))


def ringing() -> Playbook:
    """The customer's phone rings since second 2."""
    return dialling() >> LegAnswered(t(2), OFFERED)


def test_the_agents_phone_is_called_first_and_answers_by_itself() -> None:
    (
        dialling()
        << like(InteractionArrived, direction=Direction.OUTBOUND, dialled=NUMBER, caller=NUMBER, leg="")
        << like(RingDevice, leg=OFFERED, device=ANAS_PHONE, auto_answer=True, caller_leg="")
        << like(OutboundStarted, agent=ANA, party=OFFERED, queue=BILLING)
    ).never(DialNumber)


def test_then_the_customer_is_called_in_the_queues_name() -> None:
    story = ringing()
    story << like(DialNumber, leg=SECOND_LEG, number=NUMBER, caller_id="+4940100", trunk=9)
    story << like(CustomerDialled, leg=SECOND_LEG, agent=ANA)
    assert story.floor.snapshot().agents[ANA].state is AgentState.DIALLING


def test_the_customer_answers_and_both_talk() -> None:
    (
        ringing()
        >> LegAnswered(t(9), SECOND_LEG)
        << Connect(FIRST, SECOND_LEG, OFFERED)
        << like(SegmentEnded, agent=ANA, segment=SegmentKind.DIALLING, started_at=t(1))
        << like(InteractionConnected, agent=ANA, device=ANAS_PHONE)
        << StartRecording(FIRST, f"{FIRST}-1", SECOND_LEG)
        >> hangs_up(SECOND_LEG, at=t(69))
        << like(WrapUpStarted, agent=ANA)
        << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)
        >> wants(i.FinishWrapUp(agent=ANA, interaction=FIRST), at=t(79))
        << like(HandlingEnded, talking=60_000_000, wrapping_up=10_000_000)
    )


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (HangupCause.BUSY, "busy"),
        (HangupCause.NO_ANSWER, "no answer"),
        (HangupCause.UNALLOCATED, "no such number"),
        (99, "failed (cause 99)"),
    ],
)
def test_a_customer_who_is_not_reached_is_told_in_words_and_wrapped_up(cause: int, words: str) -> None:
    (
        ringing()
        >> hangs_up(SECOND_LEG, at=t(9), cause=cause)
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
        << like(WrapUpStarted, agent=ANA)
        << like(InteractionEnded, cause=EndCause.UNANSWERED, detail=words)
    )


def test_a_number_that_rings_for_ever_does_not() -> None:
    story = ringing() >> TimerFired(t(62), Timer(TimerKind.PARTY, SECOND_LEG))
    story << like(InteractionEnded, cause=EndCause.UNANSWERED, detail="no answer") << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)


def test_the_agents_own_phone_does_not_answer() -> None:
    story = dialling() >> TimerFired(t(21), Timer(TimerKind.PARTY, OFFERED))
    (story << HangUp(FIRST, OFFERED, HangupCause.NORMAL) << like(InteractionEnded, cause=EndCause.FAILED)).never(DialNumber)


def test_the_agent_hangs_up_while_it_rings() -> None:
    story = ringing() >> hangs_up(OFFERED, at=t(9))
    story << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP) << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)


def test_a_trunk_that_refuses_is_told() -> None:
    story = ringing()
    order = next(heard for heard in story.heard if isinstance(heard, DialNumber))
    story >> CommandFailed(t(3), order, CommandFailure.REFUSED, "503") << like(InteractionEnded, cause=EndCause.UNANSWERED, detail="503")


@pytest.mark.parametrize("number", ["", "+", "sip:x@evil", "+49 30\r\nX", "1" * 30, "*21*5#"])
def test_what_is_no_number_is_refused(number: str) -> None:
    assert refused(dialling(number)) == "bad_number"


def test_what_does_not_fit_is_refused() -> None:
    assert refused(everybody() >> wants(i.Dial(agent=ANA, number=NUMBER, queue=99), at=t(1))) == "unknown_queue"
    assert refused(dialling() >> wants(i.Dial(agent=ANA, number=NUMBER, queue=BILLING), at=t(2))) == "agent_busy"
    away = everybody() >> wants(i.SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(1))
    assert refused(away >> wants(i.Dial(agent=ANA, number=NUMBER, queue=BILLING), at=t(2))) == "agent_offline"
    no_trunk = opened(configuration(), ready=(ANA,))
    assert refused(no_trunk >> wants(i.Dial(agent=ANA, number=NUMBER, queue=BILLING), at=t(2))) == "no_trunk"
