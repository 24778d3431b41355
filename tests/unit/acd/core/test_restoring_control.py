"""A new engine takes over consultations, conferences, supervision, calls out and lost phones from the facts of the old one."""

import msgspec
import pytest

from acd.core.commands import Connect, JoinBridge, LeaveBridge, Publish, RingDevice, TimerKind
from acd.core.events import DeviceReachabilityChanged, LegAnswered, LegPresent, PbxRecovered
from acd.core.floor import Floor
from contracts import intents as i
from contracts.control_facts import OwnerChanged, PartyLeft, PhoneLost
from contracts.facts import HandlingEnded, InteractionConnected, InteractionEnded
from contracts.live import LiveState
from contracts.reducer import apply
from contracts.targets import ToAgent, ToNumber
from contracts.vocabulary import AgentState, EndCause, Medium, MonitorMode, PartyEnd, Phase
from tests.support.centers import (
    ANA,
    BEN,
    BILLING,
    CLEO,
    CLEOS_BROWSER,
    EPOCH,
    FIRST,
    NODE,
    OUTAGE,
    OUTAGE_NUMBER,
    SECOND_CALL,
    arrives,
    t,
    wants,
)
from tests.support.control import CUSTOMER, NUMBER, OFFERED, SECOND_LEG, center, consulting, everybody, in_conference, talking
from tests.support.playbook import Playbook, like


def taken_over(before: LiveState, seconds: float) -> Playbook:
    copy = msgspec.json.decode(msgspec.json.encode(before), type=LiveState)
    story = Playbook(Floor(EPOCH + 1, center()))
    story.hear(story.floor.start(t(seconds), copy))
    return story


def killed(story: Playbook, seconds: float = 30) -> Playbook:
    """`kill -9`, and a new engine that has read the journal."""
    return taken_over(story.floor.snapshot(), seconds)


def found(*legs: str, bridged: tuple[str, ...] = ()) -> PbxRecovered:
    return PbxRecovered(t(31), NODE, [LegPresent(leg, True, bridged=leg in bridged) for leg in legs])


def test_a_consultation_goes_on_and_nobody_is_moved_who_is_in_place() -> None:
    story = killed(consulting(ToAgent(agent=BEN)))
    (story >> found(CUSTOMER, OFFERED, SECOND_LEG, bridged=(OFFERED, SECOND_LEG))).never(JoinBridge, LeaveBridge, Connect, PartyLeft)
    assert story.floor.snapshot().agents[BEN].state is AgentState.CONSULTING
    story >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(40))
    story << JoinBridge(FIRST, CUSTOMER) << like(OwnerChanged, agent=BEN)


def test_whoever_stands_in_the_wrong_place_is_moved() -> None:
    story = killed(consulting(ToAgent(agent=BEN))) >> found(CUSTOMER, OFFERED, SECOND_LEG, bridged=(CUSTOMER, OFFERED))
    story << LeaveBridge(FIRST, CUSTOMER, "default") << JoinBridge(FIRST, SECOND_LEG)


def test_a_party_who_left_meanwhile_gives_the_customer_back() -> None:
    story = killed(consulting(ToAgent(agent=BEN))) >> found(CUSTOMER, OFFERED, bridged=(OFFERED,))
    story << like(PartyLeft, agent=BEN, why=PartyEnd.HUNG_UP)
    story.never(InteractionEnded)


def test_the_owner_left_meanwhile_and_the_member_has_it() -> None:
    story = killed(in_conference(ToAgent(agent=BEN))) >> found(CUSTOMER, SECOND_LEG, bridged=(CUSTOMER, SECOND_LEG))
    story << like(OwnerChanged, previous=ANA, agent=BEN)


def test_customer_and_outside_number_talk_on() -> None:
    story = consulting(ToNumber(number=NUMBER)) >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(20))
    story = killed(story) >> found(CUSTOMER, SECOND_LEG, bridged=(CUSTOMER, SECOND_LEG))
    story.never(InteractionEnded, JoinBridge)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.TRANSFERRED


