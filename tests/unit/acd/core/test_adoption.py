"""A new configuration in the middle of everything."""

import msgspec

from acd.core.commands import AdoptTelephony, RingDevice
from acd.core.events import ConfigurationPublished, DeviceReachabilityChanged, LegAnswered
from contracts.configuration import CenterConfiguration
from contracts.facts import ConfigurationAdopted, DeviceReachable, InteractionEnded, InteractionQueued, PresenceChanged, QueueVisitEnded
from contracts.intents import SetPresence
from contracts.skills import RequiredSkill
from contracts.vocabulary import AgentState, DeviceKind, EndCause, Presence, PresenceReason, VisitOutcome
from telephony.core.causes import HangupCause
from tests.support.centers import (
    ANA,
    ANAS_PHONE,
    BEN,
    BENS_PHONE,
    BILLING,
    CLEO,
    FIRST,
    OUTAGE,
    OUTAGE_NUMBER,
    SECOND_CALL,
    arrives,
    configuration,
    hangs_up,
    opened,
    t,
    wants,
)
from tests.support.playbook import Playbook, like


def without(*, queue: int = 0, agent: int = 0) -> CenterConfiguration:
    """Version 2, in which somebody or something is missing."""
    whole = configuration()
    return configuration(
        version=2,
        queues=[one for one in whole.queues if one.id != queue],
        agents=[msgspec.structs.replace(one, queues=[of for of in one.queues if of != queue]) for one in whole.agents if one.id != agent],
        devices=[one for one in whole.devices if one.agent != agent],
        numbers=[one for one in whole.numbers if one.queue != queue],
    )


def adopts(story: Playbook, center: CenterConfiguration, seconds: float) -> Playbook:
    return story >> ConfigurationPublished(t(seconds), center)


def test_a_configuration_reaches_the_telephony_and_the_world() -> None:
    story = adopts(opened(), without(agent=CLEO), 1)
    story << AdoptTelephony(without(agent=CLEO)) << like(ConfigurationAdopted, version=2, agents=[ANA, BEN], queues=[BILLING, OUTAGE])
    assert CLEO not in story.floor.snapshot().agents


def test_a_removed_agent_is_signed_out_before() -> None:
    story = adopts(opened(ready=(ANA,)), without(agent=ANA), 1)
    story << like(PresenceChanged, agent=ANA, presence=Presence.OFFLINE) << like(DeviceReachable, reachable=False) << ConfigurationAdopted
    (story >> arrives("c1", at=t(2))).never(RingDevice)


def test_a_removed_agent_who_talks_goes_when_the_talk_is_over() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")
    adopts(story, without(agent=ANA), 3) << like(PresenceChanged, presence=Presence.NOT_READY, reason=PresenceReason.SIGNING_OUT)
    assert story.floor.snapshot().agents[ANA].state is AgentState.TALKING
    story >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(4))
    assert "unknown_agent" in repr(story.heard)
    story >> hangs_up("c1", at=t(9)) << like(PresenceChanged, presence=Presence.OFFLINE) << ConfigurationAdopted
    assert ANA not in story.floor.snapshot().agents and ANA not in story.floor.center.agents


def test_callers_of_a_removed_queue_are_served_by_those_who_served_it() -> None:
    story = opened() >> arrives("c1", at=t(1))
    adopts(story, without(queue=BILLING), 2).never(InteractionEnded)
    story >> wants(SetPresence(agent=BEN, presence=Presence.READY), at=t(3)) << like(RingDevice, interaction=FIRST, device=BENS_PHONE)
    (story >> LegAnswered(t(4), f"{FIRST}.1") << like(ConfigurationAdopted, version=2, queues=[OUTAGE]))
    assert BILLING not in story.floor.snapshot().queues
    assert not story.floor.center.draining


def test_callers_of_a_removed_queue_whom_nobody_can_serve_any_more_are_let_go() -> None:
    story = opened() >> arrives("c1", at=t(1))
    nobody = configuration(version=2, queues=[], agents=[], devices=[], numbers=[])
    adopts(story, nobody, 2) << like(QueueVisitEnded, outcome=VisitOutcome.FLOWED_OUT)
    story << like(InteractionEnded, interaction=FIRST, cause=EndCause.FAILED)
    assert not story.floor.snapshot().queues


