"""Callers, from the arrival to the queue, and their end at every moment."""

import msgspec
import pytest

from acd.core import callers
from acd.core.commands import (
    Answer,
    CommandFailure,
    HangUp,
    PlayPrompts,
    Reject,
    Release,
    RingDevice,
    StartMusic,
    StopPrompts,
    Timer,
    TimerKind,
)
from acd.core.events import CommandFailed, DigitReceived, LegAnswered, LegArrived, PromptsEnded, TimerFired
from contracts.facts import (
    FlowEntered,
    InteractionArrived,
    InteractionEnded,
    InteractionQueued,
    LimitReached,
    MenuAnswered,
    NodeVisited,
    QueueVisitEnded,
)
from contracts.flows import Flow, Greeting
from contracts.vocabulary import EndCause, MenuOutcome, Phase, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BILLING,
    BILLING_NUMBER,
    FIRST,
    MENU_NUMBER,
    NODE,
    OUTAGE_NUMBER,
    SECOND_CALL,
    arrives,
    configuration,
    hangs_up,
    opened,
    t,
    with_queue,
)
from tests.support.playbook import Playbook, like

FLOW_TIMER = Timer(TimerKind.FLOW, FIRST)


def in_menu() -> Playbook:
    """The caller has heard greeting and menu; a key is awaited since second 5."""
    return (
        opened(ready=(ANA,))
        >> arrives("c1", MENU_NUMBER, at=t(1))
        >> PromptsEnded(t(3), "c1", f"{FIRST}.p1")
        >> PromptsEnded(t(5), "c1", f"{FIRST}.p2")
    )


def test_an_unknown_number_is_turned_away_and_told() -> None:
    story = opened() >> arrives("c1", "+491", at=t(1))
    (
        story
        << like(InteractionArrived, number=None, dialled="+491", leg="c1", pbx=NODE)
        << Reject(FIRST, "c1", HangupCause.UNALLOCATED)
        << like(InteractionEnded, cause=EndCause.UNKNOWN_NUMBER)
        << Release(FIRST)
    )
    assert not story.floor.snapshot().interactions


def test_no_number_at_all_is_an_unknown_one() -> None:
    opened() >> LegArrived(t(1), "c1", NODE) << like(InteractionArrived, dialled="", caller="") << Reject


def test_a_number_is_found_as_the_trunk_sent_it_too() -> None:
    center = configuration()
    numbers = [msgspec.structs.replace(center.numbers[0], number="100")]
    story = opened(configuration(numbers=numbers)) >> LegArrived(t(1), "c1", NODE, dialled="+49100", dialled_as_sent="100")
    story << like(InteractionArrived, number=1) << InteractionQueued


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("x" * 300, "x" * 100),
        ("<b>'; DROP TABLE--", "<b>'; DROP TABLE--"),
        ("a\x00\r\n\x1b[0mb", "a    [0mb"),
        ("\u202eevil", "evil"),
        (" ", ""),
    ],
)
def test_a_hostile_name_is_one_line_of_text(sent: str, kept: str) -> None:
    opened() >> arrives("c1", at=t(1), caller_name=sent) << like(InteractionArrived, caller_name=kept)


def test_a_direct_number_answers_with_music_and_waits() -> None:
    (
        opened()
        >> arrives("c1", at=t(1))
        << like(InteractionQueued, queue=BILLING, day="2026-11-23", priority=0, required_skills={})
        << Answer(FIRST, "c1")
        << StartMusic(FIRST, "c1", "default")
    )


def test_required_skills_are_told_with_the_entry() -> None:
    opened() >> arrives("c1", OUTAGE_NUMBER, at=t(1)) << like(InteractionQueued, required_skills={1: 3})


def test_the_same_leg_arrives_once() -> None:
    (opened() >> arrives("c1", at=t(1)) >> arrives("c1", at=t(2))).silence()


def test_a_flow_is_answered_and_played() -> None:
    (
        opened()
        >> arrives("c1", MENU_NUMBER, at=t(1))
        << Answer(FIRST, "c1")
        << like(FlowEntered, flow=1, flow_version=1)
        << like(NodeVisited, node="hello")
        << PlayPrompts(FIRST, "c1", f"{FIRST}.p1", ("sound:hello",))
    )


def test_a_key_leads_into_the_queue_and_the_phone_rings_before_the_music() -> None:
    (
        in_menu()
        >> DigitReceived(t(6), "c1", "1")
        << like(MenuAnswered, outcome=MenuOutcome.CHOSEN, key="1", label="Invoices")
        << like(NodeVisited, node="billing")
        << like(InteractionQueued, language="de")
        << RingDevice
        << StartMusic(FIRST, "c1", "default")
    )


def test_a_key_interrupts_the_menus_prompts() -> None:
    story = opened() >> arrives("c1", MENU_NUMBER, at=t(1)) >> PromptsEnded(t(3), "c1", f"{FIRST}.p1") >> DigitReceived(t(4), "c1", "2")
    story << like(MenuAnswered, key="2") << StopPrompts(FIRST, "c1", f"{FIRST}.p2") << like(PlayPrompts, media=("sound:bye",))
    (story >> PromptsEnded(t(4.01), "c1", f"{FIRST}.p2")).silence()


