"""A new engine takes over from the facts of the old one."""

import msgspec

from acd.core.commands import Answer, Connect, HangUp, Hold, PlayPrompts, Publish, RingDevice, SetTimer, StartMusic, Timer, TimerKind
from acd.core.events import (
    DigitReceived,
    Event,
    LegAnswered,
    LegPresent,
    PbxLost,
    PbxRecovered,
    PromptsEnded,
    RecordingBegun,
    RecordingFinished,
    TimerFired,
)
from acd.core.floor import Floor
from contracts import facts, intents
from contracts.configuration import CenterConfiguration
from contracts.facts import HandlingEnded, InteractionConnected, InteractionEnded, OfferEnded, QueueVisitEnded, RecordingEnded
from contracts.live import LiveState
from contracts.reducer import apply
from contracts.targets import ToQueue
from contracts.vocabulary import AgentState, EndCause, Phase, Presence, PresenceReason, Strategy, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BEN,
    BILLING,
    EPOCH,
    FIRST,
    MENU_NUMBER,
    NODE,
    SECOND_CALL,
    arrives,
    configuration,
    hangs_up,
    opened,
    t,
    wants,
    with_queue,
)
from tests.support.playbook import Playbook, like

OFFER = f"{FIRST}.1"


def killed(story: Playbook, seconds: float, center: CenterConfiguration | None = None) -> Playbook:
    """`kill -9`, and a new engine that has read the journal."""
    before = msgspec.json.decode(msgspec.json.encode(story.floor.snapshot()), type=LiveState)
    return restarted(before, seconds, center)


def restarted(before: LiveState, seconds: float, center: CenterConfiguration | None = None) -> Playbook:
    floor = Floor(EPOCH + 1, center or configuration())
    playbook = Playbook(floor)
    playbook.hear(floor.start(t(seconds), before))
    return playbook


def found(seconds: float, *legs: tuple[str, bool]) -> PbxRecovered:
    return PbxRecovered(t(seconds), NODE, [LegPresent(leg, answered) for leg, answered in legs])


def test_a_new_epoch_says_so_first_and_counts_from_one() -> None:
    floor = Floor(EPOCH + 1, configuration())
    commands = floor.start(t(9), opened().floor.snapshot())
    envelopes = [command.envelope for command in commands if isinstance(command, Publish)]
    assert envelopes[0].fact == facts.EngineStarted(previous_epoch=EPOCH)
    assert [(one.epoch, one.seq) for one in envelopes] == [(EPOCH + 1, n + 1) for n in range(len(envelopes))]


def test_waiting_callers_keep_their_place_and_get_their_music_back() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> arrives("c2", at=t(1))
    after = killed(story, 5)
    after.never(InteractionEnded)
    (
        after
        >> found(5.5, ("c1", False), ("c2", True))
        << facts.PbxFound(node=NODE)
        << Answer(FIRST, "c1")
        << StartMusic(FIRST, "c1", "default")
    )
    after >> wants(intents.SetPresence(agent=ANA, presence=Presence.READY), at=t(6)) << like(RingDevice, interaction=FIRST, offer=OFFER)


def test_a_talk_goes_on_and_its_times_are_whole() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)
    story >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(10)) >> wants(intents.Resume(agent=ANA, interaction=FIRST), at=t(14))
    after = killed(story, 20) >> found(20.5, ("c1", True), (OFFER, True))
    after << Connect(FIRST, "c1", OFFER)
    after.never(InteractionEnded)
    after >> hangs_up("c1", at=t(30)) >> TimerFired(t(60), Timer(TimerKind.WRAP_UP, str(ANA)))
    after << like(HandlingEnded, talking=21_000_000, on_hold=4_000_000, wrapping_up=30_000_000)


