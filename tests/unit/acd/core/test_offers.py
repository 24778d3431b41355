"""Offers, as stories of one call."""

import pytest

from acd.core.commands import Answer, CancelTimer, CommandFailure, Connect, HangUp, RingDevice, StartMusic, Timer, TimerKind
from acd.core.events import CommandFailed, DeviceReachabilityChanged, LegAnswered, LegHungUp, TimerFired
from contracts.facts import InteractionEnded, OfferEnded, OfferMade, PresenceChanged, QueueVisitEnded, SegmentEnded
from contracts.intents import DeclineOffer, SetPresence
from contracts.vocabulary import AgentState, EndCause, OfferOutcome, Presence, PresenceReason, SegmentKind, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    ANAS_PHONE,
    BEN,
    BENS_PHONE,
    CLEO,
    CLEOS_BROWSER,
    FIRST,
    OUTAGE_NUMBER,
    SECOND_CALL,
    arrives,
    hangs_up,
    opened,
    t,
    wants,
)
from tests.support.playbook import Playbook, like

OFFER = f"{FIRST}.1"
TIME_IS_UP = Timer(TimerKind.OFFER, OFFER)


def ringing_at_ana() -> Playbook:
    """The first caller rings at Ana since second 1; nobody else is ready."""
    return opened(ready=(ANA,)) >> arrives("c1", at=t(1))


def test_a_caller_rings_at_the_agent_who_was_idle_for_longest_before_the_music_starts() -> None:
    (
        opened(ready=(BEN, ANA))
        >> arrives("c1", at=t(1))
        << like(RingDevice, interaction=FIRST, leg=OFFER, device=BENS_PHONE, caller_leg="c1", queue_name="Billing", seconds=25)
        << like(OfferMade, agent=BEN, rule="longest_idle", candidates=2, idle=1_000_000, expires_at=t(21))
        << Answer(FIRST, "c1")
        << StartMusic(FIRST, "c1", "default")
    )


def test_an_ignored_offer_puts_the_caller_back_at_the_head() -> None:
    story = ringing_at_ana() >> arrives("c2", at=t(2))
    (
        story
        >> TimerFired(t(21), TIME_IS_UP)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(PresenceChanged, agent=ANA, presence=Presence.NOT_READY, reason=PresenceReason.MISSED)
    ).never(RingDevice)
    assert list(story.floor.snapshot().queues[1].waiting) == [FIRST, SECOND_CALL]
    story >> wants(SetPresence(agent=BEN, presence=Presence.READY), at=t(22)) << like(RingDevice, interaction=FIRST, device=BENS_PHONE)


def test_an_ignored_offer_goes_to_another_agent_in_the_same_instant() -> None:
    (
        opened(ready=(ANA, BEN))
        >> arrives("c1", at=t(1))
        >> TimerFired(t(21), TIME_IS_UP)
        << like(OfferEnded, outcome=OfferOutcome.MISSED, agent=ANA, made_at=t(1))
        << like(SegmentEnded, agent=ANA, segment=SegmentKind.ALERTING, started_at=t(1))
        << like(RingDevice, interaction=FIRST, offer=f"{FIRST}.2", device=BENS_PHONE)
    )


def test_a_declined_offer_makes_the_agent_not_ready_and_silences_the_phone() -> None:
    (
        ringing_at_ana()
        >> wants(DeclineOffer(agent=ANA, offer=OFFER), at=t(3))
        << CancelTimer(TIME_IS_UP)
        << like(OfferEnded, outcome=OfferOutcome.DECLINED)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(PresenceChanged, reason=PresenceReason.DECLINED)
    )


@pytest.mark.parametrize(
    ("cause", "outcome", "reason"),
    [
        (HangupCause.REJECTED, OfferOutcome.DECLINED, PresenceReason.DECLINED),
        (HangupCause.BUSY, OfferOutcome.DECLINED, PresenceReason.DECLINED),
        (HangupCause.NO_ANSWER, OfferOutcome.MISSED, PresenceReason.MISSED),
        (HangupCause.SUBSCRIBER_ABSENT, OfferOutcome.FAILED, PresenceReason.UNREACHABLE),
        (HangupCause.DESTINATION_OUT_OF_ORDER, OfferOutcome.FAILED, PresenceReason.UNREACHABLE),
        (999, OfferOutcome.FAILED, PresenceReason.UNREACHABLE),
    ],
)
def test_the_phones_own_no_counts_by_its_cause(cause: int, outcome: OfferOutcome, reason: PresenceReason) -> None:
    (
        ringing_at_ana()
        >> LegHungUp(t(3), OFFER, cause, "words\nof SIP")
        << like(OfferEnded, outcome=outcome, detail="words of SIP")
        << like(PresenceChanged, agent=ANA, reason=reason)
    ).never(HangUp)