def test_a_waiting_caller_is_offered_to_a_new_agent_at_once() -> None:
    story = opened(without(agent=ANA)) >> arrives("c1", at=t(1))
    adopts(story, configuration(version=3), 2) >> wants(SetPresence(agent=ANA, presence=Presence.READY), at=t(3))
    story << like(RingDevice, interaction=FIRST, device=ANAS_PHONE)


def test_a_queue_that_asks_for_less_lets_waiting_callers_through() -> None:
    story = opened(ready=(BEN,)) >> arrives("c1", OUTAGE_NUMBER, at=t(1))
    story.never(RingDevice)
    whole = configuration(version=2)
    eased = [msgspec.structs.replace(queue, required_skills=[]) for queue in whole.queues]
    adopts(story, configuration(version=2, queues=eased), 2) << like(RingDevice, interaction=FIRST, device=BENS_PHONE)


def test_a_queue_that_asks_for_more_takes_nobody_out_of_a_talk() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> LegAnswered(t(2), f"{FIRST}.1")
    whole = configuration(version=2)
    strict = [msgspec.structs.replace(queue, required_skills=[RequiredSkill(skill=9, level_min=5)]) for queue in whole.queues]
    adopts(story, configuration(version=2, queues=strict), 3).never(InteractionEnded, PresenceChanged)
    story >> hangs_up("c1", at=t(4)) >> arrives("c2", at=t(99)) << like(InteractionQueued, required_skills={9: 5})
    story.never(RingDevice)


def test_a_flow_that_changes_does_not_move_who_is_in_it() -> None:
    story = opened() >> arrives("c1", "+49405550100", at=t(1))
    adopts(story, configuration(version=2, flows=[], numbers=[]), 2)
    assert story.floor.center.interactions[FIRST].walk is not None
    story >> hangs_up("c1", at=t(3), cause=HangupCause.NORMAL) << InteractionEnded


def test_facts_name_the_version_under_which_they_happened() -> None:
    story = adopts(opened(), without(agent=CLEO), 1)
    commands = story.floor.handle(arrives("c1", at=t(2)))
    versions = {command.envelope.version for command in commands if hasattr(command, "envelope")}
    assert versions == {2}


def test_the_same_version_again_changes_nothing_but_says_so() -> None:
    story = opened(ready=(ANA,)) >> arrives("c1", at=t(1)) >> arrives("c2", at=t(1))
    adopts(story, configuration(), 2).never(PresenceChanged, InteractionEnded, RingDevice)
    assert list(story.floor.snapshot().queues[BILLING].waiting) == [FIRST, SECOND_CALL]


def test_a_phone_at_a_fixed_address_whose_node_is_gone_is_not_there_again_by_a_new_configuration() -> None:
    story = opened(ready=(ANA,)) >> DeviceReachabilityChanged(t(1), ANAS_PHONE, False)
    adopts(story, configuration(version=2), 2)
    (story >> arrives("c1", at=t(3))).never(RingDevice)
    story >> DeviceReachabilityChanged(t(4), ANAS_PHONE, True) << like(RingDevice, agent=ANA)


def test_what_was_said_of_a_registration_means_nothing_for_a_fixed_address() -> None:
    def with_phone(version: int, kind: DeviceKind) -> CenterConfiguration:
        devices = [msgspec.structs.replace(one, kind=kind) if one.id == ANAS_PHONE else one for one in configuration().devices]
        return configuration(version=version, devices=devices)

    story = adopts(opened(ready=(ANA,)), with_phone(2, DeviceKind.SIP_REGISTERED), 1) >> DeviceReachabilityChanged(t(2), ANAS_PHONE, False)
    adopts(story, with_phone(3, DeviceKind.SIP_FIXED), 3) << like(DeviceReachable, device=ANAS_PHONE, reachable=True)
