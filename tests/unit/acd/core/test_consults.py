"""Consultation and conference, as stories of one call."""

import pytest

from acd.core.commands import CommandFailure, DialNumber, HangUp, JoinBridge, LeaveBridge, RingDevice
from acd.core.events import CommandFailed, LegAnswered
from contracts import intents as i
from contracts.control_facts import ConferenceStarted, ConsultSwitched, OwnerChanged, PartyInvited, PartyJoined, PartyLeft, Transferred
from contracts.facts import HandlingEnded, InteractionEnded, RecordingEnded, SegmentEnded, WrapUpStarted
from contracts.targets import Target, ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import AgentState, EndCause, PartyEnd, PartyRole, Phase, SegmentKind, TransferKind
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, BEN, BENS_PHONE, CLEO, FIRST, OUTAGE, hangs_up, t, wants
from tests.support.control import (
    CUSTOMER,
    NUMBER,
    OFFERED,
    SECOND_LEG,
    THIRD_LEG,
    consulting,
    everybody,
    in_conference,
    refused,
    talking,
)
from tests.support.playbook import like


def test_the_asked_agent_rings_before_the_customer_hears_music() -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToAgent(agent=BEN)), at=t(10))
    (
        story
        << like(RingDevice, leg=SECOND_LEG, device=BENS_PHONE, auto_answer=False)
        << like(PartyInvited, party=SECOND_LEG, role=PartyRole.CONSULTED, by=ANA, agent=BEN)
        << LeaveBridge(FIRST, CUSTOMER, "default")
    )
    assert story.floor.snapshot().agents[BEN].state is AgentState.CONSULTING
    (story >> LegAnswered(t(12), SECOND_LEG) << JoinBridge(FIRST, SECOND_LEG) << like(PartyJoined, party=SECOND_LEG)).never(
        JoinBridge(FIRST, CUSTOMER)
    )


def test_a_queue_stands_for_the_agent_who_would_be_next() -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToQueue(queue=OUTAGE)), at=t(10))
    story << like(PartyInvited, agent=CLEO)


def test_an_outside_number_is_asked_in_the_queues_name() -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToNumber(number=NUMBER)), at=t(10))
    story << like(DialNumber, leg=SECOND_LEG, number=NUMBER, caller_id="+4940100", trunk=9)


def test_the_owner_switches_between_customer_and_asked_party() -> None:
    (
        consulting(ToAgent(agent=BEN))
        >> wants(i.SwitchConsult(agent=ANA, interaction=FIRST, with_customer=True), at=t(15))
        << LeaveBridge(FIRST, SECOND_LEG, "default")
        << JoinBridge(FIRST, CUSTOMER)
        << like(ConsultSwitched, with_customer=True)
        >> wants(i.SwitchConsult(agent=ANA, interaction=FIRST, with_customer=False), at=t(16))
        << LeaveBridge(FIRST, CUSTOMER, "default")
        << JoinBridge(FIRST, SECOND_LEG)
    )


@pytest.mark.parametrize("answered", [True, False])
def test_the_end_of_the_consultation_brings_the_customer_back(answered: bool) -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToAgent(agent=BEN)), at=t(10))
    if answered:
        story >> LegAnswered(t(11), SECOND_LEG)
    (
        story
        >> wants(i.EndConsult(agent=ANA, interaction=FIRST), at=t(20))
        << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)
        << JoinBridge(FIRST, CUSTOMER)
        << like(PartyLeft, why=PartyEnd.REMOVED, agent=BEN, joined_at=t(11) if answered else 0)
        << like(SegmentEnded, agent=BEN, segment=SegmentKind.CONSULTING, started_at=t(10))
    )
    assert story.floor.snapshot().agents[BEN].state is AgentState.READY


@pytest.mark.parametrize(
    ("cause", "why"),
    [(HangupCause.BUSY, PartyEnd.DECLINED), (HangupCause.NO_ANSWER, PartyEnd.UNANSWERED), (HangupCause.NO_ROUTE, PartyEnd.FAILED)],
)
def test_an_asked_phone_that_does_not_answer_gives_the_customer_back(cause: HangupCause, why: PartyEnd) -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToNumber(number=NUMBER)), at=t(10))
    story >> hangs_up(SECOND_LEG, at=t(12), cause=cause) << JoinBridge(FIRST, CUSTOMER) << like(PartyLeft, why=why)


def test_the_customer_leaves_in_the_middle_and_everybody_is_let_go() -> None:
    story = (
        consulting(ToAgent(agent=BEN))
        >> hangs_up(CUSTOMER, at=t(20))
        << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)
        << like(PartyLeft, why=PartyEnd.INTERACTION_ENDED)
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
        << like(WrapUpStarted, agent=ANA)
        << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)
    )
    story.never(JoinBridge(FIRST, CUSTOMER))


def test_a_conference_lets_all_hear_each_other() -> None:
    story = consulting(ToAgent(agent=BEN)) >> wants(i.StartConference(agent=ANA, interaction=FIRST), at=t(15))
    story << JoinBridge(FIRST, CUSTOMER) << like(ConferenceStarted, party=SECOND_LEG)
    view = story.floor.snapshot().interactions[FIRST]
    assert ([party.role for party in view.parties], view.with_customer) == ([PartyRole.MEMBER], True)


