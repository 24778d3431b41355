"""Supervisors in other people's talks, and digits, as stories of one call."""

import pytest

from acd.core.commands import HangUp, RingDevice, SendDigits, Spy, StopSpying
from acd.core.events import LegAnswered
from contracts import intents as i
from contracts.control_facts import DigitsSent, MonitorModeChanged, OwnerChanged, PartyInvited, PartyJoined, PartyLeft
from contracts.facts import InteractionEnded, SegmentEnded, WrapUpStarted
from contracts.targets import ToAgent
from contracts.vocabulary import AgentState, MonitorMode, PartyEnd, PartyRole, SegmentKind, TransferKind
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, BEN, CLEO, FIRST, hangs_up, t, wants
from tests.support.control import CUSTOMER, OFFERED, SECOND_LEG, consulting, refused, talking
from tests.support.playbook import Playbook, like


def monitored(mode: MonitorMode = MonitorMode.LISTEN) -> Playbook:
    """Cleo is in Ana's talk."""
    return talking() >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=mode), at=t(10)) >> LegAnswered(t(11), SECOND_LEG)


def test_the_supervisors_phone_answers_by_itself_and_listens_to_the_owner() -> None:
    story = talking() >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=MonitorMode.LISTEN), at=t(10))
    story << like(RingDevice, agent=CLEO, auto_answer=True) << like(PartyInvited, role=PartyRole.MONITOR, agent=CLEO)
    story >> LegAnswered(t(11), SECOND_LEG) << Spy(FIRST, SECOND_LEG, OFFERED, MonitorMode.LISTEN) << PartyJoined
    assert story.floor.snapshot().agents[CLEO].state is AgentState.MONITORING


@pytest.mark.parametrize("mode", [MonitorMode.WHISPER, MonitorMode.BARGE])
def test_the_mode_changes_in_the_middle(mode: MonitorMode) -> None:
    story = monitored() >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=mode), at=t(20))
    story << Spy(FIRST, SECOND_LEG, OFFERED, mode) << like(MonitorModeChanged, mode=mode)


def test_who_stops_is_free_again_and_the_talk_goes_on() -> None:
    story = monitored() >> wants(i.StopMonitoring(agent=CLEO, interaction=FIRST), at=t(20))
    (
        story
        << StopSpying(FIRST, SECOND_LEG, OFFERED)
        << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL)
        << like(PartyLeft, why=PartyEnd.REMOVED)
        << like(SegmentEnded, agent=CLEO, segment=SegmentKind.MONITORING, started_at=t(10))
    )
    story.never(InteractionEnded)


def test_the_supervisor_takes_over_and_the_former_owner_wraps_up() -> None:
    story = monitored() >> wants(i.TakeOver(agent=CLEO, interaction=FIRST), at=t(20))
    (
        story
        << Spy(FIRST, SECOND_LEG, OFFERED, MonitorMode.BARGE)
        << StopSpying(FIRST, SECOND_LEG, OFFERED)
        << like(OwnerChanged, previous=ANA, agent=CLEO, transfer=TransferKind.TAKE_OVER)
        << HangUp(FIRST, OFFERED, HangupCause.NORMAL)
        << like(WrapUpStarted, agent=ANA)
    )
    assert story.floor.snapshot().agents[CLEO].state is AgentState.TALKING


def test_the_supervisor_follows_the_talk_to_its_new_owner() -> None:
    story = consulting(ToAgent(agent=BEN)) >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=MonitorMode.LISTEN), at=t(15))
    third = f"{FIRST}.3"
    story >> LegAnswered(t(16), third) >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(20))
    story << OwnerChanged << StopSpying(FIRST, third, OFFERED) << Spy(FIRST, third, SECOND_LEG, MonitorMode.LISTEN)


def test_the_talk_ends_and_so_does_the_listening() -> None:
    story = monitored() >> hangs_up(CUSTOMER, at=t(20))
    story << HangUp(FIRST, SECOND_LEG, HangupCause.NORMAL) << like(PartyLeft, why=PartyEnd.INTERACTION_ENDED) << InteractionEnded


def test_what_does_not_fit_is_refused() -> None:
    other = i.Monitor(agent=BEN, interaction=FIRST, mode=MonitorMode.LISTEN)
    assert refused(monitored() >> wants(other, at=t(20))) == "monitored"
    assert refused(monitored() >> wants(i.TakeOver(agent=BEN, interaction=FIRST), at=t(20))) == "not_monitoring"
    assert refused(talking() >> wants(i.StopMonitoring(agent=CLEO, interaction=FIRST), at=t(20))) == "not_monitoring"
    own = i.Monitor(agent=ANA, interaction=FIRST, mode=MonitorMode.LISTEN)
    assert refused(talking() >> wants(own, at=t(20))) == "agent_busy"
    nowhere = i.Monitor(agent=CLEO, interaction="zzz-9", mode=MonitorMode.LISTEN)
    assert refused(talking() >> wants(nowhere, at=t(20))) == "unknown_interaction"
    ringing = talking() >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=MonitorMode.LISTEN), at=t(10))
    assert refused(ringing >> wants(i.TakeOver(agent=CLEO, interaction=FIRST), at=t(11))) == "party_rings"


def test_digits_go_to_the_customers_side_and_only_their_number_is_told() -> None:
    story = talking() >> wants(i.SendDigits(agent=ANA, interaction=FIRST, digits="12#"), at=t(10))
    story << SendDigits(FIRST, CUSTOMER, "12#") << DigitsSent(interaction=FIRST, agent=ANA, count=3)


@pytest.mark.parametrize("digits", ["", "1" * 33, "12a", "1 2"])
def test_what_is_no_digit_is_refused(digits: str) -> None:
    assert refused(talking() >> wants(i.SendDigits(agent=ANA, interaction=FIRST, digits=digits), at=t(10))) == "bad_digits"
