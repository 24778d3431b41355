"""Wrap-up in all its modes."""

from typing import Any

import msgspec
import pytest

from acd.core.commands import AnswerIntent, SetTimer, Timer, TimerKind
from acd.core.events import ConfigurationPublished, LegAnswered, PbxRecovered, TimerFired
from acd.core.floor import Floor
from contracts.control_facts import WrapUpExtended, WrapUpRequested
from contracts.facts import HandlingEnded, PresenceChanged, WrapUpStarted
from contracts.intents import ExtendWrapUp, FinishWrapUp, RequestWrapUp, SetPresence
from contracts.vocabulary import AgentState, Presence, PresenceReason, RefusalCode, WrapUpEnd, WrapUpMode
from tests.support.centers import ANA, BEN, BILLING, EPOCH, FIRST, NODE, arrives, hangs_up, opened, t, wants, with_queue
from tests.support.playbook import Playbook, like

TIME_IS_UP = Timer(TimerKind.WRAP_UP, str(ANA))


def talking(**queue: Any) -> Playbook:
    return opened(with_queue(BILLING, **queue), ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")


def hung_up(**queue: Any) -> Playbook:
    """The customer left at second 10."""
    return talking(**queue) >> hangs_up("c1", at=t(10)) >> hangs_up(f"{FIRST}.1", at=t(10))


def refused(story: Playbook, code: RefusalCode) -> None:
    answer = next(heard for heard in story.heard if isinstance(heard, AnswerIntent))
    assert answer.outcome.refused is not None and answer.outcome.refused.code == code


def state(story: Playbook) -> AgentState:
    return story.floor.snapshot().agents[ANA].state


@pytest.mark.parametrize("mode", [WrapUpMode.NONE, WrapUpMode.OPTIONAL])
def test_without_wrap_up_the_agent_is_done_with_the_last_word(mode: WrapUpMode) -> None:
    story = talking(wrap_up=mode) >> hangs_up("c1", at=t(10))
    story << like(HandlingEnded, talking=8_000_000, wrapping_up=0, wrap_up_end=None)
    story.never(WrapUpStarted)
    assert state(story) is AgentState.READY


def test_optional_wrap_up_comes_when_it_was_asked_for_and_stays_until_done() -> None:
    story = talking(wrap_up=WrapUpMode.OPTIONAL) >> wants(RequestWrapUp(agent=ANA, interaction=FIRST), at=t(5)) << WrapUpRequested
    (story >> wants(RequestWrapUp(agent=ANA, interaction=FIRST), at=t(6))).never(WrapUpRequested)
    story >> hangs_up("c1", at=t(10)) << like(WrapUpStarted, ends_at=0, mandatory=False)
    story.never(like(SetTimer, timer=TIME_IS_UP))
    story >> wants(FinishWrapUp(agent=ANA, interaction=FIRST), at=t(400)) << like(HandlingEnded, wrap_up_end=WrapUpEnd.DONE)


def test_a_request_is_refused_where_wrap_up_comes_by_itself_or_never() -> None:
    refused(talking() >> wants(RequestWrapUp(agent=ANA, interaction=FIRST), at=t(5)), RefusalCode.NO_WRAP_UP)


def test_mandatory_wrap_up_lasts_exactly_its_time() -> None:
    story = hung_up(wrap_up=WrapUpMode.MANDATORY)
    refused(story >> wants(FinishWrapUp(agent=ANA, interaction=FIRST), at=t(20)), RefusalCode.WRAP_UP_MANDATORY)
    story >> TimerFired(t(40), TIME_IS_UP) << like(HandlingEnded, wrapping_up=30_000_000, wrap_up_end=WrapUpEnd.TIMED_OUT)


def test_who_signs_out_in_mandatory_wrap_up_is_offline_after_it() -> None:
    story = hung_up(wrap_up=WrapUpMode.MANDATORY)
    story >> wants(SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(20))
    story << like(PresenceChanged, presence=Presence.NOT_READY, reason=PresenceReason.SIGNING_OUT)
    assert state(story) is AgentState.WRAPPING_UP
    story >> TimerFired(t(40), TIME_IS_UP) << HandlingEnded << like(PresenceChanged, presence=Presence.OFFLINE)


def test_mandatory_until_done_has_no_end_by_itself() -> None:
    story = talking(wrap_up=WrapUpMode.MANDATORY_UNTIL_DONE) >> hangs_up("c1", at=t(10)) << like(WrapUpStarted, ends_at=0)
    story.never(like(SetTimer, timer=TIME_IS_UP))
    story >> wants(FinishWrapUp(agent=ANA, interaction=FIRST), at=t(900)) << like(HandlingEnded, wrapping_up=890_000_000)


def test_wrap_up_is_prolonged_as_often_as_the_queue_allows() -> None:
    story = hung_up(wrap_up_extension_seconds=15, wrap_up_extensions_max=1)
    assert story.floor.snapshot().agents[ANA].extensions_left == 1
    story >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(20))
    story << SetTimer(TIME_IS_UP, t(55)) << like(WrapUpExtended, ends_at=t(55), extensions=1)
    refused(story >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(21)), RefusalCode.NO_EXTENSION)
    (story >> TimerFired(t(40), TIME_IS_UP)).silence()
    story >> TimerFired(t(55), TIME_IS_UP) << like(HandlingEnded, wrapping_up=45_000_000)


