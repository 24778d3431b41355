"""Call-backs: the place that is kept, who is called first, and what happens when nobody answers."""

from __future__ import annotations

from datetime import time
from typing import Any

import msgspec
import pytest

from acd.core.commands import AnswerIntent, Connect, DialNumber, HangUp, PlayPrompts, RingDevice, StartMusic, Timer, TimerKind
from acd.core.events import (
    ConfigurationPublished,
    DigitReceived,
    IntentReceived,
    LegAnswered,
    LegHungUp,
    LegPresent,
    PbxLost,
    PbxRecovered,
    PromptsEnded,
    TimerFired,
)
from acd.core.floor import Floor
from acd.core.limits import NAME_LENGTH_MAX, NOTE_LENGTH_MAX
from contracts.configuration import CenterConfiguration, TrunkConfiguration
from contracts.control_facts import CustomerDialled
from contracts.facts import (
    InteractionArrived,
    InteractionConnected,
    InteractionEnded,
    InteractionQueued,
    OfferEnded,
    OfferMade,
    QueueVisitEnded,
)
from contracts.flows import Opening
from contracts.intents import CancelCallback, CloseQueue, Intent, RequestCallback, ScheduleCallback, SetPresence
from contracts.queue_facts import CallbackArranged, CallbackBegun, CallbackEnded, CallbackPostponed
from contracts.rules import CallbackRules, HoursConfiguration
from contracts.vocabulary import CallbackEnd, CallbackFirst, Direction, EndCause, OfferOutcome, Phase, Presence, RefusalCode, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BILLING,
    BILLING_NUMBER,
    EPOCH,
    FIRST,
    MENU_NUMBER,
    NODE,
    OUTAGE,
    SECOND_CALL,
    arrives,
    configuration,
    hangs_up,
    opened,
    prompt,
    t,
    wants,
)
from tests.support.playbook import Playbook, like

CALLBACK = "zzz-c1"
DUE = Timer(TimerKind.CALLBACK, CALLBACK)
NUMBER = "+4940123456"
BACK = SECOND_CALL
"""The interaction of the first attempt, when one caller came before it."""


def offering(**rules: Any) -> CenterConfiguration:
    """Billing offers call-backs after 10 seconds, and there is a way out."""
    center = configuration(trunks=[TrunkConfiguration(id=1, name="out", outbound_address="192.0.2.1:5060")])
    callback = CallbackRules(**{"offer_after_seconds": 10, "confirmed": [prompt("confirmed")], **rules})
    queues = [
        msgspec.structs.replace(queue, callback=callback, caller_id=BILLING_NUMBER, wrap_up_seconds=0) if queue.id == BILLING else queue
        for queue in center.queues
    ]
    return msgspec.structs.replace(center, queues=queues)


def ready(at: int) -> IntentReceived:
    return wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(at))


def kept(**rules: Any) -> Playbook:
    """Somebody has waited since second 1 and asked to be called back in second 21."""
    return opened(offering(**rules)) >> arrives("c1", at=t(1)) >> DigitReceived(t(21), "c1", "1")


def code(story: Playbook, intent: Intent, at: float) -> str | None:
    story >> wants(intent, at=t(at))
    refused = next(one.outcome.refused for one in story.heard if isinstance(one, AnswerIntent))
    return None if refused is None else str(refused.code)


def test_the_key_keeps_the_place_and_the_line_is_hung_up() -> None:
    story = kept()
    (
        story
        << like(QueueVisitEnded, interaction=FIRST, outcome=VisitOutcome.CALLBACK)
        << like(CallbackArranged, callback=CALLBACK, queue=BILLING, number=NUMBER, origin=FIRST, entered_at=t(1))
        << like(PlayPrompts, media=("sound:confirmed",))
        << like(InteractionArrived, interaction=BACK, direction=Direction.OUTBOUND, caller=NUMBER, leg="", reference=CALLBACK)
        << CallbackBegun(callback=CALLBACK, interaction=BACK, attempt=1)
        << like(InteractionQueued, interaction=BACK, queue=BILLING, entered_at=t(1))
    )
    story >> PromptsEnded(t(24), "c1", f"{FIRST}.p1") << like(InteractionEnded, interaction=FIRST, cause=EndCause.CALLBACK_REQUESTED)
    story << HangUp(FIRST, "c1", HangupCause.NORMAL)
    assert story.floor.snapshot().callbacks[CALLBACK].interaction == BACK
    assert story.floor.snapshot().queues[BILLING].waiting == {BACK: t(1)}


