"""Talks, as stories of one call."""

import pytest

from acd.core.commands import (
    CommandFailure,
    Connect,
    HangUp,
    Hold,
    PauseRecording,
    PbxCommand,
    Release,
    Resume,
    RingDevice,
    StartRecording,
    StopRecording,
    Timer,
    TimerKind,
)
from acd.core.events import CommandFailed, LegAnswered, RecordingBegun, RecordingFailed, RecordingFinished, TimerFired
from contracts import intents
from contracts.control_facts import RecordingContinued, RecordingPaused
from contracts.facts import (
    HandlingEnded,
    HoldEnded,
    HoldStarted,
    InteractionConnected,
    InteractionEnded,
    OfferEnded,
    PresenceChanged,
    QueueVisitEnded,
    RecordingEnded,
    RecordingStarted,
    SegmentEnded,
    WrapUpStarted,
)
from contracts.vocabulary import AgentState, EndCause, OfferOutcome, Presence, PresenceReason, SegmentKind, VisitOutcome, WrapUpEnd
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, ANAS_PHONE, BEN, BILLING, FIRST, SECOND_CALL, arrives, hangs_up, opened, t, wants, with_queue
from tests.support.playbook import Playbook, like

OFFER = f"{FIRST}.1"
RECORDING = f"{FIRST}-1"
WRAP_UP = Timer(TimerKind.WRAP_UP, str(ANA))


def talking(**queue: object) -> Playbook:
    """Ana talks to the first caller since second 5."""
    return opened(with_queue(BILLING, **queue), ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)


def order(story: Playbook, kind: type[PbxCommand]) -> PbxCommand:
    return next(heard for heard in story.heard if isinstance(heard, kind))


def test_an_answer_connects_before_anything_is_told() -> None:
    story = talking()
    (
        story
        << Connect(FIRST, "c1", OFFER)
        << like(OfferEnded, outcome=OfferOutcome.ACCEPTED)
        << like(SegmentEnded, segment=SegmentKind.ALERTING, started_at=t(1))
        << like(QueueVisitEnded, outcome=VisitOutcome.ANSWERED, agent=ANA, entered_at=t(1), service_level_seconds=20)
        << like(InteractionConnected, agent=ANA, device=ANAS_PHONE, recorded=True)
        << StartRecording(FIRST, RECORDING, "c1")
    )
    assert isinstance(story.heard[0], Connect)


def test_the_caller_hangs_up_and_the_agent_wraps_up() -> None:
    (
        talking()
        >> hangs_up("c1", at=t(65))
        << StopRecording(FIRST, RECORDING)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(SegmentEnded, segment=SegmentKind.TALKING, started_at=t(5))
        << like(WrapUpStarted, agent=ANA, ends_at=t(95))
        << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP, arrived_at=t(1))
        << Release(FIRST)
    ).never(HandlingEnded)


def test_the_agent_hangs_up_at_the_phone_and_the_caller_is_let_go() -> None:
    (
        talking()
        >> hangs_up(OFFER, at=t(65))
        << like(WrapUpStarted, agent=ANA)
        << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)
        << HangUp(FIRST, "c1", HangupCause.NORMAL)
    ).never(HangUp(FIRST, OFFER, HangupCause.NORMAL))


def test_the_agent_hangs_up_on_the_screen_and_both_legs_end() -> None:
    (
        talking()
        >> wants(intents.HangUpInteraction(agent=ANA, interaction=FIRST), at=t(65))
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)
        << HangUp(FIRST, "c1", HangupCause.NORMAL)
    )


def test_wrap_up_ends_by_time_and_books_the_handling() -> None:
    (
        talking()
        >> hangs_up("c1", at=t(65))
        >> TimerFired(t(95), WRAP_UP)
        << like(SegmentEnded, segment=SegmentKind.WRAPPING_UP, started_at=t(65))
        << like(HandlingEnded, talking=60_000_000, on_hold=0, wrapping_up=30_000_000, wrap_up_end=WrapUpEnd.TIMED_OUT)
    )


def test_nobody_rings_at_an_agent_who_wraps_up_and_the_next_rings_when_it_is_done() -> None:
    story = talking() >> hangs_up("c1", at=t(65)) >> hangs_up(OFFER, at=t(65)) >> arrives("c2", at=t(66))
    story.never(RingDevice)
    (
        story
        >> wants(intents.FinishWrapUp(agent=ANA, interaction=FIRST), at=t(70))
        << like(HandlingEnded, wrap_up_end=WrapUpEnd.DONE, wrapping_up=5_000_000)
        << like(RingDevice, interaction=SECOND_CALL)
    )


