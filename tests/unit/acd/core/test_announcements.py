"""What waiting callers hear between the music."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from acd.core.commands import Connect, PlayPrompts, RingDevice, StartMusic, StopPrompts, Timer, TimerKind
from acd.core.events import ConfigurationPublished, LegAnswered, LegPresent, PbxLost, PbxRecovered, PromptsEnded, TimerFired
from contracts.configuration import CenterConfiguration, TrunkConfiguration
from contracts.facts import InteractionEnded
from contracts.flows import Prompt
from contracts.intents import SetPresence
from contracts.queue_facts import Announced
from contracts.rules import CallbackRules, QueueAnnouncements
from contracts.vocabulary import Presence
from tests.support.centers import (
    ANA,
    BILLING,
    FIRST,
    NODE,
    SECOND_CALL,
    arrives,
    hangs_up,
    opened,
    prompt,
    t,
    wants,
    with_queue,
)
from tests.support.playbook import Playbook, like

TURN = Timer(TimerKind.ANNOUNCE, FIRST)
PLACES = {"en": ["sound:next", "sound:second", "sound:more-than-two"]}
WAITS = {"de": ["sound:eine-minute", "sound:zwei"], "en": ["sound:one-minute", "sound:two"]}


def telling(**rules: Any) -> CenterConfiguration:
    return with_queue(BILLING, announcements=QueueAnnouncements(**{"first_after_seconds": 20, "every_seconds": 30, **rules}))


def due(story: Playbook, interaction: str = FIRST) -> int | None:
    return story.floor.center.timers.get(Timer(TimerKind.ANNOUNCE, interaction))


@pytest.mark.parametrize(
    ("first", "every", "times"),
    [(20, 30, [20, 50, 80]), (0, 30, [30, 60, 90]), (20, 0, [20]), (0, 0, [])],
)
def test_the_first_comes_after_a_while_and_the_others_at_intervals(first: int, every: int, times: list[int]) -> None:
    center = telling(first_after_seconds=first, every_seconds=every, comfort=[[prompt("thanks")]])
    story = opened(center) >> arrives("c1", at=t(0))
    for turn, second in enumerate(times, start=1):
        assert due(story) == t(second)
        story >> TimerFired(t(second), TURN) << like(PlayPrompts, media=("sound:thanks",)) << like(Announced, comfort=1)
        story >> PromptsEnded(t(second + 3), "c1", f"{FIRST}.p{turn}") << StartMusic(FIRST, "c1", "default")
    assert due(story) is None or len(times) == 3


def test_place_and_estimated_wait_are_told_with_the_next_comfort_message() -> None:
    center = telling(position=True, positions=PLACES, comfort=[[prompt("one")], [prompt("two")]])
    story = opened(center) >> arrives("c0", at=t(0)) >> arrives("c1", at=t(0))
    second = Timer(TimerKind.ANNOUNCE, SECOND_CALL)
    story >> TimerFired(t(20), second) << PlayPrompts(SECOND_CALL, "c1", f"{SECOND_CALL}.p1", ("sound:second", "sound:one"))
    story << Announced(interaction=SECOND_CALL, queue=BILLING, position=2, comfort=1)
    assert story.floor.snapshot().interactions[SECOND_CALL].announced_position == 2
    story >> PromptsEnded(t(22), "c1", f"{SECOND_CALL}.p1") >> hangs_up("c0", at=t(30))
    story >> TimerFired(t(50), second) << like(PlayPrompts, media=("sound:next", "sound:two")) << like(Announced, position=1, comfort=2)
    story >> PromptsEnded(t(52), "c1", f"{SECOND_CALL}.p2") >> TimerFired(t(80), second) << like(Announced, position=1, comfort=1)


def test_beyond_the_last_sentence_the_last_is_said() -> None:
    story = opened(telling(position=True, positions=PLACES))
    for place in range(5):
        story >> arrives(f"c{place}", at=t(0))
    story >> TimerFired(t(20), Timer(TimerKind.ANNOUNCE, "zzz-5")) << like(PlayPrompts, media=("sound:more-than-two",))
    story << like(Announced, position=5)


def test_a_worse_place_than_before_is_not_told() -> None:
    center = telling(position=True, positions=PLACES)
    story = opened(center) >> arrives("c1", at=t(0)) >> TimerFired(t(20), TURN) << like(Announced, position=1)
    story >> PromptsEnded(t(22), "c1", f"{FIRST}.p1")
    line = story.floor.center.line(BILLING)
    line.enter((-99, 0), t(30))
    (story >> TimerFired(t(50), TURN)).never(PlayPrompts, Announced)
    assert due(story) == t(80)


def test_the_estimated_wait_is_told_in_minutes_in_the_callers_language() -> None:
    story = opened(telling(estimated_wait=True, waits=WAITS)) >> arrives("c1", at=t(0))
    (story >> TimerFired(t(20), TURN)).never(PlayPrompts)
    line = story.floor.center.line(BILLING)
    for number in range(10):
        line.enter((99, number), t(20 + 90 * number))
        line.offered((99, number), t(20 + 90 * (number + 1)), at_once=False)
    story.floor.center.interactions[FIRST].language = "de"
    story >> TimerFired(t(950), TURN) << like(PlayPrompts, media=("sound:zwei",)) << like(Announced, estimated_wait=120)


def test_nothing_is_said_while_a_phone_rings_for_the_caller() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]]), ready=(ANA,)) >> arrives("c1", at=t(10)) << RingDevice
    (story >> TimerFired(t(30), TURN)).never(PlayPrompts)
    assert due(story) == t(60)


def test_an_answer_cuts_what_is_being_said() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]])) >> arrives("c1", at=t(0)) >> TimerFired(t(20), TURN)
    (story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(21)) << RingDevice).never(StopPrompts)
    story >> LegAnswered(t(22), f"{FIRST}.1") << StopPrompts(FIRST, "c1", f"{FIRST}.p1") << Connect(FIRST, "c1", f"{FIRST}.1")
    assert due(story) is None
    (story >> PromptsEnded(t(22.1), "c1", f"{FIRST}.p1")).silence()


def test_an_announcement_whose_end_is_never_told_gives_way_to_music() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]], every_seconds=0)) >> arrives("c1", at=t(0)) >> TimerFired(t(20), TURN)
    story >> TimerFired(t(320), Timer(TimerKind.FLOW, FIRST)) << StopPrompts << StartMusic(FIRST, "c1", "default")


def test_a_caller_who_hangs_up_during_an_announcement_is_just_gone() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]])) >> arrives("c1", at=t(0)) >> TimerFired(t(20), TURN)
    (story >> hangs_up("c1", at=t(21)) << InteractionEnded).never(StopPrompts, StartMusic)
    assert not story.floor.center.timers


def test_while_the_node_is_away_nothing_is_said_and_afterwards_music_is() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]])) >> arrives("c1", at=t(0)) >> TimerFired(t(20), TURN) >> PbxLost(t(21), NODE)
    (story >> TimerFired(t(50), TURN)).never(PlayPrompts)
    story >> PbxRecovered(t(51), NODE, [LegPresent("c1", answered=True)]) << StartMusic(FIRST, "c1", "default")
    story >> TimerFired(t(80), TURN) << PlayPrompts


def test_a_new_configuration_changes_the_turns() -> None:
    story = opened(telling(comfort=[[prompt("thanks")]])) >> arrives("c1", at=t(0))
    story >> ConfigurationPublished(t(5), telling(comfort=[[prompt("thanks")]], first_after_seconds=40))
    assert due(story) == t(40)
    story >> ConfigurationPublished(t(6), with_queue(BILLING))
    assert due(story) is None


def test_a_call_back_is_offered_after_its_time_with_or_without_announcements() -> None:
    offer = CallbackRules(offer_after_seconds=60, prompts=[prompt("press-one"), Prompt(language="de", text="x", media="sound:eins")])
    trunk = TrunkConfiguration(id=1, name="out", outbound_address="192.0.2.1:5060")
    story = opened(msgspec.structs.replace(with_queue(BILLING, callback=offer), trunks=[trunk])) >> arrives("c1", at=t(0))
    assert due(story) == t(60)
    story.floor.center.interactions[FIRST].language = "de"
    story >> TimerFired(t(60), TURN) << like(PlayPrompts, media=("sound:eins",)) << like(Announced, callback_offered=True, comfort=0)
    assert due(story) is None


def test_no_call_back_is_offered_to_whom_we_could_not_call() -> None:
    """A withheld number, or no trunk to the outside."""
    offer = CallbackRules(offer_after_seconds=60, prompts=[prompt("press-one")])
    story = opened(with_queue(BILLING, callback=offer)) >> arrives("c1", at=t(0))
    (story >> TimerFired(t(60), TURN)).never(PlayPrompts, Announced)
    trunk = TrunkConfiguration(id=1, name="out", outbound_address="192.0.2.1:5060")
    story = opened(msgspec.structs.replace(with_queue(BILLING, callback=offer), trunks=[trunk])) >> arrives("c1", at=t(0))
    story.floor.center.interactions[FIRST].caller = ""
    (story >> TimerFired(t(60), TURN)).never(PlayPrompts, Announced)