def test_a_caller_who_hangs_up_before_the_confirmation_ends_is_called_back_all_the_same() -> None:
    story = kept() >> hangs_up("c1", at=t(22))
    assert CALLBACK in story.floor.snapshot().callbacks


@pytest.mark.parametrize(("second", "key"), [(5, "1"), (21, "2")])
def test_another_key_or_a_key_too_soon_does_nothing(second: int, key: str) -> None:
    (opened(offering()) >> arrives("c1", at=t(1)) >> DigitReceived(t(second), "c1", key)).silence()


def test_a_key_while_a_phone_rings_for_the_caller_does_nothing() -> None:
    story = opened(offering()) >> arrives("c1", at=t(1)) >> ready(15) << RingDevice
    (story >> DigitReceived(t(21), "c1", "1")).silence()


def test_a_key_in_a_queue_without_call_backs_or_in_a_flow_does_nothing_of_the_kind() -> None:
    (opened() >> arrives("c1", at=t(1)) >> DigitReceived(t(99), "c1", "1")).silence()
    (opened(offering()) >> arrives("c1", MENU_NUMBER, at=t(1)) >> DigitReceived(t(99), "c1", "1")).never(CallbackArranged)


def test_a_usual_confirmation_is_heard_where_none_was_written() -> None:
    kept(confirmed=[]) << like(PlayPrompts, media=("sound:custom/callback-confirmed-de", "sound:custom/callback-confirmed-en"))


def test_agent_first_the_offer_is_accepted_then_the_customer_is_dialled() -> None:
    story = kept() >> ready(30)
    story << like(RingDevice, interaction=BACK, caller_leg="", caller=NUMBER) << like(OfferMade, interaction=BACK)
    story >> LegAnswered(t(33), f"{BACK}.1")
    (
        story
        << like(OfferEnded, outcome=OfferOutcome.ACCEPTED)
        << like(QueueVisitEnded, interaction=BACK, entered_at=t(1), outcome=VisitOutcome.ANSWERED)
        << like(DialNumber, number=NUMBER, caller_id=BILLING_NUMBER, trunk=1)
        << like(CustomerDialled, interaction=BACK, agent=ANA)
    ).never(InteractionConnected)
    story >> LegAnswered(t(40), f"{BACK}.2")
    (
        story
        << CallbackEnded(callback=CALLBACK, why=CallbackEnd.REACHED, attempts=1, interaction=BACK)
        << Connect(BACK, f"{BACK}.2", f"{BACK}.1")
        << InteractionConnected
    )
    assert not story.floor.snapshot().callbacks
    (story >> hangs_up(f"{BACK}.2", at=t(90)) << InteractionEnded).never(CallbackPostponed, CallbackEnded)


def test_customer_first_the_customer_is_dialled_when_an_agent_is_free_and_waits_at_the_kept_place() -> None:
    story = kept(first=CallbackFirst.CUSTOMER, ring_seconds=25) >> arrives("c2", at=t(25)) >> ready(30)
    (
        story
        << like(RingDevice, interaction="zzz-3")
        << like(QueueVisitEnded, interaction=BACK, outcome=VisitOutcome.FLOWED_OUT)
        << like(DialNumber, interaction=BACK, number=NUMBER, seconds=30)
        << like(CustomerDialled, agent=None)
    )
    story >> LegAnswered(t(35), f"{BACK}.1")
    (story << like(CallbackEnded, why=CallbackEnd.REACHED) << like(InteractionQueued, interaction=BACK, queue=BILLING, entered_at=t(1)))
    assert story.floor.snapshot().queues[BILLING].waiting[BACK] == t(1)