def test_without_wrap_up_the_agents_hang_up_rings_the_next_caller_in_the_same_instant() -> None:
    story = talking(wrap_up_seconds=0) >> arrives("c2", at=t(6))
    (
        story
        >> hangs_up(OFFER, at=t(65))
        << like(HandlingEnded, talking=60_000_000, wrap_up_end=None)
        << like(InteractionEnded, interaction=FIRST)
        << like(RingDevice, interaction=SECOND_CALL, device=ANAS_PHONE)
    ).never(WrapUpStarted)


def test_a_break_asked_for_during_the_talk_begins_after_it() -> None:
    story = talking(wrap_up_seconds=0) >> arrives("c2", at=t(6))
    story >> wants(intents.SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="lunch"), at=t(7))
    story << like(PresenceChanged, presence=Presence.NOT_READY, reason="lunch", by=7)
    assert story.floor.snapshot().agents[ANA].state is AgentState.TALKING
    (story >> hangs_up(OFFER, at=t(65))).never(RingDevice)
    assert story.floor.snapshot().agents[ANA].state is AgentState.NOT_READY


def test_who_signs_out_while_talking_is_offline_when_the_customer_is_gone() -> None:
    story = talking() >> wants(intents.SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(7))
    story << like(PresenceChanged, presence=Presence.NOT_READY, reason=PresenceReason.SIGNING_OUT)
    (
        story
        >> hangs_up("c1", at=t(65))
        << like(HandlingEnded, wrapping_up=0, wrap_up_end=None)
        << like(PresenceChanged, presence=Presence.OFFLINE, previous_reason=PresenceReason.SIGNING_OUT, previous_since=t(7))
    ).never(WrapUpStarted)


def test_signing_out_ends_the_wrap_up() -> None:
    (
        talking()
        >> hangs_up("c1", at=t(65))
        >> wants(intents.SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(70))
        << like(HandlingEnded, wrap_up_end=WrapUpEnd.SIGNED_OUT)
        << like(PresenceChanged, presence=Presence.OFFLINE, previous=Presence.READY)
    )


def test_hold_and_resume_are_told_and_booked_apart() -> None:
    (
        talking()
        >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(15))
        << Hold(FIRST, "c1", OFFER, "default")
        << like(SegmentEnded, segment=SegmentKind.TALKING, started_at=t(5))
        << HoldStarted
    )
    (
        (talking() >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(15)))
        >> wants(intents.Resume(agent=ANA, interaction=FIRST), at=t(18))
        << Resume(FIRST, "c1", OFFER)
        << like(SegmentEnded, segment=SegmentKind.ON_HOLD, started_at=t(15))
        << HoldEnded
    )


def test_a_caller_who_leaves_while_on_hold_ends_the_hold_too() -> None:
    (
        talking(wrap_up_seconds=0)
        >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(15))
        >> hangs_up("c1", at=t(20))
        << like(SegmentEnded, segment=SegmentKind.ON_HOLD)
        << HoldEnded
        << like(HandlingEnded, talking=10_000_000, on_hold=5_000_000)
    )


def test_a_hold_that_the_pbx_refuses_is_taken_back() -> None:
    story = talking() >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(15))
    story >> CommandFailed(t(15.1), order(story, Hold), CommandFailure.REFUSED) << Resume(FIRST, "c1", OFFER) << HoldEnded
    story >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(16)) >> wants(intents.Resume(agent=ANA, interaction=FIRST), at=t(17))
    story >> CommandFailed(t(17.1), order(story, Resume), CommandFailure.REFUSED) << Hold(FIRST, "c1", OFFER, "default") << HoldStarted


def test_what_the_pbx_did_not_confirm_is_ordered_again_as_long_as_it_is_wanted() -> None:
    story = talking()
    connect = order(story, Connect)
    story >> CommandFailed(t(7), connect, CommandFailure.TIMED_OUT) << connect
    story.never(InteractionEnded)
    story >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(9))
    hold = order(story, Hold)
    (story >> CommandFailed(t(11), hold, CommandFailure.TIMED_OUT) << hold).never(HoldEnded)
    story >> wants(intents.Resume(agent=ANA, interaction=FIRST), at=t(12))
    (story >> CommandFailed(t(13), hold, CommandFailure.TIMED_OUT)).silence()


def test_two_who_cannot_be_connected_are_both_let_go() -> None:
    story = talking()
    (
        story
        >> CommandFailed(t(5.1), order(story, Connect), CommandFailure.REFUSED)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(InteractionEnded, cause=EndCause.FAILED)
        << HangUp(FIRST, "c1", HangupCause.NORMAL)
    )


