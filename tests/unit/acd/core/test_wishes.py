"""Presence: what agents and supervisors ask for, and what becomes of it."""

import pytest

from acd.core.commands import AnswerIntent, RingDevice, Timer, TimerKind
from acd.core.events import DeviceReachabilityChanged, TimerFired
from contracts.facts import PresenceChanged
from contracts.intents import AdoptConfiguration, Intent, Refusal, SetPresence
from contracts.vocabulary import AgentState, Presence, PresenceReason, RefusalCode
from tests.support.centers import (
    ANA,
    ANAS_PHONE,
    BEN,
    BENS_PHONE,
    CLEO,
    CLEOS_BROWSER,
    OUTAGE_NUMBER,
    arrives,
    configuration,
    opened,
    t,
    wants,
)
from tests.support.playbook import Playbook, like


def ready(agent: int, **fields: object) -> Intent:
    return SetPresence(agent=agent, presence=Presence.READY, **fields)  # type: ignore[arg-type] # device and reason


def refusal(story: Playbook) -> Refusal | None:
    (answer,) = [heard for heard in story.heard if isinstance(heard, AnswerIntent)]
    return answer.outcome.refused


def test_signing_in_opens_the_first_interval_at_the_first_device() -> None:
    story = opened() >> wants(ready(ANA), at=t(1), by=42)
    story << like(PresenceChanged, agent=ANA, presence=Presence.READY, previous=Presence.OFFLINE, device=ANAS_PHONE, by=42)
    assert refusal(story) is None
    assert story.floor.snapshot().agents[ANA].state is AgentState.READY


def test_intervals_follow_each_other_without_gap() -> None:
    story = opened() >> wants(ready(ANA), at=t(1)) >> wants(SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="lunch"), at=t(2))
    story << like(PresenceChanged, previous=Presence.READY, previous_since=t(1), reason="lunch")
    story >> wants(SetPresence(agent=ANA, presence=Presence.OFFLINE), at=t(3))
    story << like(PresenceChanged, previous=Presence.NOT_READY, previous_reason="lunch", previous_since=t(2))


def test_asking_for_what_is_already_so_is_no_news() -> None:
    story = opened(ready=(ANA,)) >> wants(ready(ANA), at=t(1))
    assert refusal(story) is None
    story.never(PresenceChanged)
    story >> wants(SetPresence(agent=BEN, presence=Presence.OFFLINE), at=t(1))
    story.never(PresenceChanged)


@pytest.mark.parametrize(
    ("intent", "code"),
    [
        (ready(99), RefusalCode.UNKNOWN_AGENT),
        (ready(ANA, device=BENS_PHONE), RefusalCode.UNKNOWN_DEVICE),
        (ready(CLEO), RefusalCode.DEVICE_UNREACHABLE),
        (SetPresence(agent=ANA, presence=Presence.NOT_READY, reason="x" * 41), RefusalCode.REASON_TOO_LONG),
        (AdoptConfiguration(version=2), RefusalCode.NOT_ADOPTED),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(intent: Intent, code: str) -> None:
    story = opened() >> wants(intent, at=t(1))
    answer = refusal(story)
    assert answer is not None and answer.code == code and answer.detail
    assert len(story.heard) == 1


def test_an_agent_without_a_device_cannot_be_ready() -> None:
    story = opened(configuration(devices=[])) >> wants(ready(ANA), at=t(1))
    answer = refusal(story)
    assert answer is not None and answer.code == RefusalCode.NO_DEVICE


def test_a_version_that_is_in_force_is_accepted() -> None:
    assert refusal(opened() >> wants(AdoptConfiguration(version=1), at=t(1))) is None


def test_a_browser_can_be_ready_once_it_has_registered() -> None:
    story = opened() >> DeviceReachabilityChanged(t(0), CLEOS_BROWSER, True) >> wants(ready(CLEO), at=t(1))
    story << like(PresenceChanged, presence=Presence.READY, device=CLEOS_BROWSER)


def test_a_page_that_reloads_keeps_the_agent_ready_but_unoffered() -> None:
    story = opened() >> DeviceReachabilityChanged(t(0), CLEOS_BROWSER, True) >> wants(ready(CLEO), at=t(1))
    story >> DeviceReachabilityChanged(t(2), CLEOS_BROWSER, False) >> arrives("c1", OUTAGE_NUMBER, at=t(3))
    story.never(RingDevice)
    story >> DeviceReachabilityChanged(t(4), CLEOS_BROWSER, True) << like(RingDevice, device=CLEOS_BROWSER)


def test_a_device_that_stays_away_makes_the_agent_not_ready() -> None:
    story = opened() >> DeviceReachabilityChanged(t(0), CLEOS_BROWSER, True) >> wants(ready(CLEO), at=t(1))
    story >> DeviceReachabilityChanged(t(2), CLEOS_BROWSER, False)
    story >> TimerFired(t(17), Timer(TimerKind.UNREACHABLE, str(CLEO)))
    story << like(PresenceChanged, agent=CLEO, presence=Presence.NOT_READY, reason=PresenceReason.UNREACHABLE, previous_since=t(1))


def test_a_device_nobody_knows_yet_is_remembered() -> None:
    story = opened(configuration(version=0)) >> DeviceReachabilityChanged(t(0), 999, True)
    story.silence()
    assert story.floor.center.reachability[999]