def test_who_does_not_answer_is_tried_again_and_then_given_up() -> None:
    story = kept(attempts_max=2, retry_seconds=300) >> ready(30) >> LegAnswered(t(33), f"{BACK}.1")
    story >> LegHungUp(t(50), f"{BACK}.2", HangupCause.BUSY)
    story << like(InteractionEnded, interaction=BACK, cause=EndCause.UNANSWERED)
    story << CallbackPostponed(callback=CALLBACK, interaction=BACK, due_at=t(350))
    assert story.floor.center.timers[DUE] == t(350)
    story >> hangs_up(f"{BACK}.1", at=t(51))
    story >> TimerFired(t(350), DUE) << CallbackBegun(callback=CALLBACK, interaction="zzz-3", attempt=2)
    story << like(InteractionQueued, entered_at=t(1)) << like(RingDevice, interaction="zzz-3")
    story >> LegAnswered(t(353), "zzz-3.1") >> TimerFired(t(383), Timer(TimerKind.PARTY, "zzz-3.2"))
    story << like(InteractionEnded, cause=EndCause.UNANSWERED)
    story << CallbackEnded(callback=CALLBACK, why=CallbackEnd.UNREACHED, attempts=2, interaction="zzz-3")
    assert DUE not in story.floor.center.timers


def test_a_mishap_of_ours_does_not_count_against_the_customer() -> None:
    story = kept(attempts_max=1) >> ready(30) >> LegAnswered(t(33), f"{BACK}.1") >> hangs_up(f"{BACK}.1", at=t(35))
    story << like(InteractionEnded, cause=EndCause.AGENT_HUNG_UP) << like(CallbackPostponed, due_at=t(95))


def test_mishaps_have_an_end() -> None:
    story = kept(attempts_max=1) >> PbxLost(t(30), NODE) >> TimerFired(t(60), Timer(TimerKind.PBX, NODE))
    story.floor.center.live.callbacks[CALLBACK].attempts = 10
    story >> PbxRecovered(t(61), NODE, []) >> TimerFired(t(120), DUE) << like(CallbackBegun, attempt=11)
    story >> PbxLost(t(130), NODE) >> TimerFired(t(160), Timer(TimerKind.PBX, NODE)) << like(CallbackEnded, why=CallbackEnd.UNREACHED)


def test_without_a_way_out_a_call_back_waits_for_one() -> None:
    story = opened(offering())
    assert code(story, ScheduleCallback(agent=ANA, queue=BILLING, number=NUMBER, at=t(100)), 1) is None
    story >> ConfigurationPublished(t(50), msgspec.structs.replace(offering(), trunks=[]))
    (story >> TimerFired(t(100), DUE)).never(CallbackBegun, CallbackEnded)
    assert story.floor.center.timers[DUE] == t(160)
    story >> ConfigurationPublished(t(150), offering()) >> TimerFired(t(160), DUE) << CallbackBegun


def test_a_scheduled_one_comes_at_its_time_for_whom_it_was_made() -> None:
    story = opened(offering(), ready=(ANA,))
    wish = ScheduleCallback(agent=ANA, queue=BILLING, number="040 123456", at=t(600), name="Ida", note="contract", for_agent=ANA)
    assert code(story, wish, 1) is None
    story << like(CallbackArranged, due_at=t(600), name="Ida", note="contract", for_agent=ANA, by=ANA, origin=None)
    (story >> TimerFired(t(600), DUE) << like(InteractionArrived, caller=NUMBER, caller_name="Ida")).never(CallbackEnded)
    story << like(CallbackBegun, attempt=1) << like(InteractionQueued, entered_at=t(600)) << like(RingDevice, agent=ANA)


def test_a_scheduled_one_for_now_begins_at_once() -> None:
    story = opened(offering())
    assert code(story, ScheduleCallback(queue=OUTAGE, number=NUMBER), 1) is None
    story << CallbackArranged << CallbackBegun << like(InteractionQueued, queue=OUTAGE)