def test_who_hears_each_other_is_left_alone() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER) >> arrives("c2", at=t(6))
    legs = [LegPresent("c1", True, bridged=True), LegPresent(OFFER, True, bridged=True), LegPresent("c2", True)]
    (killed(story, 20) >> PbxRecovered(t(20.5), NODE, legs)).never(Connect, StartMusic, HangUp, InteractionEnded)


def test_a_held_caller_is_still_on_hold() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)
    story >> wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(10))
    after = killed(story, 20) >> found(20.5, ("c1", True), (OFFER, True)) << Hold(FIRST, "c1", OFFER, "default")
    after >> hangs_up(OFFER, at=t(30)) << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP)
    after >> TimerFired(t(60), Timer(TimerKind.WRAP_UP, str(ANA))) << like(HandlingEnded, talking=5_000_000, on_hold=20_000_000)


def test_who_is_gone_has_ended_with_the_engine() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    after = killed(story, 5) >> found(6)
    after << like(OfferEnded, agent=ANA) << like(QueueVisitEnded, outcome=VisitOutcome.ABANDONED)
    after << like(InteractionEnded, interaction=FIRST, cause=EndCause.ENGINE_LOST)
    after << like(InteractionEnded, interaction=SECOND_CALL, cause=EndCause.ENGINE_LOST)
    assert not after.floor.center.interactions


def test_a_ringing_phone_may_be_picked_up_after_the_restart() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    after = killed(story, 5)
    after << SetTimer(Timer(TimerKind.OFFER, OFFER), t(21))
    after >> found(6, ("c1", True), (OFFER, False)) >> LegAnswered(t(7), OFFER) << Connect(FIRST, "c1", OFFER) << InteractionConnected


def test_a_phone_picked_up_while_no_engine_was_there_is_connected() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    killed(story, 5) >> found(6, ("c1", True), (OFFER, True)) << Connect(FIRST, "c1", OFFER) << InteractionConnected


def test_wrap_up_ends_when_it_would_have() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER) >> hangs_up("c1", at=t(10))
    after = killed(story, 20)
    after << SetTimer(Timer(TimerKind.WRAP_UP, str(ANA)), t(40))
    after >> TimerFired(t(40), Timer(TimerKind.WRAP_UP, str(ANA))) << like(HandlingEnded, wrapping_up=30_000_000, talking=5_000_000)


def test_what_was_due_meanwhile_is_due_now() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER) >> hangs_up("c1", at=t(10))
    killed(story, 100) << SetTimer(Timer(TimerKind.WRAP_UP, str(ANA)), t(100))


def test_a_caller_in_a_menu_hears_it_again() -> None:
    story = opened() >> arrives("c1", MENU_NUMBER, at=t(1)) >> PromptsEnded(t(3), "c1", f"{FIRST}.p1")
    after = killed(story, 5) >> found(6, ("c1", True)) << like(PlayPrompts, media=("sound:press-1-or-2",))
    after >> DigitReceived(t(7), "c1", "1") << facts.InteractionQueued


def test_agents_keep_their_presence_and_who_wanted_to_leave_leaves() -> None:
    story = opened(ready=(ANA, BEN)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)
    story >> wants(intents.SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(6))
    after = killed(story, 8)
    agents = after.floor.snapshot().agents
    assert (agents[BEN].state, agents[BEN].presence_since) == (AgentState.READY, t(0.001))
    assert agents[ANA].reason == PresenceReason.SIGNING_OUT
    after >> found(9, ("c1", True), (OFFER, True)) >> hangs_up("c1", at=t(10)) << like(facts.PresenceChanged, presence=Presence.OFFLINE)


def test_a_running_recording_is_known_again() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)
    story >> RecordingBegun(t(5), FIRST, f"{FIRST}-1")
    after = (
        killed(story, 8)
        >> found(9, ("c1", True), (OFFER, True))
        >> hangs_up("c1", at=t(10))
        >> RecordingFinished(t(10), FIRST, f"{FIRST}-1")
    )
    after << like(RecordingEnded, name=f"{FIRST}-1", failure="")


