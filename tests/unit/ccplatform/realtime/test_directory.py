"""What stands in the directory of places to lead a caller to."""

from __future__ import annotations

import msgspec

from ccplatform.realtime.directory import directory
from ccplatform.realtime.names import Published, published
from contracts.configuration import AgentConfiguration, QueueConfiguration
from contracts.flows import Flow
from contracts.live import LiveAgent, LiveInteraction, LiveQueue, LiveState
from contracts.vocabulary import AgentState, Direction, Medium, Phase, WrapUpMode
from tests.support.live import configuration

NAMES = Published(
    queues=[
        QueueConfiguration(id=1, name="Outage", time_zone="Europe/Berlin", caller_id="+4940555", wrap_up=WrapUpMode.OPTIONAL),
        QueueConfiguration(id=2, name="billing", time_zone="Europe/Berlin"),
    ],
    agents=[AgentConfiguration(id=7, name="Lena", queues=[1])],
)


def waiting(name: str, seconds: int) -> LiveInteraction:
    return LiveInteraction(
        id=name,
        medium=Medium.VOICE,
        direction=Direction.INBOUND,
        phase=Phase.WAITING,
        phase_since=0,
        arrived_at=0,
        dialled="",
        number=None,
        trunk=None,
        caller="",
        caller_name="",
        pbx="",
        leg=name,
        estimated_wait=seconds,
    )


def test_queues_stand_by_name_whoever_works_in_them() -> None:
    found = directory(LiveState(), NAMES).queues
    assert [(queue.name, queue.caller_id, queue.wrap_up) for queue in found] == [
        ("billing", "", WrapUpMode.TIMED),
        ("Outage", "+4940555", WrapUpMode.OPTIONAL),
    ]


def test_the_wait_is_what_was_told_to_whoever_joined_last() -> None:
    waits = {name: waiting(name, seconds) for name, seconds in (("a", 30), ("b", 90))}
    state = LiveState(queues={1: LiveQueue(id=1, waiting={"b": 20, "a": 10}, closed=True)}, interactions=waits)
    outage = directory(state, NAMES).queues[1]
    assert (outage.waiting, outage.estimated_wait, outage.closed) == (2, 90, True)


def test_somebody_free_means_no_wait_and_nobody_there_an_unknown_one() -> None:
    free = LiveState(agents={7: LiveAgent(id=7, state=AgentState.READY)})
    assert [(queue.ready, queue.estimated_wait) for queue in directory(free, NAMES).queues] == [(0, None), (1, 0)]


def test_flows_are_there_by_name_only() -> None:
    flow = Flow(id=3, version=1, name="Main menu", entry="a", nodes=[])
    names = published(msgspec.json.encode(msgspec.structs.replace(configuration(), flows=[flow])))
    assert [(one.id, one.name) for one in directory(LiveState(), names).flows] == [(3, "Main menu")]