def test_a_scheduled_one_waits_until_the_queue_is_open() -> None:
    hours = HoursConfiguration(id=1, name="Late", time_zone="UTC", openings=[Opening(weekday=0, opens=time(9, 2), closes=time(18))])
    center = offering()
    queues = [msgspec.structs.replace(queue, hours=1) if queue.id == BILLING else queue for queue in center.queues]
    story = opened(msgspec.structs.replace(center, hours=[hours], queues=queues))
    assert code(story, ScheduleCallback(queue=BILLING, number=NUMBER, at=t(70)), 1) is None
    (story >> TimerFired(t(70), DUE)).never(CallbackBegun)
    story >> TimerFired(t(130), DUE) << CallbackBegun


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        (ScheduleCallback(queue=99, number=NUMBER), RefusalCode.UNKNOWN_QUEUE),
        (ScheduleCallback(queue=BILLING, number="ring me"), RefusalCode.BAD_NUMBER),
        (ScheduleCallback(queue=BILLING, number=NUMBER, at=t(0)), RefusalCode.IN_THE_PAST),
        (ScheduleCallback(queue=BILLING, number=NUMBER, for_agent=77), RefusalCode.UNKNOWN_AGENT),
        (CancelCallback(callback="none"), RefusalCode.NO_CALLBACK),
        (RequestCallback(interaction="none"), RefusalCode.UNKNOWN_INTERACTION),
    ],
)
def test_wishes_that_make_no_sense_are_refused(wish: Intent, refused: RefusalCode) -> None:
    assert code(opened(offering()), wish, 1) == refused


def test_no_trunk_no_call_back() -> None:
    assert code(opened(), ScheduleCallback(queue=BILLING, number=NUMBER), 1) == RefusalCode.NO_TRUNK


def test_a_request_for_a_waiting_caller_may_name_another_number() -> None:
    story = opened(offering()) >> arrives("c1", at=t(1)) >> arrives("c2", MENU_NUMBER, at=t(1))
    assert code(story, RequestCallback(interaction=SECOND_CALL), 2) == RefusalCode.NOT_WAITING
    assert code(story, RequestCallback(interaction=FIRST, number="+4930999"), 3) is None
    story << like(CallbackArranged, number="+4930999", origin=FIRST, entered_at=t(1))


def test_a_request_takes_the_offer_back() -> None:
    story = opened(offering(), ready=(ANA,)) >> arrives("c1", at=t(1)) << RingDevice
    assert code(story, RequestCallback(interaction=FIRST), 3) is None
    story << like(OfferEnded, outcome=OfferOutcome.WITHDRAWN) << like(QueueVisitEnded, outcome=VisitOutcome.CALLBACK)


def test_a_queue_without_call_backs_takes_no_request() -> None:
    assert code(opened() >> arrives("c1", at=t(1)), RequestCallback(interaction=FIRST), 2) == RefusalCode.NO_CALLBACK


def test_a_cancelled_one_leaves_the_line() -> None:
    story = kept() >> PromptsEnded(t(24), "c1", f"{FIRST}.p1")
    assert code(story, CancelCallback(callback=CALLBACK), 30) is None
    story << like(CallbackEnded, why=CallbackEnd.CANCELLED) << like(QueueVisitEnded, interaction=BACK, outcome=VisitOutcome.FLOWED_OUT)
    story << like(InteractionEnded, interaction=BACK, cause=EndCause.CLOSED)
    assert not story.floor.snapshot().interactions and not story.floor.center.timers


def test_a_queue_that_is_gone_cancels_its_call_backs() -> None:
    story = opened(offering())
    assert code(story, ScheduleCallback(queue=BILLING, number=NUMBER, at=t(100)), 1) is None
    center = offering()
    without = msgspec.structs.replace(center, queues=[queue for queue in center.queues if queue.id != BILLING])
    story >> ConfigurationPublished(t(50), without) >> TimerFired(t(100), DUE) << like(CallbackEnded, why=CallbackEnd.CANCELLED)


def test_emergency_closing_leaves_the_ones_who_keep_a_place() -> None:
    story = kept() >> PromptsEnded(t(24), "c1", f"{FIRST}.p1")
    (story >> wants(CloseQueue(queue=BILLING, closed=True), at=t(30))).never(QueueVisitEnded)


