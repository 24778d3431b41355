"""The rules asked at entry: which of them holds, in which order, and where it leads."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import msgspec
import pytest

from acd.core import talks
from acd.core.callers import enter_queue
from acd.core.commands import Answer, PlayPrompts, Reject, RingDevice, StartMusic
from acd.core.entering import Entry
from acd.core.events import ConfigurationPublished, DigitReceived, LegAnswered, LegPresent, PbxRecovered, PromptsEnded
from acd.core.floor import Floor
from contracts.configuration import CenterConfiguration
from contracts.facts import FlowEntered, InteractionArrived, InteractionEnded, InteractionQueued, LimitReached, NodeVisited, QueueVisitEnded
from contracts.flows import Enqueue, Flow, Opening
from contracts.intents import CloseQueue, SetPresence, Transfer
from contracts.queue_facts import Overflowed, QueueClosed
from contracts.rules import HoursConfiguration, Overflow
from contracts.skills import RequiredSkill
from contracts.targets import OverflowTarget, ToEnd, ToFlow, ToQueue
from contracts.vocabulary import EndCause, OverflowCause, Phase, Presence, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    BEN,
    BILLING,
    BILLING_NUMBER,
    EPOCH,
    FIRST,
    GERMAN,
    MENU_FLOW,
    MENU_NUMBER,
    NODE,
    OUTAGE,
    OUTAGE_NUMBER,
    START,
    arrives,
    configuration,
    hangs_up,
    opened,
    t,
    wants,
    with_queue,
)
from tests.support.playbook import Playbook, like

OFFICE = 1
APOLOGY = ("sound:custom/closed-de", "sound:custom/closed-en")
TO_OUTAGE = ToQueue(queue=OUTAGE)


def ruled(*rules: Overflow, **changes: Any) -> CenterConfiguration:
    return with_queue(BILLING, overflows=list(rules), **changes)


def rule(cause: OverflowCause, target: OverflowTarget = TO_OUTAGE, threshold: float = 0) -> Overflow:
    return Overflow(cause=cause, target=target, threshold=threshold)


def with_hours(center: CenterConfiguration, **fields: Any) -> CenterConfiguration:
    """Billing is open on Mondays from 8 to 18 in Berlin; the story begins on a Monday at 10 there."""
    hours = HoursConfiguration(
        id=OFFICE,
        name="Office",
        **{"time_zone": "Europe/Berlin", "openings": [Opening(weekday=0, opens=time(8), closes=time(18))], **fields},
    )
    queues = [msgspec.structs.replace(queue, hours=OFFICE) if queue.id == BILLING else queue for queue in center.queues]
    return msgspec.structs.replace(center, hours=[hours], queues=queues)


def test_within_its_hours_a_queue_takes_callers() -> None:
    story = opened(with_hours(ruled(rule(OverflowCause.CLOSED)))) >> arrives("c1", at=t(1))
    (story << like(InteractionQueued, queue=BILLING)).never(Overflowed)


@pytest.mark.parametrize(
    "fields",
    [
        {"openings": [Opening(weekday=0, opens=time(8), closes=time(10))]},
        {"openings": [Opening(weekday=1, opens=time(8), closes=time(18))]},
        {"closed_on": [date(2026, 11, 23)]},
        {"time_zone": "America/New_York"},
    ],
)
def test_outside_its_hours_a_queue_leads_elsewhere(fields: dict[str, Any]) -> None:
    (
        opened(with_hours(ruled(rule(OverflowCause.CLOSED)), **fields))
        >> arrives("c1", at=t(1))
        << like(Overflowed, queue=BILLING, cause=OverflowCause.CLOSED, target=TO_OUTAGE)
        << like(InteractionQueued, queue=OUTAGE)
        << Answer(FIRST, "c1")
        << StartMusic(FIRST, "c1", "default")
    )


def test_a_closed_queue_without_a_rule_says_so_and_ends() -> None:
    story = opened(with_hours(configuration(), openings=[])) >> arrives("c1", at=t(1))
    (story << like(Overflowed, cause=OverflowCause.CLOSED) << Answer(FIRST, "c1") << like(PlayPrompts, media=APOLOGY)).never(
        InteractionQueued
    )
    story >> PromptsEnded(t(9), "c1", f"{FIRST}.p1") << like(InteractionEnded, cause=EndCause.OVERFLOWED)
    assert not story.floor.snapshot().interactions


def test_a_rule_may_end_it_as_busy_before_the_answer() -> None:
    (
        opened(with_hours(ruled(rule(OverflowCause.CLOSED, ToEnd())), openings=[]))
        >> arrives("c1", at=t(1))
        << Reject(FIRST, "c1", HangupCause.BUSY)
        << like(InteractionEnded, cause=EndCause.OVERFLOWED)
    )


def test_emergency_closing_asks_its_own_rule_until_it_is_opened_again() -> None:
    story = opened(ruled(rule(OverflowCause.EMERGENCY))) >> wants(CloseQueue(queue=BILLING, closed=True), at=t(1))
    story << QueueClosed(queue=BILLING, closed=True, by=7)
    (story >> wants(CloseQueue(queue=BILLING, closed=True), at=t(1.5))).never(QueueClosed)
    story >> arrives("c1", at=t(2)) << like(Overflowed, cause=OverflowCause.EMERGENCY) << like(InteractionQueued, queue=OUTAGE)
    story >> wants(CloseQueue(queue=None, closed=False), at=t(3)) << QueueClosed(queue=BILLING, closed=False, by=7)
    (story >> arrives("c2", at=t(4)) << like(InteractionQueued, queue=BILLING)).never(Overflowed)


def test_emergency_closing_outlives_a_new_configuration() -> None:
    story = opened() >> wants(CloseQueue(queue=None, closed=True), at=t(1))
    story >> ConfigurationPublished(t(2), configuration(version=2)) >> arrives("c1", OUTAGE_NUMBER, at=t(3))
    (story << like(Overflowed, queue=OUTAGE, cause=OverflowCause.EMERGENCY)).never(InteractionQueued)


def test_nobody_signed_in_leads_elsewhere_and_one_who_takes_a_break_is_there() -> None:
    story = opened(ruled(rule(OverflowCause.NOBODY_SIGNED_IN))) >> arrives("c1", at=t(1))
    story << like(Overflowed, cause=OverflowCause.NOBODY_SIGNED_IN, value=0) << like(InteractionQueued, queue=OUTAGE)
    story >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="break"), at=t(2)) >> arrives("c2", at=t(3))
    (story << like(InteractionQueued, queue=BILLING)).never(Overflowed)
    story >> wants(SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(4)) >> arrives("c3", at=t(5)) << Overflowed


def test_so_many_or_more_waiting_lead_elsewhere() -> None:
    story = opened(ruled(rule(OverflowCause.SIZE, threshold=2))) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    (story << like(InteractionQueued, queue=BILLING)).never(Overflowed)
    story >> arrives("c3", at=t(3)) << like(Overflowed, cause=OverflowCause.SIZE, threshold=2, value=2)


def test_a_place_too_far_behind_leads_elsewhere_but_priority_may_be_near() -> None:
    center = ruled(rule(OverflowCause.POSITION, threshold=2))
    center = msgspec.structs.replace(
        center, numbers=[*center.numbers, msgspec.structs.replace(center.numbers[0], id=9, number="+499", priority=5)]
    )
    story = opened(center) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(2))
    story << like(Overflowed, cause=OverflowCause.POSITION, value=2)
    (story >> arrives("c3", "+499", at=t(3)) << like(InteractionQueued, queue=BILLING, priority=5)).never(Overflowed)


def served(story: Playbook, callers: int, *, every: int, wait: int) -> Playbook:
    """So many callers, one after the other, each answered by Ana after `wait` seconds of ringing and gone a second later."""
    for place in range(callers):
        at, leg = t(10 + place * every), f"s{place}"
        interaction = f"zzz-{place + 1}"
        story >> arrives(leg, at=at) >> LegAnswered(at + wait * 1_000_000, f"{interaction}.1")
        story >> hangs_up(f"{interaction}.1", at=at + (wait + 1) * 1_000_000)
    return story


def waited_for(story: Playbook, callers: int, *, wait: int) -> Playbook:
    """So many callers, one after the other; each waits so long for Ana, who answers at once and takes a break after each."""
    for place in range(callers):
        at, interaction = 100 * place, f"zzz-{place + 1}"
        story >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="break"), at=t(at)) >> arrives(f"s{place}", at=t(at + 1))
        story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(at + 1 + wait))
        story >> LegAnswered(t(at + 1 + wait), f"{interaction}.1") >> hangs_up(f"{interaction}.1", at=t(at + 50))
    return story


def test_an_estimate_of_the_wait_is_told_at_entry_and_may_lead_elsewhere() -> None:
    center = ruled(rule(OverflowCause.ESTIMATED_WAIT, threshold=15), wrap_up_seconds=0)
    story = waited_for(opened(center), 6, wait=10)
    story >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="break"), at=t(1000))
    story >> arrives("c1", at=t(1001)) << like(InteractionQueued, estimated_wait=10)
    story >> arrives("c2", at=t(1002)) << like(Overflowed, cause=OverflowCause.ESTIMATED_WAIT, threshold=15, value=20)


def test_who_finds_an_agent_is_told_how_long_phones_ring() -> None:
    story = served(opened(with_queue(BILLING, wrap_up_seconds=0), ready=(ANA,)), 5, every=60, wait=4)
    story >> arrives("c1", at=t(501)) << like(InteractionQueued, estimated_wait=4)
    story >> LegAnswered(t(507), "zzz-6.1") << like(QueueVisitEnded, estimated_wait=4)


def test_a_service_level_below_the_goal_leads_elsewhere() -> None:
    center = ruled(rule(OverflowCause.SERVICE_LEVEL, threshold=0.9), wrap_up_seconds=0, service_level_seconds=5)
    story = served(opened(center, ready=(ANA,)), 1, every=60, wait=4)
    (story >> arrives("c1", at=t(100)) << like(InteractionQueued, queue=BILLING)).never(Overflowed)
    story >> LegAnswered(t(110), "zzz-2.1")
    story >> arrives("c2", at=t(120)) << like(Overflowed, cause=OverflowCause.SERVICE_LEVEL, value=0.5)


def test_the_first_rule_that_holds_is_taken() -> None:
    rules = (rule(OverflowCause.SIZE, ToEnd(), threshold=5), rule(OverflowCause.NOBODY_SIGNED_IN), rule(OverflowCause.POSITION, ToEnd()))
    opened(ruled(*rules)) >> arrives("c1", at=t(1)) << like(Overflowed, cause=OverflowCause.NOBODY_SIGNED_IN)


def test_a_rule_may_lead_into_a_flow() -> None:
    (
        opened(ruled(rule(OverflowCause.POSITION, ToFlow(flow=MENU_FLOW))))
        >> arrives("c1", at=t(1))
        << Overflowed
        << Answer(FIRST, "c1")
        << like(FlowEntered, flow=MENU_FLOW)
        << like(NodeVisited, node="hello")
    )


def test_a_rule_to_what_is_gone_turns_away() -> None:
    (
        opened(ruled(rule(OverflowCause.POSITION, ToQueue(queue=99))))
        >> arrives("c1", at=t(1))
        << like(InteractionEnded, cause=EndCause.FAILED)
    )
    opened(ruled(rule(OverflowCause.POSITION, ToFlow(flow=99)))) >> arrives("c1", at=t(1)) << like(InteractionEnded, cause=EndCause.FAILED)


def test_queues_that_lead_to_each_other_end_politely() -> None:
    center = ruled(rule(OverflowCause.NOBODY_SIGNED_IN))
    back = rule(OverflowCause.NOBODY_SIGNED_IN, ToQueue(queue=BILLING))
    queues = [msgspec.structs.replace(queue, overflows=[back]) if queue.id == OUTAGE else queue for queue in center.queues]
    story = opened(msgspec.structs.replace(center, queues=queues)) >> arrives("c1", at=t(1))
    assert sum(isinstance(one, Overflowed) for one in story.heard) == 6
    (
        story
        << like(LimitReached, limit="overflows_in_a_row_max", value=5)
        << like(PlayPrompts, media=("sound:custom/closed-de", "sound:custom/closed-en"))
    )
    story >> PromptsEnded(t(5), "c1", f"{FIRST}.p1") << like(InteractionEnded, cause=EndCause.OVERFLOWED)


def test_priority_is_the_numbers_plus_the_flows_plus_the_queues() -> None:
    center = with_queue(BILLING, priority=100)
    numbers = [msgspec.structs.replace(number, priority=10) for number in center.numbers]
    enqueue = Enqueue(id="in", queue=BILLING, language="de", priority=1, required_skills=[RequiredSkill(skill=GERMAN, level_min=2)])
    flow = Flow(id=MENU_FLOW, version=1, name="Straight in", entry="in", nodes=[enqueue])
    story = opened(msgspec.structs.replace(center, numbers=numbers, flows=[flow]))
    (
        story
        >> arrives("c1", MENU_NUMBER, at=t(1))
        << like(InteractionArrived, priority=10)
        << like(InteractionQueued, priority=111, language="de")
    )
    assert story.floor.center.interactions[FIRST].required_skills == {GERMAN: 2}
    story >> arrives("c2", BILLING_NUMBER, at=t(2)) << like(InteractionQueued, priority=110)


def test_what_an_interaction_asks_for_itself_outlives_the_engine() -> None:
    enqueue = Enqueue(id="in", queue=BILLING, language="de", priority=1, required_skills=[RequiredSkill(skill=GERMAN, level_min=2)])
    flow = Flow(id=MENU_FLOW, version=1, name="Straight in", entry="in", nodes=[enqueue])
    center = msgspec.structs.replace(with_queue(BILLING, priority=100), flows=[flow])
    story = opened(center) >> arrives("c1", MENU_NUMBER, at=t(1)) << like(InteractionQueued, required_skills={GERMAN: 2})
    floor = Floor(EPOCH + 1, center)
    floor.start(t(9), story.floor.snapshot())
    again = Playbook(floor) >> PbxRecovered(t(9), NODE, [LegPresent("c1", answered=True)])
    interaction = floor.center.interactions[FIRST]
    assert (interaction.required_skills, interaction.priority, interaction.language) == ({GERMAN: 2}, 1, "de")
    (again >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(10))).never(RingDevice)


def test_a_flow_is_entered_again_after_a_transfer() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(3), f"{FIRST}.1")
    story >> wants(Transfer(agent=ANA, interaction=FIRST, target=ToFlow(flow=MENU_FLOW)), at=t(9))
    story << like(FlowEntered, flow=MENU_FLOW) << like(NodeVisited, node="hello") << PlayPrompts
    assert story.floor.snapshot().interactions[FIRST].phase is Phase.IN_FLOW
    play = next(one.play for one in story.heard if isinstance(one, PlayPrompts))
    story >> PromptsEnded(t(12), "c1", play) >> DigitReceived(t(13), "c1", "1") << like(InteractionQueued, queue=BILLING, language="de")
    story >> ConfigurationPublished(t(14), configuration(version=2))
    floor = Floor(EPOCH + 1, configuration())
    floor.start(t(15), story.floor.snapshot())
    assert floor.center.interactions[FIRST].phase in (Phase.WAITING, Phase.OFFERED)


def test_a_flow_entered_again_goes_on_after_a_restart() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(3), f"{FIRST}.1")
    story >> wants(Transfer(agent=ANA, interaction=FIRST, target=ToFlow(flow=MENU_FLOW)), at=t(9))
    floor = Floor(EPOCH + 1, configuration())
    floor.start(t(15), story.floor.snapshot())
    again = Playbook(floor) >> PbxRecovered(t(15), NODE, [LegPresent("c1", answered=True)])
    again << like(NodeVisited, node="hello") << PlayPrompts


def test_a_last_word_cut_off_by_a_restart_is_the_end() -> None:
    story = opened(with_hours(configuration(), openings=[])) >> arrives("c1", at=t(1)) << PlayPrompts
    floor = Floor(EPOCH + 1, configuration())
    floor.start(t(5), story.floor.snapshot())
    again = Playbook(floor) >> PbxRecovered(t(5), NODE, [LegPresent("c1", answered=True)])
    again << like(InteractionEnded, cause=EndCause.ENGINE_LOST)


def test_a_kept_place_is_asked_no_rule() -> None:

    story = opened(ruled(rule(OverflowCause.POSITION), hours=None)) >> arrives("c1", OUTAGE_NUMBER, at=t(1))
    center = story.floor.center

    interaction = center.interactions[FIRST]
    talks.end_visit(center, interaction, VisitOutcome.FLOWED_OUT)
    assert enter_queue(center, interaction, Entry(queue=BILLING, entered_at=START))
    assert center.live.queues[BILLING].waiting == {FIRST: START}


def test_an_offer_is_made_in_the_queue_that_a_rule_led_to() -> None:
    story = opened(with_hours(ruled(rule(OverflowCause.CLOSED)), openings=[]), ready=(BEN,))
    center = story.floor.center
    assert center.matching.halls[OUTAGE].stages[0].requirement == ((GERMAN, 3),)
    story >> arrives("c1", at=t(1)) << like(InteractionQueued, queue=OUTAGE)
    story.never(RingDevice)
