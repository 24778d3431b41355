"""Transfers of every kind, as stories of one call."""

import pytest

from acd.core.commands import (
    DialNumber,
    HangUp,
    JoinBridge,
    LeaveBridge,
    PlayPrompts,
    RingDevice,
    StartRecording,
    StopRecording,
    Timer,
    TimerKind,
)
from acd.core.events import LegAnswered, TimerFired
from contracts import intents as i
from contracts.control_facts import OwnerChanged, PartyLeft, Transferred
from contracts.facts import (
    FlowEntered,
    HandlingEnded,
    InteractionConnected,
    InteractionEnded,
    InteractionQueued,
    SegmentEnded,
    WrapUpStarted,
)
from contracts.targets import Target, ToAgent, ToFlow, ToNumber, ToQueue
from contracts.vocabulary import EndCause, PartyEnd, Phase, Presence, SegmentKind, TransferKind
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, BEN, BILLING, CLEO, FIRST, MENU_FLOW, OUTAGE, hangs_up, t, wants
from tests.support.control import CUSTOMER, NUMBER, OFFERED, SECOND_LEG, consulting, refused, talking
from tests.support.playbook import Playbook, like


def transferred(target: Target, **changes: object) -> Playbook:
    return talking(**changes) >> wants(i.Transfer(agent=ANA, interaction=FIRST, target=target), at=t(65))


def test_into_a_queue_the_next_agent_is_rung_and_the_owner_wraps_up() -> None:
    story = transferred(ToQueue(queue=OUTAGE, priority=2))
    (
        story
        << like(Transferred, agent=ANA, transfer=TransferKind.BLIND)
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
        << like(SegmentEnded, agent=ANA, segment=SegmentKind.TALKING, started_at=t(5))
        << like(WrapUpStarted, agent=ANA, queue=BILLING)
        << like(InteractionQueued, queue=OUTAGE, priority=2)
        << like(RingDevice, agent=CLEO)
        << LeaveBridge(FIRST, CUSTOMER, "default")
    )
    story.never(InteractionEnded)
    story >> LegAnswered(t(70), SECOND_LEG) << like(InteractionConnected, agent=CLEO, queue=OUTAGE)


def test_two_agents_may_wrap_up_the_same_interaction_and_each_is_booked_once() -> None:
    story = transferred(ToQueue(queue=BILLING), wrap_up_seconds=300) >> LegAnswered(t(70), SECOND_LEG)
    story >> hangs_up(CUSTOMER, at=t(80)) << like(WrapUpStarted, agent=BEN)
    story >> wants(i.FinishWrapUp(agent=ANA, interaction=FIRST), at=t(90))
    story << like(HandlingEnded, agent=ANA, talking=60_000_000)
    story >> wants(i.FinishWrapUp(agent=BEN, interaction=FIRST), at=t(95))
    story << like(HandlingEnded, agent=BEN, talking=10_000_000)
    assert FIRST not in story.floor.snapshot().interactions


def test_into_a_flow_the_customer_hears_the_menu() -> None:
    story = transferred(ToFlow(flow=MENU_FLOW))
    story << like(WrapUpStarted, agent=ANA) << LeaveBridge(FIRST, CUSTOMER, "") << like(FlowEntered, flow=MENU_FLOW) << PlayPrompts
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.IN_FLOW


def test_to_an_agent_that_one_is_asked_first_and_the_place_is_kept() -> None:
    story = transferred(ToAgent(agent=CLEO))
    story << like(InteractionQueued, queue=BILLING, entered_at=t(1), preferred_agent=CLEO) << like(RingDevice, agent=CLEO)


def test_who_gave_it_away_is_asked_again_only_when_nobody_else_can_be() -> None:
    story = transferred(ToQueue(queue=BILLING), wrap_up_seconds=0)
    story << like(RingDevice, agent=BEN)
    away = talking(wrap_up_seconds=0) >> wants(i.SetPresence(agent=BEN, presence=Presence.NOT_READY), at=t(60))
    away >> wants(i.Transfer(agent=ANA, interaction=FIRST, target=ToQueue(queue=BILLING)), at=t(65))
    assert away.floor.snapshot().interactions[FIRST].tried == [ANA]
    away.never(RingDevice)
    away >> hangs_up(OFFERED, at=t(66)) << like(RingDevice, agent=ANA)