def test_legs_made_in_the_last_moment_are_hung_up() -> None:
    after = killed(opened() >> arrives("c1", at=t(1)), 2) >> found(3, ("c1", True), (OFFER, False))
    after << HangUp(FIRST, OFFER, HangupCause.NORMAL)


def test_an_offer_whose_fact_was_lost_does_not_give_its_leg_to_the_next() -> None:
    after = killed(opened(ready=(ANA, BEN)) >> PbxLost(t(0.5), NODE) >> arrives("c1", at=t(1)), 2) >> found(3, ("c1", True), (OFFER, False))
    after << HangUp(FIRST, OFFER, HangupCause.NORMAL) << like(RingDevice, leg=f"{FIRST}.2")
    assert after.floor.snapshot().interactions[FIRST].offers == 2
    again = killed(after, 4) >> found(5, ("c1", True), (f"{FIRST}.2", True))
    again << Connect(FIRST, "c1", f"{FIRST}.2")


def test_a_queue_that_was_removed_meanwhile_lets_its_callers_go() -> None:
    story = opened() >> arrives("c1", at=t(1))
    killed(story, 5, configuration(queues=[], agents=[], devices=[], numbers=[])) << like(InteractionEnded, cause=EndCause.FAILED)


def test_a_node_that_never_comes_back_is_given_up() -> None:
    story = opened() >> arrives("c1", at=t(1))
    killed(story, 5) >> TimerFired(t(35), Timer(TimerKind.PBX, NODE)) << like(InteractionEnded, cause=EndCause.ENGINE_LOST)


def test_every_torn_end_of_the_journal_makes_a_floor_that_works() -> None:
    """The journal may be cut between any two facts: a new engine stands on each of these states and all ends well."""
    story = opened(ready=(ANA, BEN))
    told: list[facts.FactEnvelope] = []
    state = msgspec.json.decode(msgspec.json.encode(story.floor.snapshot()), type=LiveState)
    tale: list[Event] = [
        arrives("c1", MENU_NUMBER, at=t(1)),
        PromptsEnded(t(2), "c1", f"{FIRST}.p1"),
        DigitReceived(t(3), "c1", "1"),
        arrives("c2", at=t(3)),
        hangs_up("zzz-2.1", at=t(4), cause=21),
        LegAnswered(t(5), OFFER),
        wants(intents.Hold(agent=ANA, interaction=FIRST), at=t(6)),
        wants(intents.Resume(agent=ANA, interaction=FIRST), at=t(7)),
        hangs_up("c1", at=t(9)),
        TimerFired(t(39), Timer(TimerKind.WRAP_UP, str(ANA))),
        hangs_up("c2", at=t(40)),
    ]
    for event in tale:
        told += [command.envelope for command in story.floor.handle(event) if isinstance(command, Publish)]
    assert len(told) > 25
    for envelope in told:
        apply(state, envelope)
        before = msgspec.json.decode(msgspec.json.encode(state), type=LiveState)
        after = restarted(before, 50) >> found(51)
        center = after.floor.center
        for timer in list(center.timers):
            after >> TimerFired(t(200), timer)
        assert not center.interactions, envelope
        live = after.floor.snapshot()
        assert not live.interactions and not live.queues[BILLING].waiting, envelope
        assert {agent.interaction for agent in live.agents.values()} == {None}, envelope
        assert live.agents[ANA].state in (AgentState.READY, AgentState.NOT_READY), envelope


def test_an_acceptance_cut_off_in_the_journal_is_finished() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    before = msgspec.json.decode(msgspec.json.encode(story.floor.snapshot()), type=LiveState)
    first = next(command for command in story.floor.handle(LegAnswered(t(5), OFFER)) if isinstance(command, Publish))
    assert isinstance(first.envelope.fact, OfferEnded)
    apply(before, first.envelope)
    after = restarted(before, 6) << like(QueueVisitEnded, outcome=VisitOutcome.ANSWERED) << InteractionConnected
    after >> found(7, ("c1", True), (OFFER, True)) << Connect(FIRST, "c1", OFFER)
    assert after.floor.snapshot().interactions[FIRST].phase is Phase.CONNECTED


