"""A phone that breaks in the middle of a talk, as stories of one call."""

import pytest

from acd.core.commands import Connect, HangUp, LeaveBridge, RingDevice, Timer, TimerKind
from acd.core.events import DeviceReachabilityChanged, LegAnswered, TimerFired
from contracts import intents as i
from contracts.control_facts import PhoneLost, PhoneRejoined
from contracts.facts import HandlingEnded, InteractionEnded, InteractionQueued, PresenceChanged, SegmentEnded, WrapUpStarted
from contracts.vocabulary import AgentState, EndCause, PresenceReason, RescueEnd, SegmentKind
from telephony.core.causes import HangupCause
from tests.support.centers import CLEO, CLEOS_BROWSER, FIRST, OUTAGE, OUTAGE_NUMBER, arrives, hangs_up, t, wants
from tests.support.control import CUSTOMER, OFFERED, SECOND_LEG, THIRD_LEG, everybody
from tests.support.playbook import Playbook, like

WAITED_FOR = Timer(TimerKind.RESCUE, FIRST)
RUNG_AGAIN = Timer(TimerKind.RESCUE_RING, FIRST)


def at_the_browser(**changes: object) -> Playbook:
    """Cleo talks at her browser since second 5."""
    return everybody(**changes) >> arrives(CUSTOMER, OUTAGE_NUMBER, at=t(1)) >> LegAnswered(t(5), OFFERED)


def lost(**changes: object) -> Playbook:
    """The page is gone at second 20."""
    return at_the_browser(**changes) >> DeviceReachabilityChanged(t(20), CLEOS_BROWSER, False)


def test_a_page_that_is_gone_gives_the_customer_music() -> None:
    story = lost()
    (
        story
        << LeaveBridge(FIRST, CUSTOMER, "default")
        << like(SegmentEnded, agent=CLEO, segment=SegmentKind.TALKING)
        << like(PhoneLost, agent=CLEO, device=CLEOS_BROWSER, until=t(40))
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
    ).never(InteractionEnded, RingDevice)
    assert story.floor.snapshot().agents[CLEO].state is AgentState.RECONNECTING


def test_the_page_is_back_and_the_voice_without_a_click() -> None:
    story = lost() >> DeviceReachabilityChanged(t(22), CLEOS_BROWSER, True)
    story << like(RingDevice, leg=SECOND_LEG, device=CLEOS_BROWSER, auto_answer=True)
    (
        story
        >> LegAnswered(t(23), SECOND_LEG)
        << Connect(FIRST, CUSTOMER, SECOND_LEG)
        << like(SegmentEnded, agent=CLEO, segment=SegmentKind.ON_HOLD, started_at=t(20))
        << like(PhoneRejoined, why=RescueEnd.REJOINED, party=SECOND_LEG, lost_at=t(20))
        >> hangs_up(SECOND_LEG, at=t(33))
        << like(HandlingEnded, talking=25_000_000, on_hold=3_000_000)
        << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)
    )


@pytest.mark.parametrize("cause", [44, HangupCause.NETWORK_OUT_OF_ORDER])
def test_a_leg_that_breaks_is_rung_again_at_once_while_its_phone_is_there(cause: int) -> None:
    story = at_the_browser() >> hangs_up(OFFERED, at=t(20), cause=cause)
    (story << PhoneLost << like(RingDevice, leg=SECOND_LEG, auto_answer=True)).never(InteractionEnded)


def test_a_phone_that_does_not_answer_is_rung_again_when_it_registers_anew() -> None:
    story = lost() >> DeviceReachabilityChanged(t(22), CLEOS_BROWSER, True) >> hangs_up(SECOND_LEG, at=t(23), cause=20)
    story >> DeviceReachabilityChanged(t(24), CLEOS_BROWSER, False) >> DeviceReachabilityChanged(t(25), CLEOS_BROWSER, True)
    story << like(RingDevice, leg=THIRD_LEG)