def test_a_recording_ends_after_the_interaction_with_its_offsets() -> None:
    story = talking() >> RecordingBegun(t(5.1), FIRST, RECORDING)
    story << like(RecordingStarted, name=RECORDING, agent=ANA)
    assert story.floor.snapshot().interactions[FIRST].recording
    story >> hangs_up("c1", at=t(65)) >> RecordingFinished(t(65.2), FIRST, RECORDING, 20_000, 10_000)
    story << like(RecordingEnded, started_at=t(5.1), agent_offset=20_000, caller_offset=10_000, failure="")
    (story >> RecordingFinished(t(65.3), FIRST, RECORDING)).silence()


def recorded() -> Playbook:
    return talking() >> RecordingBegun(t(5.1), FIRST, RECORDING)


def test_a_paused_recording_goes_on_when_it_is_wanted() -> None:
    story = recorded()
    story >> wants(intents.PauseRecording(agent=ANA, interaction=FIRST), at=t(10))
    story << PauseRecording(FIRST, RECORDING, True) << like(RecordingPaused, name=RECORDING, agent=ANA)
    assert story.floor.snapshot().interactions[FIRST].recording_paused
    (story >> wants(intents.PauseRecording(agent=ANA, interaction=FIRST), at=t(11))).never(PauseRecording, RecordingPaused)
    story >> wants(intents.ContinueRecording(agent=ANA, interaction=FIRST), at=t(20))
    story << PauseRecording(FIRST, RECORDING, False) << like(RecordingContinued, failure="")
    assert not story.floor.snapshot().interactions[FIRST].recording_paused


def test_a_pause_that_the_pbx_refuses_is_told_as_undone() -> None:
    story = recorded() >> wants(intents.PauseRecording(agent=ANA, interaction=FIRST), at=t(10))
    ordered = order(story, PauseRecording)
    story >> CommandFailed(t(11), ordered, CommandFailure.TIMED_OUT, "") << PauseRecording(FIRST, RECORDING, True)
    story >> CommandFailed(t(12), ordered, CommandFailure.REFUSED, "no") << like(RecordingContinued, failure="no")
    assert not story.floor.snapshot().interactions[FIRST].recording_paused


def test_nothing_is_paused_where_nothing_is_recorded() -> None:
    story = talking(record=False) >> wants(intents.PauseRecording(agent=ANA, interaction=FIRST), at=t(10))
    story.never(PauseRecording, RecordingPaused)
    assert not story.floor.snapshot().interactions[FIRST].recording_paused


@pytest.mark.parametrize("told", ["failed event", "refused order", "nothing"])
def test_a_recording_that_fails_is_told_once_and_the_talk_goes_on(told: str) -> None:
    story = talking()
    start = order(story, StartRecording)
    if told == "failed event":
        story >> RecordingFailed(t(6), FIRST, RECORDING, "disk full") << like(RecordingEnded, failure="disk full")
    elif told == "refused order":
        story >> CommandFailed(t(6), start, CommandFailure.REFUSED, "no") << like(RecordingEnded, failure="no")
    else:
        story >> hangs_up("c1", at=t(65)) >> TimerFired(t(95), Timer(TimerKind.RECORDING, RECORDING))
        story << like(RecordingEnded, failure="the PBX did not tell its end")
    assert not story.floor.center.recordings


def test_a_queue_that_does_not_record_does_not() -> None:
    (talking(record=False) << like(InteractionConnected, recorded=False)).never(StartRecording)


@pytest.mark.parametrize(
    ("intent", "code"),
    [
        (intents.Hold(agent=BEN, interaction=FIRST), "not_yours"),
        (intents.Hold(agent=ANA, interaction="zzz-9"), "unknown_interaction"),
        (intents.Resume(agent=ANA, interaction=FIRST), "not_held"),
        (intents.FinishWrapUp(agent=ANA, interaction=FIRST), "no_wrap_up"),
        (intents.HangUpInteraction(agent=99, interaction=FIRST), "unknown_agent"),
        (intents.DeclineOffer(agent=ANA, offer=OFFER), "offer_gone"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_code_and_changes_nothing(intent: intents.Intent, code: str) -> None:
    story = talking() >> wants(intent, at=t(9))
    (answer,) = story.heard
    assert answer.outcome.refused.code == code  # type: ignore[union-attr] # an AnswerIntent
    assert answer.reply_to == "r"  # type: ignore[union-attr]  # the line above says which it is


def test_holding_twice_is_refused() -> None:
    story = (
        talking()
        >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(9))
        >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(10))
    )
    (answer,) = story.heard
    assert answer.outcome.refused.code == "already_held"  # type: ignore[union-attr] # an AnswerIntent