def test_a_phone_that_cannot_be_rung_costs_the_caller_no_time() -> None:
    story = opened(ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    (
        story
        >> CommandFailed(t(1.01), ring, CommandFailure.REFUSED, "Allocation failed")
        << like(OfferEnded, outcome=OfferOutcome.FAILED, detail="Allocation failed")
        << like(PresenceChanged, agent=ANA, reason=PresenceReason.UNREACHABLE)
        << like(RingDevice, device=BENS_PHONE)
    ).never(HangUp)


def test_a_ring_without_an_answer_from_the_pbx_is_hung_up_in_case_it_happened() -> None:
    story = ringing_at_ana()
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    (
        story
        >> CommandFailed(t(3), ring, CommandFailure.TIMED_OUT)
        << like(OfferEnded, detail="timed_out")
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
    )


def test_a_browser_closed_while_it_rings_frees_the_caller_for_others() -> None:
    story = opened() >> DeviceReachabilityChanged(t(0), CLEOS_BROWSER, True)
    (
        story
        >> wants(SetPresence(agent=CLEO, presence=Presence.READY), at=t(0.5))
        >> arrives("c1", OUTAGE_NUMBER, at=t(1))
        >> DeviceReachabilityChanged(t(2), CLEOS_BROWSER, False)
        << like(OfferEnded, outcome=OfferOutcome.FAILED, agent=CLEO)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(PresenceChanged, agent=CLEO, reason=PresenceReason.UNREACHABLE)
    )


def test_a_caller_who_leaves_while_it_rings_is_abandoned_and_the_agent_keeps_the_turn() -> None:
    story = ringing_at_ana()
    (
        story
        >> hangs_up("c1", at=t(4))
        << like(OfferEnded, outcome=OfferOutcome.WITHDRAWN)
        << HangUp(FIRST, OFFER, HangupCause.NORMAL)
        << like(QueueVisitEnded, outcome=VisitOutcome.ABANDONED, entered_at=t(1))
        << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)
    ).never(PresenceChanged)
    ana = story.floor.center.agents[ANA]
    assert ana.idle_since == t(0)


def test_a_phone_is_not_rung_again_before_its_last_leg_is_gone() -> None:
    story = ringing_at_ana() >> hangs_up("c1", at=t(4)) >> arrives("c2", at=t(4.001))
    story.never(RingDevice)
    story >> hangs_up(OFFER, at=t(4.003)) << like(RingDevice, interaction=SECOND_CALL, device=ANAS_PHONE)


def test_a_leg_whose_end_is_never_told_does_not_hold_the_agent_for_ever() -> None:
    story = ringing_at_ana() >> hangs_up("c1", at=t(4)) >> arrives("c2", at=t(5))
    story >> TimerFired(t(6), Timer(TimerKind.LEG_GONE, OFFER)) << like(RingDevice, interaction=SECOND_CALL)


def test_an_answer_after_the_caller_left_finds_nobody_and_is_hung_up() -> None:
    (ringing_at_ana() >> hangs_up("c1", at=t(4)) >> LegAnswered(t(4), OFFER) << HangUp(FIRST, OFFER, HangupCause.NORMAL)).never(Connect)


def test_a_caller_who_leaves_in_the_instant_of_the_answer_leaves_nothing_open() -> None:
    story = ringing_at_ana() >> LegAnswered(t(4), OFFER) >> hangs_up("c1", at=t(4))
    story << HangUp(FIRST, OFFER, HangupCause.NORMAL) << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)
    assert not story.floor.center.interactions


def test_who_asks_for_a_break_while_it_rings_keeps_that_reason_when_declining() -> None:
    (
        ringing_at_ana()
        >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="lunch"), at=t(2))
        << like(PresenceChanged, reason="lunch")
    )
    story = ringing_at_ana() >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="lunch"), at=t(2))
    (story >> wants(DeclineOffer(agent=ANA, offer=OFFER), at=t(3)) << OfferEnded).never(PresenceChanged)
    assert story.floor.snapshot().agents[ANA].reason == "lunch"


def test_who_signs_out_while_it_rings_is_offline_and_the_caller_goes_on() -> None:
    (
        opened(ready=(ANA, BEN))
        >> arrives("c1", at=t(1))
        >> wants(SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(2))
        << like(OfferEnded, outcome=OfferOutcome.DECLINED, agent=ANA)
        << like(PresenceChanged, agent=ANA, presence=Presence.OFFLINE, previous=Presence.READY)
        << like(RingDevice, device=BENS_PHONE)
    )


def test_a_timer_that_was_cancelled_on_its_way_changes_nothing() -> None:
    story = ringing_at_ana() >> LegAnswered(t(20.9), OFFER)
    (story >> TimerFired(t(21), TIME_IS_UP)).silence()
    assert story.floor.snapshot().agents[ANA].state is AgentState.TALKING
