"""Who gets whom."""

from acd.core.commands import RingDevice
from acd.core.events import ConfigurationPublished, LegAnswered, LegPresent, PbxLost, PbxRecovered
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
)
from contracts.flows import Enqueue, Flow
from contracts.intents import DeclineOffer, SetPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind, Presence
from tests.support.centers import NODE, START, arrives, hangs_up, opened, t, wants
from tests.support.playbook import Playbook, like

#: queue 1 asks for nothing, queue 2 for Greek, which nobody has; flow 9 leads into queue 1 with priority
EASY, GREEK, URGENT = "+1", "+2", "+9"


def center(agents: dict[int, list[int]], skills: dict[int, dict[int, int]] | None = None) -> CenterConfiguration:
    """Agents and their queues; agent n rings at device n."""
    return CenterConfiguration(
        version=1,
        published_at=START,
        queues=[
            QueueConfiguration(id=1, name="Easy", wrap_up_seconds=0),
            QueueConfiguration(id=2, name="Greek", wrap_up_seconds=0, required_skills=[RequiredSkill(skill=7, level_min=3)]),
        ],
        agents=[
            AgentConfiguration(id=agent, name=str(agent), queues=queues, devices=[agent], skills=(skills or {}).get(agent, {}))
            for agent, queues in agents.items()
        ],
        devices=[DeviceConfiguration(id=agent, kind=DeviceKind.SIP_FIXED, agent=agent, contact="sip:a") for agent in agents],
        numbers=[
            NumberConfiguration(id=1, number=EASY, queue=1),
            NumberConfiguration(id=2, number=GREEK, queue=2),
            NumberConfiguration(id=9, number=URGENT, flow=9),
        ],
        flows=[Flow(id=9, version=1, name="Urgent", entry="q", nodes=[Enqueue(id="q", queue=1, priority=5)])],
    )


def rung(story: Playbook) -> list[tuple[str, int]]:
    return [(heard.interaction, heard.agent) for heard in story.heard if isinstance(heard, RingDevice)]


def test_first_in_first_out_within_equal_priority() -> None:
    story = opened(center({1: [1]})) >> arrives("a", EASY, at=t(1)) >> arrives("b", EASY, at=t(1)) >> arrives("c", EASY, at=t(1))
    story >> wants(SetPresence(agent=1, presence=Presence.READY), at=t(2))
    assert rung(story) == [("zzz-1", 1)]
    story >> hangs_up("a", at=t(3)) >> hangs_up("zzz-1.1", at=t(3))
    assert rung(story) == [("zzz-2", 1)]


def test_a_higher_priority_goes_before_those_who_came_earlier() -> None:
    story = opened(center({1: [1]})) >> arrives("a", EASY, at=t(1)) >> arrives("b", URGENT, at=t(2)) >> arrives("c", URGENT, at=t(3))
    story >> wants(SetPresence(agent=1, presence=Presence.READY), at=t(4))
    assert rung(story) == [("zzz-2", 1)]


def test_a_caller_nobody_can_serve_delays_nobody_who_can_be_served() -> None:
    story = opened(center({1: [1, 2]})) >> arrives("greek", GREEK, at=t(1)) >> arrives("easy", EASY, at=t(2))
    story >> wants(SetPresence(agent=1, presence=Presence.READY), at=t(3))
    assert rung(story) == [("zzz-2", 1)]


def test_a_skill_counts_from_the_level_asked_for() -> None:
    three = center({1: [2], 2: [2]}, {1: {7: 2}, 2: {7: 3}})
    story = opened(three) >> wants(SetPresence(agent=1, presence=Presence.READY), at=t(1)) >> arrives("greek", GREEK, at=t(2))
    assert rung(story) == []
    story >> wants(SetPresence(agent=2, presence=Presence.READY), at=t(3))
    assert rung(story) == [("zzz-1", 2)]


def test_an_agent_of_several_queues_takes_who_waits_longest_across_them() -> None:
    both = center({1: [1, 2]}, {1: {7: 5}})
    story = opened(both) >> arrives("greek", GREEK, at=t(1)) >> arrives("easy", EASY, at=t(2))
    story >> wants(SetPresence(agent=1, presence=Presence.READY), at=t(3))
    assert rung(story) == [("zzz-1", 1)]


def test_idle_time_begins_anew_with_each_talk() -> None:
    story = opened(center({1: [1], 2: [1]}), ready=(1, 2)) >> arrives("a", EASY, at=t(1))
    assert rung(story) == [("zzz-1", 1)]
    story >> LegAnswered(t(2), "zzz-1.1") >> hangs_up("a", at=t(3)) >> hangs_up("zzz-1.1", at=t(3)) >> arrives("b", EASY, at=t(4))
    assert rung(story) == [("zzz-2", 2)]


def test_equal_idle_times_go_by_the_lower_id() -> None:
    story = opened(center({2: [1], 1: [1]}))
    for agent in (2, 1):
        story >> wants(SetPresence(agent=agent, presence=Presence.READY), at=t(1))
    story >> arrives("a", EASY, at=t(2))
    assert rung(story) == [("zzz-1", 1)]


def test_the_same_phone_is_not_rung_again_while_another_is_free() -> None:
    story = opened(center({1: [1], 2: [1]}), ready=(1, 2)) >> arrives("a", EASY, at=t(1))
    story >> wants(DeclineOffer(agent=1, offer="zzz-1.1"), at=t(2))
    assert rung(story) == [("zzz-1", 2)]


def test_many_who_become_possible_at_once_are_matched_in_order() -> None:
    """The node comes back: two agents idle, three callers wait; longest idle gets longest waiting."""
    story = opened(center({1: [1], 2: [1]}))
    for leg in ("a", "b", "c"):
        story >> arrives(leg, EASY, at=t(1))
    story >> PbxLost(t(2), NODE)
    for agent in (2, 1):
        story >> wants(SetPresence(agent=agent, presence=Presence.READY), at=t(3 if agent == 2 else 4))
    story >> PbxRecovered(t(5), NODE, [LegPresent(leg, True) for leg in ("a", "b", "c")])
    assert rung(story) == [("zzz-1", 2), ("zzz-2", 1)]


def test_agents_freed_in_one_event_get_callers_by_idle_time() -> None:
    """A configuration gives the queue to two idle agents: the one idle for longer is offered the first caller."""
    story = opened(center({1: [], 2: []})) >> arrives("a", EASY, at=t(1)) >> arrives("b", EASY, at=t(2))
    for agent in (2, 1):
        story >> wants(SetPresence(agent=agent, presence=Presence.READY), at=t(3 if agent == 2 else 4))
    story >> ConfigurationPublished(t(5), center({1: [1], 2: [1]}))
    assert rung(story) == [("zzz-1", 2), ("zzz-2", 1)]
    story << like(RingDevice, agent=2) << like(RingDevice, agent=1)