def test_a_full_house_of_call_backs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acd.core.callbacks.CALLBACKS_MAX", 1)
    story = kept() >> arrives("c2", at=t(30))
    assert code(story, ScheduleCallback(queue=BILLING, number=NUMBER), 31) == RefusalCode.INTERACTIONS_MAX
    (story >> DigitReceived(t(60), "c2", "1")).silence()


def restarted(story: Playbook, at: int, legs: list[LegPresent]) -> Playbook:
    floor = Floor(EPOCH + 1, story.floor._configuration)
    floor.start(t(at), msgspec.convert(msgspec.to_builtins(story.floor.snapshot()), type(story.floor.snapshot())))
    return Playbook(floor) >> PbxRecovered(t(at), NODE, legs)


def test_arranged_ones_outlive_the_engine() -> None:
    story = opened(offering())
    assert code(story, ScheduleCallback(queue=BILLING, number=NUMBER, at=t(600)), 1) is None
    story = restarted(story, 100, [])
    assert story.floor.center.timers[DUE] == t(600)
    story = restarted(story, 700, [])
    assert story.floor.center.timers[DUE] == t(700)
    story >> TimerFired(t(700), DUE) << like(CallbackBegun, attempt=1)


def test_the_kept_place_outlives_the_engine() -> None:
    story = restarted(kept() >> PromptsEnded(t(24), "c1", f"{FIRST}.p1"), 100, [])
    live = story.floor.snapshot()
    assert live.interactions[BACK].phase is Phase.WAITING and live.queues[BILLING].waiting == {BACK: t(1)}
    story >> ready(110) << like(RingDevice, interaction=BACK)


def test_a_customer_who_is_being_dialled_outlives_the_engine() -> None:
    story = kept(first=CallbackFirst.CUSTOMER) >> PromptsEnded(t(24), "c1", f"{FIRST}.p1") >> ready(30) << DialNumber
    story = restarted(story, 40, [LegPresent(f"{BACK}.1", answered=False)])
    story >> LegAnswered(t(45), f"{BACK}.1") << like(CallbackEnded, why=CallbackEnd.REACHED) << like(InteractionQueued, entered_at=t(1))
    story = restarted(story, 50, [LegPresent(f"{BACK}.1", answered=True)])
    assert story.floor.snapshot().interactions[BACK].phase in (Phase.WAITING, Phase.OFFERED)


def test_an_attempt_lost_with_the_engine_is_made_again() -> None:
    story = kept() >> PromptsEnded(t(24), "c1", f"{FIRST}.p1")
    before = story.floor.snapshot()
    del before.interactions[BACK]
    before.queues[BILLING].waiting.clear()
    floor = Floor(EPOCH + 1, offering())
    heard = floor.start(t(100), before)
    again = Playbook(floor)
    again.hear(heard)
    again << like(CallbackPostponed, callback=CALLBACK, due_at=t(160))


def test_the_kept_place_is_before_those_who_came_later() -> None:
    story = opened(offering()) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(5)) >> DigitReceived(t(21), "c1", "1")
    story >> ready(30) << like(RingDevice, interaction="zzz-3", caller=NUMBER)
    assert story.floor.center.line(BILLING).place(story.floor.center.interactions[SECOND_CALL].visit.rank) == 1  # type: ignore[union-attr] # it waits


def test_texts_of_a_scheduled_one_are_cut_and_on_one_line() -> None:
    story = opened(offering())
    wish = ScheduleCallback(queue=BILLING, number=NUMBER, at=t(600), name="a\nb" * 100, note="n" * 10_000)
    assert code(story, wish, 1) is None
    arranged = story.floor.snapshot().callbacks[CALLBACK]
    assert len(arranged.note) == NOTE_LENGTH_MAX
    assert len(arranged.name) <= NAME_LENGTH_MAX and "\n" not in arranged.name


def test_music_is_heard_by_the_customer_who_waits_after_the_answer() -> None:
    story = kept(first=CallbackFirst.CUSTOMER) >> ready(30) >> wants(SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(31))
    story >> LegAnswered(t(45), f"{BACK}.1")
    assert any(type(one).__name__ in ("StartMusic", "LeaveBridge") for one in story.heard), StartMusic