def test_a_phone_that_is_there_and_could_not_be_rung_is_rung_again() -> None:
    """Its node has just started: it is seen there before it knows the phone. A phone at a fixed address never registers again."""
    story = lost() >> DeviceReachabilityChanged(t(22), CLEOS_BROWSER, True) >> hangs_up(SECOND_LEG, at=t(23), cause=20)
    story >> TimerFired(t(24), RUNG_AGAIN) << like(RingDevice, leg=THIRD_LEG, auto_answer=True)
    story >> LegAnswered(t(25), THIRD_LEG) << Connect(FIRST, CUSTOMER, THIRD_LEG) << like(PhoneRejoined, why=RescueEnd.REJOINED)


def test_a_ring_that_went_astray_is_ordered_anew() -> None:
    story = lost() >> DeviceReachabilityChanged(t(22), CLEOS_BROWSER, True) << like(RingDevice, leg=SECOND_LEG)
    story >> TimerFired(t(27), RUNG_AGAIN) << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL) << like(RingDevice, leg=THIRD_LEG)
    (story >> hangs_up(SECOND_LEG, at=t(27.1))).never(InteractionEnded)
    story >> LegAnswered(t(28), THIRD_LEG) << Connect(FIRST, CUSTOMER, THIRD_LEG)


def test_a_phone_that_is_away_is_not_rung_by_the_clock() -> None:
    story = lost() >> DeviceReachabilityChanged(t(22), CLEOS_BROWSER, True) >> DeviceReachabilityChanged(t(23), CLEOS_BROWSER, False)
    (story >> TimerFired(t(24), RUNG_AGAIN)).never(like(RingDevice, leg=THIRD_LEG))


def test_a_phone_that_rings_where_it_was_is_rung_where_it_is() -> None:
    """The network went without a word: the leg ended for want of audio, and the phone still seems to be there."""
    story = at_the_browser() >> hangs_up(OFFERED, at=t(20), cause=44)
    story << like(RingDevice, leg=SECOND_LEG)
    story >> DeviceReachabilityChanged(t(26), CLEOS_BROWSER, False) << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)
    story >> DeviceReachabilityChanged(t(26), CLEOS_BROWSER, True) << like(RingDevice, leg=THIRD_LEG, auto_answer=True)
    (story >> hangs_up(SECOND_LEG, at=t(27))).never(InteractionEnded)
    story >> LegAnswered(t(28), THIRD_LEG) << Connect(FIRST, CUSTOMER, THIRD_LEG)


def test_a_hang_up_is_a_hang_up() -> None:
    (at_the_browser() >> hangs_up(OFFERED, at=t(20)) << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)).never(PhoneLost)


def test_who_stays_away_loses_the_customer_to_the_head_of_the_queue() -> None:
    story = lost() >> TimerFired(t(40), WAITED_FOR)
    (
        story
        << like(PhoneRejoined, why=RescueEnd.REQUEUED)
        << like(PresenceChanged, agent=CLEO, reason=PresenceReason.UNREACHABLE)
        << like(HandlingEnded, agent=CLEO)
        << like(InteractionQueued, queue=OUTAGE, entered_at=t(1))
    ).never(InteractionEnded)


def test_the_customer_may_leave_meanwhile() -> None:
    story = lost() >> hangs_up(CUSTOMER, at=t(25))
    (story << like(PhoneRejoined, why=RescueEnd.CUSTOMER_LEFT) << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP)).never(
        WrapUpStarted
    )
    (story >> DeviceReachabilityChanged(t(26), CLEOS_BROWSER, True)).never(RingDevice)


def test_the_agent_may_end_it_at_the_desk() -> None:
    story = lost() >> wants(i.HangUpInteraction(agent=CLEO, interaction=FIRST), at=t(25))
    story << like(PhoneRejoined, why=RescueEnd.DONE) << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)


def test_a_queue_may_do_without() -> None:
    lost(rescue_seconds=0).never(PhoneLost)