def test_a_silent_caller_is_asked_again_and_then_told_good_bye() -> None:
    (
        in_menu()
        >> TimerFired(t(10), FLOW_TIMER)
        << like(MenuAnswered, outcome=MenuOutcome.TIMED_OUT, key="")
        << like(PlayPrompts, media=("sound:press-1-or-2",))
    )
    (
        (in_menu() >> TimerFired(t(10), FLOW_TIMER) >> PromptsEnded(t(12), "c1", f"{FIRST}.p3"))
        >> TimerFired(t(17), FLOW_TIMER)
        << like(MenuAnswered, outcome=MenuOutcome.TIMED_OUT)
        << like(MenuAnswered, outcome=MenuOutcome.GAVE_UP)
        << like(PlayPrompts, media=("sound:bye",))
    )


def test_after_the_last_prompt_the_caller_is_hung_up() -> None:
    (
        in_menu()
        >> DigitReceived(t(6), "c1", "2")
        >> PromptsEnded(t(8), "c1", f"{FIRST}.p3")
        << like(InteractionEnded, cause=EndCause.FLOW_ENDED)
        << HangUp(FIRST, "c1", HangupCause.NORMAL)
    )


def test_prompts_that_cannot_be_played_do_not_hold_the_caller() -> None:
    story = opened() >> arrives("c1", MENU_NUMBER, at=t(1))
    play = next(order for order in story.heard if isinstance(order, PlayPrompts))
    story >> CommandFailed(t(1.1), play, CommandFailure.REFUSED) << like(NodeVisited, node="menu")


def test_prompts_whose_end_is_never_told_do_not_hold_the_caller() -> None:
    opened() >> arrives("c1", MENU_NUMBER, at=t(1)) >> TimerFired(t(301), FLOW_TIMER) << StopPrompts << like(NodeVisited, node="menu")


def test_an_answer_that_fails_ends_the_interaction() -> None:
    story = opened() >> arrives("c1", MENU_NUMBER, at=t(1))
    story >> CommandFailed(t(1.1), Answer(FIRST, "c1"), CommandFailure.REFUSED) << like(InteractionEnded, cause=EndCause.FAILED)


def moments() -> list[tuple[str, Playbook]]:
    greeting = opened(ready=(ANA,)) >> arrives("c1", MENU_NUMBER, at=t(1))
    queued = opened() >> arrives("c1", at=t(1))
    ringing = opened(ready=(ANA,)) >> arrives("c1", at=t(1))
    talking = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(4), f"{FIRST}.1")
    return [("greeting", greeting), ("menu", in_menu()), ("queued", queued), ("ringing", ringing), ("talking", talking)]


@pytest.mark.parametrize("moment", range(5))
def test_a_caller_may_hang_up_at_every_moment(moment: int) -> None:
    name, story = moments()[moment]
    story >> hangs_up("c1", at=t(10)) << like(InteractionEnded, cause=EndCause.CALLER_HUNG_UP) << Release(FIRST)
    story.never(like(HangUp, leg="c1"))
    center = story.floor.center
    assert not center.interactions and not center.callers, name
    assert not [timer for timer in center.timers if timer.kind in (TimerKind.FLOW, TimerKind.OFFER)]
    (story >> hangs_up("c1", at=t(10))).silence()


def test_a_waiting_caller_who_leaves_has_abandoned() -> None:
    opened() >> arrives("c1", at=t(1)) >> hangs_up("c1", at=t(9)) << like(QueueVisitEnded, outcome=VisitOutcome.ABANDONED)


def test_a_full_queue_is_busy_and_says_so() -> None:
    story = opened(with_queue(BILLING, waiting_max=1)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    (
        story
        << like(LimitReached, limit="waiting_max", value=1, queue=BILLING, interaction=SECOND_CALL)
        << Reject(SECOND_CALL, "c2", HangupCause.BUSY)
        << like(InteractionEnded, cause=EndCause.REJECTED_FULL)
    ).never(InteractionQueued)
    story >> hangs_up("c1", at=t(3)) >> arrives("c3", at=t(4)) << InteractionQueued


def test_a_full_queue_behind_a_menu_ends_the_call() -> None:
    story = in_menu() >> arrives("c2", BILLING_NUMBER, at=t(5))
    story.floor.center.queues[BILLING] = msgspec.structs.replace(story.floor.center.queues[BILLING], waiting_max=1)
    story >> DigitReceived(t(6), "c1", "1") << like(LimitReached, limit="waiting_max") << HangUp(FIRST, "c1", HangupCause.NORMAL)


def test_a_full_center_turns_callers_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "INTERACTIONS_MAX", 1)
    (
        opened()
        >> arrives("c1", at=t(1))
        >> arrives("c2", at=t(2))
        << like(LimitReached, limit="interactions_max", value=1)
        << Reject(SECOND_CALL, "c2", HangupCause.CONGESTION)
        << like(InteractionEnded, cause=EndCause.REJECTED_FULL)
    )


def test_a_flow_that_leads_nowhere_ends_the_call_instead_of_the_engine() -> None:
    broken = Flow(id=1, version=1, name="", entry="a", nodes=[Greeting(id="a", prompts=[], next="gone")])
    opened(configuration(flows=[broken])) >> arrives("c1", MENU_NUMBER, at=t(1)) << like(InteractionEnded, cause=EndCause.FAILED)


def test_a_digit_while_waiting_changes_nothing() -> None:
    story = opened() >> arrives("c1", at=t(1))
    (story >> DigitReceived(t(2), "c1", "1")).silence()
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.WAITING
