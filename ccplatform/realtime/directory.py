"""Where an agent can lead a caller: every queue with how full it is, and every published flow. Colleagues are in the live views."""

from __future__ import annotations

import msgspec

from ccplatform.realtime.names import Published
from contracts.ids import FlowId, QueueId, Seconds
from contracts.live import LiveQueue, LiveState
from contracts.vocabulary import AgentState, WrapUpMode


class DirectoryQueue(msgspec.Struct, frozen=True, kw_only=True):
    """`estimated_wait`: seconds, as told to whoever joined last; 0 when somebody is free and nobody waits; None = not known.

    `caller_id` is what the customer sees when one dials in this queue's name; "" = what the trunk sends.
    """

    id: QueueId
    name: str
    waiting: int
    ready: int
    estimated_wait: Seconds | None
    closed: bool
    caller_id: str
    wrap_up: WrapUpMode


class DirectoryFlow(msgspec.Struct, frozen=True, kw_only=True):
    id: FlowId
    name: str


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """In the order of names."""

    queues: list[DirectoryQueue]
    flows: list[DirectoryFlow]


def directory(state: LiveState, names: Published) -> Directory:
    queues = []
    for configured in sorted(names.queues, key=lambda queue: queue.name.casefold()):
        live = state.queues.get(configured.id, LiveQueue(id=configured.id))
        members = [found for agent in names.members.get(configured.id, ()) if (found := state.agents.get(agent))]
        ready = sum(agent.state is AgentState.READY for agent in members)
        queues.append(
            DirectoryQueue(
                id=configured.id,
                name=configured.name,
                waiting=len(live.waiting),
                ready=ready,
                estimated_wait=_estimated_wait(state, live, ready),
                closed=live.closed,
                caller_id=configured.caller_id,
                wrap_up=configured.wrap_up,
            )
        )
    flows = sorted(names.flows, key=lambda flow: flow.name.casefold())
    return Directory(queues=queues, flows=[DirectoryFlow(id=flow.id, name=flow.name) for flow in flows])


def _estimated_wait(state: LiveState, live: LiveQueue, ready: int) -> Seconds | None:
    if not live.waiting:
        return 0 if ready else None
    last = max(live.waiting, key=lambda interaction: live.waiting[interaction])
    waiting = state.interactions.get(last)
    return waiting.estimated_wait if waiting is not None else None