def test_what_has_no_end_is_not_prolonged() -> None:
    story = hung_up(wrap_up=WrapUpMode.MANDATORY_UNTIL_DONE, wrap_up_extension_seconds=15, wrap_up_extensions_max=3)
    refused(story >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(20)), RefusalCode.NO_EXTENSION)


def test_a_restart_keeps_the_end_the_sums_and_what_is_left_of_a_wrap_up() -> None:
    center = with_queue(BILLING, wrap_up_extension_seconds=15, wrap_up_extensions_max=2)
    story = hung_up(wrap_up_extension_seconds=15, wrap_up_extensions_max=2) >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(20))
    floor = Floor(EPOCH + 1, center)
    floor.start(t(21), story.floor.snapshot())
    again = Playbook(floor) >> PbxRecovered(t(22), NODE, [])
    again >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(23)) << like(WrapUpExtended, ends_at=t(70), extensions=2)
    refused(again >> wants(ExtendWrapUp(agent=ANA, interaction=FIRST), at=t(24)), RefusalCode.NO_EXTENSION)
    again >> TimerFired(t(70), TIME_IS_UP) << like(HandlingEnded, talking=8_000_000, wrapping_up=60_000_000)


def test_a_wish_to_wrap_up_outlives_a_restart() -> None:
    story = talking(wrap_up=WrapUpMode.OPTIONAL) >> wants(RequestWrapUp(agent=ANA, interaction=FIRST), at=t(5))
    floor = Floor(EPOCH + 1, with_queue(BILLING, wrap_up=WrapUpMode.OPTIONAL))
    floor.start(t(6), story.floor.snapshot())
    Playbook(floor) >> hangs_up("c1", at=t(10)) << WrapUpStarted


def test_nobody_finishes_the_wrap_up_of_another() -> None:
    refused(hung_up() >> wants(FinishWrapUp(agent=BEN, interaction=FIRST), at=t(20)), RefusalCode.NO_WRAP_UP)


def test_an_agent_who_is_removed_does_not_wrap_up_for_ever() -> None:
    story = hung_up(wrap_up=WrapUpMode.MANDATORY_UNTIL_DONE)
    whole = story.floor.center.configuration
    without = msgspec.structs.replace(whole, version=2, agents=[agent for agent in whole.agents if agent.id != ANA])
    story >> ConfigurationPublished(t(20), without) << like(HandlingEnded, wrap_up_end=WrapUpEnd.SIGNED_OUT)
    assert ANA not in story.floor.center.agents


def test_a_wrap_up_without_end_can_be_finished_though_the_queue_has_become_mandatory_meanwhile() -> None:
    story = hung_up(wrap_up=WrapUpMode.MANDATORY_UNTIL_DONE)
    floor = Floor(EPOCH + 1, with_queue(BILLING, wrap_up=WrapUpMode.MANDATORY))
    floor.start(t(20), story.floor.snapshot())
    Playbook(floor) >> wants(FinishWrapUp(agent=ANA, interaction=FIRST), at=t(30)) << HandlingEnded