def test_a_cut_off_acceptance_is_of_who_accepted_not_of_who_still_wraps_the_same_call_up() -> None:
    story = opened(ready=(ANA, BEN)) >> arrives("c1", at=t(1)) >> LegAnswered(t(5), OFFER)
    story >> wants(intents.Transfer(agent=ANA, interaction=FIRST, target=ToQueue(queue=BILLING)), at=t(6))
    story << like(facts.WrapUpStarted, agent=ANA) << like(RingDevice, agent=BEN)
    before = msgspec.json.decode(msgspec.json.encode(story.floor.snapshot()), type=LiveState)
    first = next(command for command in story.floor.handle(LegAnswered(t(7), f"{FIRST}.2")) if isinstance(command, Publish))
    assert isinstance(first.envelope.fact, OfferEnded)
    apply(before, first.envelope)
    after = restarted(before, 8) << like(QueueVisitEnded, agent=BEN) << like(InteractionConnected, agent=BEN)
    after >> found(9, ("c1", True), (f"{FIRST}.2", True)) << Connect(FIRST, "c1", f"{FIRST}.2")
    agents = after.floor.snapshot().agents
    assert (agents[ANA].state, agents[BEN].state) == (AgentState.WRAPPING_UP, AgentState.TALKING)


def test_a_queue_that_goes_round_goes_on_where_it_was() -> None:
    center = with_queue(BILLING, strategy=Strategy.ROUND_ROBIN, wrap_up_seconds=0)
    story = opened(center, ready=(ANA, BEN))
    story >> arrives("c1", at=t(10)) >> LegAnswered(t(11), OFFER) >> arrives("c2", at=t(12)) >> LegAnswered(t(13), f"{SECOND_CALL}.1")
    for at, leg, agents_leg in ((20, "c2", f"{SECOND_CALL}.1"), (30, "c1", OFFER)):
        story >> hangs_up(leg, at=t(at)) >> hangs_up(agents_leg, at=t(at))
    story = killed(story, 40, center) >> found(41) >> arrives("c4", at=t(42))
    # Ben is idle for longer, and it is Ana's turn.
    story << like(RingDevice, agent=ANA)


def test_what_is_known_of_waits_outlives_the_engine() -> None:
    center = with_queue(BILLING, wrap_up_seconds=0)
    story = opened(center, ready=(ANA,))
    for turn in range(1, 9):
        story >> arrives(f"c{turn}", at=t(turn))
    for turn in range(1, 8):
        leg = f"zzz-{turn}.1"
        story >> LegAnswered(t(20 * turn), leg) >> hangs_up(f"c{turn}", at=t(20 * turn + 10)) >> hangs_up(leg, at=t(20 * turn + 10))
    before = story.floor.center.line(BILLING).estimate(3)
    assert before
    story = killed(story, 152, center) >> found(153, ("c8", True)) >> arrives("c9", at=t(154))
    queued = next(heard for heard in story.heard if isinstance(heard, facts.InteractionQueued))
    assert queued.estimated_wait is not None
    after = story.floor.center.line(BILLING).estimate(3)
    assert after is not None
    assert abs(after - before) <= 15


def test_a_node_of_phones_is_away_until_it_says_something_and_stays_so_where_it_was_given_up() -> None:
    story = opened() >> PbxRecovered(t(1), "agents", [], devices_only=True)
    after = killed(story, 2)
    after << facts.PbxLost(node="agents", devices_only=True)
    assert after.floor.snapshot().device_nodes == {"agents": False}
    after >> PbxRecovered(t(3), "agents", [], devices_only=True) << facts.PbxFound(node="agents", devices_only=True)
