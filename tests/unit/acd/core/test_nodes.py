"""Nodes of the PBX that go away and come back, and orders that fail."""

from acd.core.commands import (
    Answer,
    CancelTimer,
    CommandFailure,
    Connect,
    HangUp,
    PlayPrompts,
    Reject,
    RingDevice,
    StartMusic,
    Timer,
    TimerKind,
)
from acd.core.events import CommandFailed, LegAnswered, LegPresent, LegRang, PbxGone, PbxLost, PbxRecovered, TimerFired
from contracts import facts
from contracts.facts import InteractionConnected, InteractionEnded, OfferEnded, OfferMade, PresenceChanged, RecordingEnded, WrapUpStarted
from contracts.intents import FinishWrapUp, HangUpInteraction, Hold, OpenInteraction, SetPresence
from contracts.vocabulary import AgentState, EndCause, Medium, OfferOutcome, Phase, Presence
from telephony.core.causes import HangupCause
from tests.support.centers import ANA, BEN, BILLING, FIRST, MENU_NUMBER, NODE, SECOND_CALL, arrives, hangs_up, opened, t, wants
from tests.support.playbook import Playbook, like

OFFER = f"{FIRST}.1"
NODE_TIMER = Timer(TimerKind.PBX, NODE)


def talking() -> Playbook:
    return opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(2), OFFER)


def back(seconds: float, *legs: tuple[str, bool]) -> PbxRecovered:
    return PbxRecovered(t(seconds), NODE, [LegPresent(leg, answered) for leg, answered in legs])


def test_a_connection_that_flaps_ends_nothing() -> None:
    story = talking() >> arrives("c2", at=t(3)) >> PbxLost(t(4), NODE)
    story << facts.PbxLost(node=NODE)
    story.never(InteractionEnded)
    story >> back(6, ("c1", True), (OFFER, True), ("c2", True)) << facts.PbxFound(node=NODE)
    story.never(InteractionEnded, HangUp, Connect)
    assert [one.phase for one in story.floor.center.interactions.values()] == [Phase.CONNECTED, Phase.WAITING]


def test_nothing_is_offered_while_the_node_is_away_and_at_once_afterwards() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> PbxLost(t(2), NODE) >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(3))
    story.never(RingDevice)
    story >> back(4, ("c1", True)) << like(RingDevice, interaction=FIRST)


def test_an_asterisk_that_died_ends_its_interactions_and_frees_the_agents() -> None:
    story = talking() >> PbxLost(t(4), NODE) >> back(9)
    story << like(WrapUpStarted, agent=ANA) << like(InteractionEnded, cause=EndCause.PBX_LOST)
    story.never(HangUp)
    assert story.floor.center.agents[ANA].leg is None


def test_a_node_that_stays_away_is_given_up() -> None:
    story = talking() >> PbxLost(t(4), NODE) >> TimerFired(t(34), NODE_TIMER)
    story << like(InteractionEnded, cause=EndCause.PBX_LOST) << like(RecordingEnded, failure="pbx_lost")
    assert not story.floor.center.interactions and not story.floor.center.phones


def test_who_hung_up_meanwhile_is_gone_at_the_return() -> None:
    story = talking() >> PbxLost(t(4), NODE) >> back(6, ("c1", True))
    story << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP) << HangUp(FIRST, "c1", HangupCause.NORMAL)
    story = talking() >> PbxLost(t(4), NODE) >> back(6, (OFFER, True))
    story << HangUp(FIRST, OFFER, HangupCause.NORMAL) << like(InteractionEnded, cause=EndCause.PBX_LOST)


def test_an_answer_given_meanwhile_is_seen_at_the_return() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> PbxLost(t(2), NODE) >> back(3, ("c1", True), (OFFER, True))
    story << Connect(FIRST, "c1", OFFER) << InteractionConnected


def test_a_ring_that_was_lost_with_the_node_is_nobodys_fault() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> PbxLost(t(2), NODE) >> back(3, ("c1", True))
    story << like(OfferEnded, outcome=OfferOutcome.FAILED)
    story.never(PresenceChanged)
    story << like(RingDevice, offer=f"{FIRST}.2")


def test_a_legs_owner_is_asked_for_and_strangers_are_hung_up() -> None:
    story = opened() >> PbxLost(t(1), NODE) >> back(2, ("zzz-7.3", False))
    story << HangUp("zzz-7", "zzz-7.3", HangupCause.NORMAL)