def test_a_third_is_asked_while_the_conference_waits_and_joins_it() -> None:
    (
        in_conference(ToAgent(agent=BEN))
        >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToNumber(number=NUMBER)), at=t(20))
        << like(DialNumber, leg=THIRD_LEG)
        << LeaveBridge(FIRST, CUSTOMER, "default")
        >> LegAnswered(t(22), THIRD_LEG)
        >> wants(i.StartConference(agent=ANA, interaction=FIRST), at=t(25))
        << JoinBridge(FIRST, CUSTOMER)
    )


def test_the_owner_hangs_up_and_the_longest_member_has_it() -> None:
    story = in_conference(ToAgent(agent=BEN)) >> hangs_up(OFFERED, at=t(60))
    (
        story
        << like(OwnerChanged, previous=ANA, agent=BEN, party=SECOND_LEG, transfer=TransferKind.HAND_OVER)
        << like(PartyLeft, why=PartyEnd.BECAME_OWNER)
        << like(SegmentEnded, agent=BEN, segment=SegmentKind.CONSULTING)
        << like(WrapUpStarted, agent=ANA)
    )
    story.never(InteractionEnded)
    assert story.floor.snapshot().agents[BEN].state is AgentState.TALKING
    (story >> hangs_up(CUSTOMER, at=t(80)) << like(WrapUpStarted, agent=BEN) << InteractionEnded).never(RecordingEnded)


def test_only_an_outside_number_is_left_and_the_two_talk_on() -> None:
    story = in_conference(ToNumber(number=NUMBER)) >> hangs_up(OFFERED, at=t(60))
    story << like(Transferred, agent=ANA) << like(OwnerChanged, agent=None) << like(WrapUpStarted, agent=ANA)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.TRANSFERRED
    (
        story
        >> hangs_up(SECOND_LEG, at=t(90))
        << like(PartyLeft, why=PartyEnd.HUNG_UP)
        << like(InteractionEnded, cause=EndCause.PARTY_HUNG_UP)
        << HangUp(FIRST, CUSTOMER, HangupCause.NORMAL)
    )


def test_a_member_may_leave_and_may_be_removed() -> None:
    remove = i.RemoveParty(agent=BEN, interaction=FIRST, party=SECOND_LEG)
    (in_conference(ToAgent(agent=BEN)) >> wants(remove, at=t(20)) << like(PartyLeft, why=PartyEnd.REMOVED)).never(InteractionEnded)
    remove = i.RemoveParty(agent=ANA, interaction=FIRST, party=SECOND_LEG)
    (in_conference(ToAgent(agent=BEN)) >> hangs_up(SECOND_LEG, at=t(19)) >> wants(remove, at=t(20))).never(PartyLeft)


def test_hand_over_books_the_former_owner_once_and_keeps_it_as_a_member() -> None:
    over = i.HandOver(agent=ANA, interaction=FIRST, party=SECOND_LEG, leave=False)
    story = in_conference(ToAgent(agent=BEN)) >> wants(over, at=t(65))
    (
        story
        << like(OwnerChanged, agent=BEN)
        << like(HandlingEnded, agent=ANA, talking=60_000_000)
        << like(PartyInvited, party=OFFERED, role=PartyRole.MEMBER, agent=ANA)
        << like(PartyJoined, party=OFFERED)
    )
    story.never(HangUp, WrapUpStarted)
    assert story.floor.snapshot().agents[ANA].state is AgentState.CONSULTING
    (story >> hangs_up(OFFERED, at=t(70)) << like(SegmentEnded, agent=ANA, segment=SegmentKind.CONSULTING)).never(HandlingEnded)


def test_music_that_cannot_be_given_ends_the_consultation() -> None:
    music = LeaveBridge(FIRST, CUSTOMER, "default")
    (
        consulting(ToAgent(agent=BEN))
        >> CommandFailed(t(13), music, CommandFailure.REFUSED, "500")
        << JoinBridge(FIRST, CUSTOMER)
        << like(PartyLeft, why=PartyEnd.FAILED)
    )


def test_a_phone_that_cannot_be_rung_is_told_as_failed() -> None:
    story = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToAgent(agent=BEN)), at=t(10))
    ring = next(heard for heard in story.heard if isinstance(heard, RingDevice))
    story >> CommandFailed(t(10), ring, CommandFailure.REFUSED, "500") << like(PartyLeft, why=PartyEnd.FAILED)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (ToFlow(flow=1), "unknown_target"),
        (ToAgent(agent=ANA), "unknown_target"),
        (ToAgent(agent=99), "unknown_target"),
        (ToQueue(queue=99), "unknown_queue"),
        (ToNumber(number="sip:x@evil"), "bad_number"),
        (ToNumber(number=""), "bad_number"),
    ],
)
def test_whom_nobody_can_ask_is_refused(target: Target, code: str) -> None:
    assert refused(talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=target), at=t(10))) == code


def test_what_does_not_fit_is_refused() -> None:
    story = consulting(ToAgent(agent=BEN))
    again = i.Consult(agent=ANA, interaction=FIRST, target=ToAgent(agent=CLEO))
    assert refused(story >> wants(again, at=t(20))) == "consulting"
    assert refused(story >> wants(i.Hold(agent=ANA, interaction=FIRST), at=t(20))) == "consulting"
    assert refused(story >> wants(i.EndConsult(agent=BEN, interaction=FIRST), at=t(20))) == "not_yours"
    assert refused(everybody() >> wants(again, at=t(1))) == "unknown_interaction"
    assert refused(talking() >> wants(i.StartConference(agent=ANA, interaction=FIRST), at=t(9))) == "no_consult"