def test_to_a_number_the_customer_hears_music_until_it_answers() -> None:
    story = transferred(ToNumber(number=NUMBER))
    (
        story
        << like(Transferred, transfer=TransferKind.BLIND)
        << like(DialNumber, leg=SECOND_LEG, number=NUMBER, caller_id="+4940100")
        << like(OwnerChanged, previous=ANA, agent=None)
        << like(WrapUpStarted, agent=ANA)
        << LeaveBridge(FIRST, CUSTOMER, "default")
        >> LegAnswered(t(70), SECOND_LEG)
        << JoinBridge(FIRST, SECOND_LEG)
        << JoinBridge(FIRST, CUSTOMER)
        >> hangs_up(CUSTOMER, at=t(90))
        << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)
        << like(PartyLeft, why=PartyEnd.INTERACTION_ENDED)
        << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)
    )


@pytest.mark.parametrize("how", ["busy", "silence"])
def test_a_number_that_does_not_answer_brings_the_customer_back_to_the_queue(how: str) -> None:
    story = transferred(ToNumber(number=NUMBER))
    if how == "busy":
        story >> hangs_up(SECOND_LEG, at=t(70), cause=HangupCause.BUSY)
    else:
        story >> TimerFired(t(125), Timer(TimerKind.PARTY, SECOND_LEG))
    story << PartyLeft << like(InteractionQueued, queue=BILLING, entered_at=t(1)) << like(RingDevice, agent=BEN)


def test_attended_the_asked_agent_gets_the_customer_and_a_recording_of_the_own() -> None:
    story = consulting(ToAgent(agent=BEN)) >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(65))
    (
        story
        << JoinBridge(FIRST, CUSTOMER)
        << like(OwnerChanged, previous=ANA, agent=BEN, party=SECOND_LEG, transfer=TransferKind.ATTENDED)
        << like(Transferred, agent=ANA, target=ToAgent(agent=BEN))
        << StopRecording(FIRST, f"{FIRST}-1")
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
        << StartRecording(FIRST, f"{FIRST}-2", CUSTOMER)
    )
    story >> hangs_up(SECOND_LEG, at=t(90)) << like(WrapUpStarted, agent=BEN) << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)


def test_the_owner_who_hangs_up_while_talking_with_the_asked_agent_completes() -> None:
    story = consulting(ToAgent(agent=BEN)) >> hangs_up(OFFERED, at=t(65))
    story << JoinBridge(FIRST, CUSTOMER) << like(OwnerChanged, agent=BEN) << like(Transferred, agent=ANA)
    story.never(InteractionEnded)


def test_attended_to_a_number_leaves_the_two_alone() -> None:
    story = consulting(ToNumber(number=NUMBER)) >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(65))
    story << JoinBridge(FIRST, CUSTOMER) << like(Transferred, target=ToNumber(number=NUMBER)) << like(OwnerChanged, agent=None)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.TRANSFERRED


def test_what_does_not_fit_is_refused() -> None:
    assert refused(transferred(ToQueue(queue=99))) == "unknown_queue"
    assert refused(transferred(ToFlow(flow=99))) == "unknown_flow"
    assert refused(transferred(ToAgent(agent=ANA))) == "unknown_target"
    assert refused(transferred(ToNumber(number="x"))) == "bad_number"
    ringing = talking() >> wants(i.Consult(agent=ANA, interaction=FIRST, target=ToAgent(agent=BEN)), at=t(10))
    assert refused(ringing >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(11))) == "party_rings"
    assert refused(ringing >> wants(i.Transfer(agent=ANA, interaction=FIRST, target=ToQueue(queue=OUTAGE)), at=t(11))) == "consulting"
    gone = talking() >> wants(i.SetPresence(agent=BEN, presence=Presence.OFFLINE), at=t(9))
    assert refused(gone >> wants(i.Transfer(agent=ANA, interaction=FIRST, target=ToAgent(agent=BEN)), at=t(10))) == "agent_offline"