def test_a_caller_nobody_heard_of_has_arrived() -> None:
    story = opened() >> PbxLost(t(1), NODE) >> PbxRecovered(t(9), NODE, [LegPresent("c9", False, arrives("c9", at=t(5)))])
    story << like(facts.InteractionArrived, leg="c9") << facts.InteractionQueued


def test_a_caller_who_could_not_be_hung_up_does_not_arrive_again() -> None:
    story = talking() >> hangs_up(OFFER, at=t(3))
    let_go = HangUp(FIRST, "c1", HangupCause.NORMAL)
    story << let_go
    story >> PbxLost(t(3), NODE) >> CommandFailed(t(3.1), let_go, CommandFailure.LOST)
    story >> PbxRecovered(t(4), NODE, [LegPresent("c1", True, arrives("c1", at=t(1)))])
    story << HangUp
    story.never(facts.InteractionArrived)


def test_an_agents_leg_that_outlived_the_loss_is_hung_up_again() -> None:
    story = (
        talking() >> hangs_up("c1", at=t(3)) >> PbxLost(t(3.1), NODE) >> back(4, (OFFER, True)) << HangUp(FIRST, OFFER, HangupCause.NORMAL)
    )
    story >> PbxLost(t(5), NODE) >> back(6)
    assert story.floor.center.agents[ANA].leg is None


def test_an_agents_leg_that_outlived_the_loss_is_hung_up_though_a_chat_is_offered_meanwhile() -> None:
    story = talking() >> PbxLost(t(3), NODE) >> wants(HangUpInteraction(agent=ANA, interaction=FIRST), at=t(4))
    let_go = next(order for order in story.heard if isinstance(order, HangUp) and order.leg == OFFER)
    story >> CommandFailed(t(4.1), let_go, CommandFailure.LOST) >> wants(FinishWrapUp(agent=ANA, interaction=FIRST), at=t(4.2))
    (
        story
        >> wants(OpenInteraction(medium=Medium.CHAT, queue=BILLING, reference="T-1", sender="ida"), at=t(4.3))
        << like(OfferMade, agent=ANA)
    )
    story >> back(5, (OFFER, True)) << HangUp(FIRST, OFFER, HangupCause.NORMAL)
    assert story.floor.snapshot().agents[ANA].state is AgentState.RINGING


def test_what_was_ordered_in_vain_is_ordered_anew() -> None:
    story = talking()
    connect = next(order for order in story.heard if isinstance(order, Connect))
    story >> PbxLost(t(2.1), NODE) >> CommandFailed(t(2.2), connect, CommandFailure.LOST) >> back(3, ("c1", True), (OFFER, True))
    story << Connect(FIRST, "c1", OFFER)
    story = opened() >> arrives("c1", at=t(1))
    story >> PbxLost(t(2), NODE) >> CommandFailed(t(2), StartMusic(FIRST, "c1", "default"), CommandFailure.LOST) >> back(3, ("c1", True))
    story << Answer(FIRST, "c1") << StartMusic(FIRST, "c1", "default")


def test_a_menu_is_said_again_when_its_end_may_have_been_missed() -> None:
    story = opened() >> arrives("c1", MENU_NUMBER, at=t(1)) >> PbxLost(t(2), NODE) >> back(4, ("c1", True))
    story << like(PlayPrompts, media=("sound:hello",))