def test_a_customer_who_answered_meanwhile_is_connected() -> None:
    dialling = everybody() >> wants(i.Dial(agent=ANA, number=NUMBER, queue=BILLING), at=t(1))
    story = killed(dialling) >> found(OFFERED)
    assert story.floor.snapshot().interactions[FIRST].customer_leg == SECOND_LEG
    killed(story) >> found(OFFERED, SECOND_LEG) << Connect(FIRST, SECOND_LEG, OFFERED) << like(InteractionConnected, agent=ANA)


def test_a_lost_phone_is_still_awaited() -> None:
    lost = everybody() >> arrives(CUSTOMER, OUTAGE_NUMBER, at=t(1))
    lost >> LegAnswered(t(5), OFFERED) >> DeviceReachabilityChanged(t(20), CLEOS_BROWSER, False) << PhoneLost
    story = killed(lost) >> found(CUSTOMER)
    assert story.floor.snapshot().agents[CLEO].state is AgentState.RECONNECTING
    story >> DeviceReachabilityChanged(t(33), CLEOS_BROWSER, True) << like(RingDevice, leg=SECOND_LEG, auto_answer=True)


def test_a_lost_phone_takes_nothing_away_that_needs_no_phone() -> None:
    story = everybody() >> wants(i.OpenInteraction(medium=Medium.EMAIL, queue=OUTAGE, reference="M"), at=t(1))
    story >> wants(i.AcceptOffer(agent=CLEO, offer=OFFERED), at=t(2)) >> arrives(CUSTOMER, OUTAGE_NUMBER, at=t(3))
    story >> LegAnswered(t(5), f"{SECOND_CALL}.1") >> DeviceReachabilityChanged(t(20), CLEOS_BROWSER, False) << PhoneLost
    assert story.floor.snapshot().agents[CLEO].others == [FIRST]
    # Restored behind the call, as if it had come later and had been picked.
    story.floor.snapshot().interactions[FIRST].queued_at = t(4)
    story = killed(story)
    awaited = [timer.subject for timer in story.floor.center.timers if timer.kind is TimerKind.RESCUE]
    assert awaited == [SECOND_CALL]


@pytest.mark.parametrize("told", range(8))
def test_a_hand_over_that_was_cut_anywhere_leaves_one_owner_and_books_the_other_once(told: int) -> None:
    story = in_conference(ToAgent(agent=BEN))
    before = msgspec.json.decode(msgspec.json.encode(story.floor.snapshot()), type=LiveState)
    commands = story.floor.handle(wants(i.HandOver(agent=ANA, interaction=FIRST, party=SECOND_LEG), at=t(20)))
    said = [command.envelope for command in commands if isinstance(command, Publish)]
    for envelope in said[:told]:
        apply(before, envelope)
    story = taken_over(before, 30)
    story.never(InteractionEnded)
    story >> found(CUSTOMER, OFFERED, SECOND_LEG, bridged=(CUSTOMER, OFFERED, SECOND_LEG))
    owner = ANA if told == 0 else BEN
    view = story.floor.snapshot()
    assert view.interactions[FIRST].agent == owner
    assert view.agents[owner].state is AgentState.TALKING
    assert view.agents[ANA].state in (AgentState.TALKING, AgentState.WRAPPING_UP, AgentState.READY)


def test_a_supervisor_listens_on() -> None:
    story = talking() >> wants(i.Monitor(agent=CLEO, interaction=FIRST, mode=MonitorMode.LISTEN), at=t(10))
    everywhere = (CUSTOMER, OFFERED, SECOND_LEG)
    story = killed(story >> LegAnswered(t(11), SECOND_LEG)) >> found(*everywhere, bridged=everywhere)
    assert story.floor.snapshot().agents[CLEO].state is AgentState.MONITORING


def test_a_call_out_whose_phone_is_gone_ends() -> None:
    dialling = everybody() >> wants(i.Dial(agent=ANA, number=NUMBER, queue=BILLING), at=t(1))
    killed(dialling) >> found() << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)


def test_handling_is_booked_once_over_a_restart() -> None:
    story = killed(consulting(ToAgent(agent=BEN))) >> found(CUSTOMER, OFFERED, SECOND_LEG, bridged=(OFFERED, SECOND_LEG))
    story >> wants(i.CompleteTransfer(agent=ANA, interaction=FIRST), at=t(65))
    story >> wants(i.FinishWrapUp(agent=ANA, interaction=FIRST), at=t(70)) << like(HandlingEnded, agent=ANA, talking=60_000_000)
