"""Callers who wait already and are led elsewhere: by time, and by emergency closing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from acd.core.commands import HangUp, PlayPrompts, RingDevice, StartMusic, Timer, TimerKind
from acd.core.events import LegPresent, PbxLost, PbxRecovered, PromptsEnded, TimerFired
from acd.core.floor import Floor
from acd.core.limits import OVERFLOWS_IN_A_ROW_MAX
from contracts.configuration import CenterConfiguration
from contracts.facts import FlowEntered, InteractionEnded, InteractionQueued, LimitReached, OfferEnded, QueueVisitEnded
from contracts.intents import CloseQueue, OpenInteraction, SetPresence
from contracts.queue_facts import Overflowed, QueueClosed
from contracts.rules import Overflow
from contracts.targets import OverflowTarget, ToEnd, ToFlow, ToQueue
from contracts.vocabulary import EndCause, Medium, OfferOutcome, OverflowCause, Phase, Presence, RefusalCode, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BILLING,
    EPOCH,
    FIRST,
    MENU_FLOW,
    NODE,
    OUTAGE,
    SECOND_CALL,
    arrives,
    configuration,
    opened,
    t,
    wants,
    with_queue,
)
from tests.support.playbook import Playbook, like

OVERFLOW = Timer(TimerKind.OVERFLOW, FIRST)
CLOSE = CloseQueue(queue=BILLING, closed=True)


def waits(*rules: tuple[float, OverflowTarget], **changes: Any) -> CenterConfiguration:
    overflows = [Overflow(cause=OverflowCause.WAIT, threshold=seconds, target=target) for seconds, target in rules]
    return with_queue(BILLING, overflows=overflows, **changes)


def with_emergency(target: OverflowTarget) -> CenterConfiguration:
    return with_queue(BILLING, overflows=[Overflow(cause=OverflowCause.EMERGENCY, target=target)])


def due(story: Playbook) -> dict[Timer, int]:
    return {timer: at for timer, at in story.floor.center.timers.items() if timer.kind is TimerKind.OVERFLOW}


def test_who_waited_long_enough_goes_to_another_queue_with_its_music() -> None:
    queues = waits((60, ToQueue(queue=OUTAGE, priority=2))).queues
    queues = [msgspec.structs.replace(queue, music_class="calm") if queue.id == OUTAGE else queue for queue in queues]
    story = opened(configuration(queues=queues)) >> arrives("c1", at=t(1))
    assert due(story) == {OVERFLOW: t(61)}
    (
        story
        >> TimerFired(t(61), OVERFLOW)
        << like(QueueVisitEnded, queue=BILLING, outcome=VisitOutcome.FLOWED_OUT)
        << like(Overflowed, cause=OverflowCause.WAIT, threshold=60, value=60)
        << like(InteractionQueued, queue=OUTAGE, priority=2, entered_at=0)
        << StartMusic(FIRST, "c1", "calm")
    )
    assert not due(story)


def test_the_same_music_goes_on_unbroken() -> None:
    story = opened(waits((60, ToQueue(queue=OUTAGE)))) >> arrives("c1", at=t(1)) >> TimerFired(t(61), OVERFLOW)
    story.never(StartMusic)


def test_rules_of_time_come_one_after_the_other() -> None:
    story = opened(waits((90, ToEnd()), (30, ToFlow(flow=MENU_FLOW)))) >> arrives("c1", at=t(1))
    assert due(story) == {OVERFLOW: t(31)}
    story >> TimerFired(t(31), OVERFLOW) << like(FlowEntered, flow=MENU_FLOW)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.IN_FLOW


def test_a_last_word_is_heard_before_the_end() -> None:
    story = opened(waits((60, ToEnd(media=["sound:sorry"])))) >> arrives("c1", at=t(1)) >> TimerFired(t(61), OVERFLOW)
    story << like(PlayPrompts, leg="c1", media=("sound:sorry",))
    live = story.floor.snapshot().interactions[FIRST]
    assert (live.phase, live.flow, live.overflows) == (Phase.IN_FLOW, None, 1)
    story >> PromptsEnded(t(64), "c1", f"{FIRST}.p1") << like(InteractionEnded, cause=EndCause.OVERFLOWED)
    story << HangUp(FIRST, "c1", HangupCause.NORMAL)


def test_a_last_word_whose_end_is_never_told_ends_all_the_same() -> None:
    story = opened(waits((60, ToEnd(media=["sound:sorry"])))) >> arrives("c1", at=t(1)) >> TimerFired(t(61), OVERFLOW)
    story >> TimerFired(t(361), Timer(TimerKind.FLOW, FIRST)) << like(InteractionEnded, cause=EndCause.OVERFLOWED)


def test_a_phone_that_rings_is_left_alone() -> None:
    story = opened(waits((10, ToEnd())), ready=(ANA,)) >> arrives("c1", at=t(1)) << RingDevice
    (story >> TimerFired(t(11), OVERFLOW)).never(Overflowed, OfferEnded)
    assert due(story) == {OVERFLOW: t(22)}
    story >> TimerFired(t(21), Timer(TimerKind.OFFER, f"{FIRST}.1")) << like(OfferEnded, outcome=OfferOutcome.MISSED)
    story >> TimerFired(t(22), OVERFLOW) << like(Overflowed, cause=OverflowCause.WAIT, threshold=10, value=21)


def test_a_node_that_is_away_is_waited_for() -> None:
    story = opened(waits((10, ToEnd()))) >> arrives("c1", at=t(1)) >> PbxLost(t(5), NODE)
    (story >> TimerFired(t(11), OVERFLOW)).never(Overflowed)
    assert due(story) == {OVERFLOW: t(13)}
    story >> PbxRecovered(t(12), NODE, [LegPresent("c1", answered=True)]) >> TimerFired(t(13), OVERFLOW) << Overflowed


def test_queues_that_hand_callers_round_stop_doing_so() -> None:
    center = waits((10, ToQueue(queue=OUTAGE)))
    back = [Overflow(cause=OverflowCause.WAIT, threshold=10, target=ToQueue(queue=BILLING))]
    queues = [msgspec.structs.replace(queue, overflows=back) if queue.id == OUTAGE else queue for queue in center.queues]
    story = opened(configuration(queues=queues)) >> arrives("c1", at=t(0))
    for round_trip in range(1, 6):
        story >> TimerFired(t(10 * round_trip), OVERFLOW) << Overflowed
    (story >> TimerFired(t(60), OVERFLOW) << like(LimitReached, limit="overflows_in_a_row_max")).never(Overflowed, InteractionEnded)
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.WAITING
    assert not due(story)


def test_emergency_closing_leads_away_who_waits_and_who_is_offered() -> None:
    story = opened(with_emergency(ToQueue(queue=OUTAGE)), ready=(ANA,)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    (
        story
        >> wants(CLOSE, at=t(3))
        << like(QueueClosed, queue=BILLING)
        << like(OfferEnded, interaction=FIRST, outcome=OfferOutcome.WITHDRAWN)
        << HangUp(FIRST, f"{FIRST}.1", HangupCause.NORMAL)
        << like(Overflowed, interaction=FIRST, cause=OverflowCause.EMERGENCY)
        << like(InteractionQueued, interaction=FIRST, queue=OUTAGE)
        << like(Overflowed, interaction=SECOND_CALL)
    )
    assert story.floor.snapshot().agents[ANA].presence is Presence.READY


def test_emergency_closing_without_a_rule_says_so_to_who_waits() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> wants(CloseQueue(queue=None, closed=True), at=t(3))
    story << Overflowed << like(PlayPrompts, leg="c1", media=("sound:custom/closed-de", "sound:custom/closed-en"))


def test_who_could_not_be_led_away_at_the_closing_is_later() -> None:
    story = opened() >> arrives("c1", at=t(1)) >> PbxLost(t(2), NODE) >> wants(CLOSE, at=t(3))
    story.never(Overflowed)
    story >> PbxRecovered(t(4), NODE, [LegPresent("c1", answered=True)]) >> TimerFired(t(5), OVERFLOW) << Overflowed


def test_an_unknown_queue_cannot_be_closed() -> None:
    story = opened() >> wants(CloseQueue(queue=77, closed=True), at=t(1))
    assert story.heard[0].outcome.refused.code == RefusalCode.UNKNOWN_QUEUE  # type: ignore[union-attr] # the only thing heard


@pytest.mark.parametrize(("restarted_at", "fires_at"), [(30, 61), (100, 100)])
def test_the_time_goes_on_over_a_restart(restarted_at: int, fires_at: int) -> None:
    center = waits((60, ToQueue(queue=OUTAGE)))
    before = (opened(center) >> arrives("c1", at=t(1))).floor.snapshot()
    floor = Floor(EPOCH + 1, center)
    floor.start(t(restarted_at), before)
    story = Playbook(floor) >> PbxRecovered(t(restarted_at), NODE, [LegPresent("c1", answered=True)])
    assert due(story) == {OVERFLOW: t(fires_at)}
    story >> TimerFired(t(fires_at), OVERFLOW) << like(InteractionQueued, queue=OUTAGE)


def test_emergency_closing_outlives_a_restart() -> None:
    before = (opened() >> wants(CLOSE, at=t(1))).floor.snapshot()
    floor = Floor(EPOCH + 1, configuration())
    floor.start(t(2), before)
    story = Playbook(floor) >> PbxRecovered(t(2), NODE, []) >> arrives("c1", at=t(3))
    story << like(Overflowed, cause=OverflowCause.EMERGENCY)


def test_an_agent_in_between_lets_overflows_count_anew() -> None:
    story = opened(waits((10, ToQueue(queue=OUTAGE)))) >> arrives("c1", at=t(1)) >> TimerFired(t(11), OVERFLOW)
    assert story.floor.center.interactions[FIRST].overflows == 1
    story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(12))
    assert story.floor.snapshot().interactions[FIRST].overflows == 1


def chat(at: float, queue: int = BILLING) -> Any:
    return wants(OpenInteraction(medium=Medium.CHAT, queue=queue, reference="T", sender="ida"), at=t(at))


def test_a_chat_follows_rules_into_other_queues_only() -> None:
    story = opened(waits((30, ToEnd(media=["sound:sorry"])), (60, ToQueue(queue=OUTAGE)))) >> chat(1)
    (story >> TimerFired(t(31), OVERFLOW)).never(Overflowed, InteractionEnded)
    story >> TimerFired(t(61), OVERFLOW) << like(QueueVisitEnded, outcome=VisitOutcome.FLOWED_OUT) << like(InteractionQueued, queue=OUTAGE)
    story.never(StartMusic, PlayPrompts)


def test_a_chat_stays_where_it_is_when_the_other_queue_is_full() -> None:
    queues = waits((60, ToQueue(queue=OUTAGE))).queues
    queues = [msgspec.structs.replace(queue, waiting_max=1) if queue.id == OUTAGE else queue for queue in queues]
    story = opened(configuration(queues=queues)) >> chat(1) >> chat(2, OUTAGE)
    (story >> TimerFired(t(61), OVERFLOW)).never(Overflowed, InteractionEnded)


def test_a_chat_is_not_led_in_circles() -> None:
    rule = Overflow(cause=OverflowCause.NOBODY_SIGNED_IN, target=ToQueue(queue=OUTAGE))
    back = Overflow(cause=OverflowCause.NOBODY_SIGNED_IN, target=ToQueue(queue=BILLING))
    queues = [msgspec.structs.replace(queue, overflows=[rule if queue.id == BILLING else back]) for queue in configuration().queues]
    story = opened(configuration(queues=queues)) >> chat(1)
    assert sum(isinstance(heard, Overflowed) for heard in story.heard) == OVERFLOWS_IN_A_ROW_MAX
    story << like(InteractionQueued)
    story.never(InteractionEnded)


def test_a_chat_waits_until_a_closed_queue_opens() -> None:
    story = opened() >> wants(CLOSE, at=t(1)) >> chat(2) << like(InteractionQueued, queue=BILLING)
    (story >> wants(CLOSE, at=t(3))).never(InteractionEnded)
    (opened() >> chat(1) >> wants(CLOSE, at=t(2))).never(Overflowed, InteractionEnded)
    away = opened(with_emergency(ToQueue(queue=OUTAGE))) >> chat(1) >> wants(CLOSE, at=t(2))
    away << like(Overflowed, cause=OverflowCause.EMERGENCY) << like(InteractionQueued, queue=OUTAGE)