def test_an_order_that_found_no_connection_holds_offers_back_until_the_loss_is_told() -> None:
    story = opened(ready=(ANA, BEN)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    story >> CommandFailed(t(1.1), ring, CommandFailure.LOST) << like(OfferEnded, outcome=OfferOutcome.FAILED)
    story.never(PresenceChanged, RingDevice, facts.PbxLost)
    story >> PbxLost(t(1.2), NODE) << facts.PbxLost(node=NODE)


def test_a_suspicion_that_nobody_confirms_passes() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    story >> CommandFailed(t(1.1), ring, CommandFailure.LOST) >> TimerFired(t(3.1), NODE_TIMER)
    story << like(RingDevice, interaction=FIRST)


def test_a_hang_up_without_an_answer_is_ordered_again_and_a_refused_one_is_done() -> None:
    story = talking() >> hangs_up("c1", at=t(3))
    let_go = HangUp(FIRST, OFFER, HangupCause.NORMAL)
    story >> CommandFailed(t(5), let_go, CommandFailure.TIMED_OUT) << let_go
    story >> CommandFailed(t(5.1), let_go, CommandFailure.REFUSED, "404")
    assert story.floor.center.agents[ANA].leg is None
    (story >> CommandFailed(t(6), Reject(SECOND_CALL, "c2", HangupCause.BUSY), CommandFailure.REFUSED)).silence()


def test_hold_is_refused_while_the_node_is_away() -> None:
    story = talking() >> PbxLost(t(4), NODE) >> wants(Hold(agent=ANA, interaction=FIRST), at=t(5))
    assert "pbx_away" in repr(story.heard)
    assert story.floor.snapshot().agents[ANA].state is AgentState.TALKING


def test_losing_a_lost_node_is_no_news() -> None:
    (opened() >> PbxLost(t(1), NODE) >> PbxLost(t(2), NODE)).silence()


def test_a_late_word_that_the_ring_was_lost_takes_no_phone_from_a_talk() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    story >> PbxLost(t(2), NODE)
    story >> PbxRecovered(t(3), NODE, [LegPresent("c1", answered=True), LegPresent(ring.leg, answered=True)]) << InteractionConnected
    story >> CommandFailed(t(3.1), ring, CommandFailure.LOST)
    assert story.floor.center.phones[ring.leg] is story.floor.center.agents[ANA]


def test_a_hang_up_that_was_lost_just_before_the_node_was_read_is_ordered_again() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    leg = next(order.leg for order in story.heard if isinstance(order, RingDevice))
    story >> TimerFired(t(21), Timer(TimerKind.OFFER, leg))
    hang_up = next(order for order in story.heard if isinstance(order, HangUp))
    story >> PbxLost(t(21.1), NODE)
    story >> PbxRecovered(t(21.2), NODE, [LegPresent("c1", answered=True)]) >> CommandFailed(t(21.3), hang_up, CommandFailure.LOST)
    story >> TimerFired(t(23.3), Timer(TimerKind.PBX, NODE)) << HangUp(FIRST, leg, HangupCause.NORMAL)


def test_a_leg_that_rings_though_its_order_was_given_up_is_hung_up() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    (story >> LegRang(t(1.1), ring.leg)).silence()
    story >> PbxLost(t(1.2), NODE) >> CommandFailed(t(1.2), ring, CommandFailure.LOST) >> back(2, ("c1", True))
    again = next(order for order in story.heard if isinstance(order, RingDevice))
    story >> LegRang(t(2.1), ring.leg) << HangUp(FIRST, ring.leg, HangupCause.NORMAL)
    story.never(OfferEnded)
    (story >> LegRang(t(2.2), again.leg)).silence()


def test_a_ring_that_may_have_been_ordered_is_hung_up_when_a_suspicion_has_passed() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    ring = next(order for order in story.heard if isinstance(order, RingDevice))
    story >> CommandFailed(t(1.1), ring, CommandFailure.LOST) >> TimerFired(t(3.1), NODE_TIMER)
    story << HangUp(FIRST, ring.leg, HangupCause.NORMAL)


def test_a_node_that_is_gone_for_certain_is_not_waited_for() -> None:
    story = talking() >> PbxLost(t(4), NODE) >> PbxGone(t(6), NODE)
    story << CancelTimer(NODE_TIMER) << like(InteractionEnded, cause=EndCause.PBX_LOST)
    assert not story.floor.center.interactions and not story.floor.center.phones


def test_a_node_that_can_be_asked_is_not_gone() -> None:
    story = talking() >> PbxGone(t(6), NODE)
    story.never(InteractionEnded)


def test_a_node_of_phones_is_told_of_and_changes_nothing() -> None:
    story = talking() >> PbxLost(t(4), "agents", devices_only=True)
    story << facts.PbxLost(node="agents", devices_only=True)
    story >> PbxLost(t(5), "agents", devices_only=True)
    story.never(InteractionEnded, facts.PbxLost)
    assert story.floor.center.nodes == {NODE: True}
    story >> PbxRecovered(t(6), "agents", [], devices_only=True) << facts.PbxFound(node="agents", devices_only=True)
    story.never(HangUp)
    assert (story.floor.center.live.pbx, story.floor.center.live.device_nodes) == ({NODE: True}, {"agents": True})
