"""Who could take those who wait, and why nobody does."""

from acd.core.outlook import of_interaction, of_queue
from contracts.configuration import AgentConfiguration, CenterConfiguration, DeviceConfiguration, NumberConfiguration, QueueConfiguration
from contracts.intents import SetPresence
from contracts.outlook import Outlook
from contracts.rules import Ring, TeamConfiguration
from contracts.skills import RequiredSkill
from contracts.vocabulary import DeviceKind, Phase, Presence
from tests.support.centers import START, arrives, opened, t, wants
from tests.support.playbook import Playbook

GERMAN = 7
SKILLS = {1: 3, 2: 5, 3: 1, 4: 4}
"""Agents 1 to 3 are of the queue, 4 of the team that ring 2 asks."""


def center() -> CenterConfiguration:
    queue = QueueConfiguration(
        id=1,
        name="Billing",
        wrap_up_seconds=0,
        required_skills=[RequiredSkill(skill=GERMAN, level_min=3)],
        rings=[
            Ring(after_seconds=20, required_skills=[RequiredSkill(skill=GERMAN, level_min=1)]),
            Ring(after_seconds=60, teams=[5]),
        ],
    )
    return CenterConfiguration(
        version=1,
        published_at=START,
        queues=[queue],
        teams=[TeamConfiguration(id=5, name="Back office", agents=[4])],
        agents=[
            AgentConfiguration(id=agent, name=str(agent), queues=[1] if agent < 4 else [], devices=[agent], skills={GERMAN: level})
            for agent, level in SKILLS.items()
        ],
        devices=[DeviceConfiguration(id=agent, kind=DeviceKind.SIP_FIXED, agent=agent, contact="sip:a") for agent in SKILLS],
        numbers=[NumberConfiguration(id=1, number="+1", queue=1)],
    )


def present(agent: int, presence: Presence = Presence.READY, reason: str = "") -> SetPresence:
    return SetPresence(agent=agent, presence=presence, reason=reason)


def told(story: Playbook) -> Outlook:
    found = of_queue(story.floor.center, 1)
    assert found is not None
    return found


def why(outlook: Outlook) -> dict[int, tuple[str, int | None]]:
    return {one.agent: (one.why, one.stage) for one in outlook.people}


def waits() -> Playbook:
    story = opened(center()) >> arrives("a", "+1", at=t(1)) >> arrives("b", "+1", at=t(2))
    story >> wants(present(2, Presence.NOT_READY, "lunch"), at=t(3))
    return story >> wants(present(3), at=t(4))


def test_each_agent_is_told_with_the_reason_and_the_ring_that_lets_them() -> None:
    outlook = told(waits())
    assert (outlook.waiting, outlook.interaction, outlook.place, outlook.stage) == (2, "zzz-1", 1, 0)
    assert why(outlook) == {1: ("offline", 0), 2: ("not_ready", 0), 3: ("skill", 1), 4: ("offline", 2)}
    assert outlook.counts == {"offline": 1, "not_ready": 1, "later": 2}
    assert next(one for one in outlook.people if one.agent == 2).reason == "lunch"
    assert next(one for one in outlook.people if one.agent == 3).lacks == {GERMAN: 3}


def test_the_next_ring_says_when_and_whom_it_brings() -> None:
    ring = told(waits()).next_ring
    assert ring is not None
    assert (ring.stage, ring.at, ring.required_skills, ring.gains) == (1, t(21), {GERMAN: 1}, 1)


def test_who_is_next_is_told_in_the_order_of_service() -> None:
    assert told(waits()).next == ["zzz-1", "zzz-2"]


def test_one_who_waits_behind_is_told_with_the_own_place() -> None:
    second = of_interaction(waits().floor.center, "zzz-2")
    assert second is not None
    assert (second.interaction, second.place, second.entered_at) == ("zzz-2", 2, t(2))


def test_an_offer_is_told_with_whom_it_is_at() -> None:
    story = waits() >> wants(present(1), at=t(5))
    offered = of_interaction(story.floor.center, "zzz-1")
    assert offered is not None
    assert (offered.phase, offered.offered_to, offered.offered_at) == (Phase.OFFERED, 1, t(5))
    assert told(story).interaction == "zzz-2"
    assert why(told(story))[1] == ("ringing", 0)


def test_without_anybody_waiting_it_says_who_comes_first() -> None:
    story = opened(center()) >> wants(present(1), at=t(1)) >> wants(present(2), at=t(2))
    outlook = told(story)
    assert (outlook.interaction, outlook.waiting) == (None, 0)
    assert [(one.agent, one.why, one.place) for one in outlook.people][:2] == [(1, "free", 1), (2, "free", 2)]


def test_nothing_is_told_of_what_is_not_there() -> None:
    story = waits()
    assert of_queue(story.floor.center, 99) is None
    assert of_interaction(story.floor.center, "zzz-99") is None


def test_asking_changes_nothing() -> None:
    asked, left = waits(), waits()
    for _ in range(3):
        told(asked)
    then = wants(present(1), at=t(5))
    assert (asked >> then).floor.snapshot() == (left >> then).floor.snapshot()
    assert told(asked) == told(left)
