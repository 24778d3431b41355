"""`apply`: how one fact changes the live state. Pure and total; an unknown interaction or agent is ignored, not an error,

because a web process may join the stream in the middle of a call that its snapshot no longer holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts import facts as f
from contracts.live import (
    AgentDay,
    Changes,
    LiveAgent,
    LiveInteraction,
    LiveOffer,
    LiveQueue,
    LiveState,
    PathStep,
    QueueDay,
)
from contracts.vocabulary import AgentState, MenuOutcome, OfferOutcome, Phase, Presence, SegmentKind, VisitOutcome

MICROSECONDS = 1_000_000


def apply(state: LiveState, envelope: f.FactEnvelope) -> Changes:
    """Changes `state` in place and says what it touched. A fact that is not newer than the state changes nothing."""
    changes = Changes()
    if (envelope.epoch, envelope.seq) <= (state.epoch, state.seq):
        return changes
    state.epoch, state.seq, state.at = envelope.epoch, envelope.seq, envelope.at
    _APPLY[type(envelope.fact)](state, envelope.fact, envelope.at, changes)
    return changes


def _agent(state: LiveState, agent: int, changes: Changes) -> LiveAgent:
    changes.agents.add(agent)
    return state.agents.setdefault(agent, LiveAgent(id=agent))


def _queue(state: LiveState, queue: int, changes: Changes) -> LiveQueue:
    changes.queues.add(queue)
    return state.queues.setdefault(queue, LiveQueue(id=queue))


def _interaction(state: LiveState, interaction: str, changes: Changes) -> LiveInteraction | None:
    found = state.interactions.get(interaction)
    if found is not None:
        changes.interactions.add(interaction)
    return found


def _enter(interaction: LiveInteraction, phase: Phase, at: int) -> None:
    interaction.phase, interaction.phase_since = phase, at


def _settle(agent: LiveAgent, at: int) -> None:
    """No work in hand: the agent's state is the presence again."""
    agent.interaction, agent.queue, agent.wrap_up_ends_at = None, None, 0
    agent.state, agent.state_since = AgentState(agent.presence.value), at


def _work(agent: LiveAgent, state: AgentState, at: int, interaction: str, queue: int) -> None:
    agent.state, agent.state_since = state, at
    agent.interaction, agent.queue = interaction, queue


def _forget_if_over(state: LiveState, interaction: LiveInteraction) -> None:
    if interaction.phase is Phase.ENDED and not interaction.wrapping_up:
        state.interactions.pop(interaction.id, None)


def _engine_started(state: LiveState, fact: f.EngineStarted, at: int, changes: Changes) -> None:
    changes.center = True


def _configuration_adopted(state: LiveState, fact: f.ConfigurationAdopted, at: int, changes: Changes) -> None:
    state.version = fact.version
    changes.center = True
    for queue in fact.queues:
        _queue(state, queue, changes)
    for agent in fact.agents:
        _agent(state, agent, changes)
    for queue in set(state.queues) - set(fact.queues):
        # A queue that still holds callers stays visible until the last has left.
        if not state.queues[queue].waiting:
            del state.queues[queue]
            changes.queues.add(queue)
    for agent in set(state.agents) - set(fact.agents):
        if state.agents[agent].interaction is None:
            del state.agents[agent]
            changes.agents.add(agent)


def _pbx_lost(state: LiveState, fact: f.PbxLost, at: int, changes: Changes) -> None:
    state.pbx[fact.node] = False
    changes.center = True


def _pbx_found(state: LiveState, fact: f.PbxFound, at: int, changes: Changes) -> None:
    state.pbx[fact.node] = True
    changes.center = True


def _interaction_arrived(state: LiveState, fact: f.InteractionArrived, at: int, changes: Changes) -> None:
    changes.interactions.add(fact.interaction)
    state.interactions[fact.interaction] = LiveInteraction(
        id=fact.interaction,
        medium=fact.medium,
        direction=fact.direction,
        phase=Phase.ARRIVED,
        phase_since=at,
        arrived_at=at,
        dialled=fact.dialled,
        number=fact.number,
        trunk=fact.trunk,
        caller=fact.caller,
        caller_name=fact.caller_name,
        pbx=fact.pbx,
        leg=fact.leg,
    )


def _flow_entered(state: LiveState, fact: f.FlowEntered, at: int, changes: Changes) -> None:
    if interaction := _interaction(state, fact.interaction, changes):
        _enter(interaction, Phase.IN_FLOW, at)
        interaction.flow = fact.flow


def _node_visited(state: LiveState, fact: f.NodeVisited, at: int, changes: Changes) -> None:
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.node = fact.node


def _menu_answered(state: LiveState, fact: f.MenuAnswered, at: int, changes: Changes) -> None:
    if fact.outcome is MenuOutcome.CHOSEN and (interaction := _interaction(state, fact.interaction, changes)):
        interaction.path.append(PathStep(at=at, node=fact.node, key=fact.key, label=fact.label))


def _interaction_queued(state: LiveState, fact: f.InteractionQueued, at: int, changes: Changes) -> None:
    queue = _queue(state, fact.queue, changes)
    queue.waiting[fact.interaction] = at
    if fact.day > queue.today.day:
        queue.today = QueueDay(day=fact.day)
    if fact.day == queue.today.day:
        queue.today.offered += 1
    if interaction := _interaction(state, fact.interaction, changes):
        _enter(interaction, Phase.WAITING, at)
        interaction.queue, interaction.language, interaction.queued_at = fact.queue, fact.language, at
        interaction.priority = fact.priority


def _offer_made(state: LiveState, fact: f.OfferMade, at: int, changes: Changes) -> None:
    _work(_agent(state, fact.agent, changes), AgentState.RINGING, at, fact.interaction, fact.queue)
    if interaction := _interaction(state, fact.interaction, changes):
        _enter(interaction, Phase.OFFERED, at)
        number = fact.offer.rpartition(".")[2]
        interaction.offers = int(number) if number.isdecimal() else interaction.offers + 1
        interaction.offer = LiveOffer(
            id=fact.offer,
            agent=fact.agent,
            device=fact.device,
            made_at=at,
            expires_at=fact.expires_at,
            rule=fact.rule,
            idle=fact.idle,
            candidates=fact.candidates,
        )


def _offer_ended(state: LiveState, fact: f.OfferEnded, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    accepted = fact.outcome is OfferOutcome.ACCEPTED
    if accepted:
        agent.today.offers_accepted += 1
    else:
        agent.today.offers_lost += fact.outcome is not OfferOutcome.WITHDRAWN
        _settle(agent, at)
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.offer = None
        if not accepted and interaction.phase is Phase.OFFERED:
            _enter(interaction, Phase.WAITING, at)


def _queue_visit_ended(state: LiveState, fact: f.QueueVisitEnded, at: int, changes: Changes) -> None:
    queue = _queue(state, fact.queue, changes)
    queue.waiting.pop(fact.interaction, None)
    if fact.day != queue.today.day:
        return
    today, wait = queue.today, at - fact.entered_at
    in_time = wait <= fact.service_level_seconds * MICROSECONDS
    today.longest_wait = max(today.longest_wait, wait)
    if fact.outcome is VisitOutcome.ANSWERED:
        today.answered += 1
        today.answered_in_time += in_time
        today.answered_wait += wait
    elif fact.outcome is VisitOutcome.ABANDONED:
        today.abandoned += 1
        today.abandoned_in_time += in_time
        today.short_abandons += wait <= fact.short_abandon_seconds * MICROSECONDS
    elif fact.outcome is VisitOutcome.FLOWED_OUT:
        today.flowed_out += 1
    else:
        today.callbacks += 1


def _interaction_connected(state: LiveState, fact: f.InteractionConnected, at: int, changes: Changes) -> None:
    _work(_agent(state, fact.agent, changes), AgentState.TALKING, at, fact.interaction, fact.queue)
    if interaction := _interaction(state, fact.interaction, changes):
        _enter(interaction, Phase.CONNECTED, at)
        interaction.agent, interaction.connected_at = fact.agent, at
        interaction.offer = None


def _hold_started(state: LiveState, fact: f.HoldStarted, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    agent.state, agent.state_since = AgentState.ON_HOLD, at
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.held_since = at


def _hold_ended(state: LiveState, fact: f.HoldEnded, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    agent.state, agent.state_since = AgentState.TALKING, at
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.held += at - interaction.held_since
        interaction.held_since = 0


def _segment_ended(state: LiveState, fact: f.SegmentEnded, at: int, changes: Changes) -> None:
    today, length = _agent(state, fact.agent, changes).today, at - fact.started_at
    if fact.segment is SegmentKind.TALKING:
        today.talking += length
    elif fact.segment is SegmentKind.ON_HOLD:
        today.on_hold += length
    elif fact.segment is SegmentKind.WRAPPING_UP:
        today.wrapping_up += length


def _wrap_up_started(state: LiveState, fact: f.WrapUpStarted, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    _work(agent, AgentState.WRAPPING_UP, at, fact.interaction, fact.queue)
    agent.wrap_up_ends_at = fact.ends_at
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.wrapping_up = True


def _handling_ended(state: LiveState, fact: f.HandlingEnded, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    agent.today.handled += 1
    _settle(agent, at)
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.wrapping_up = False
        _forget_if_over(state, interaction)


def _interaction_ended(state: LiveState, fact: f.InteractionEnded, at: int, changes: Changes) -> None:
    if interaction := _interaction(state, fact.interaction, changes):
        _enter(interaction, Phase.ENDED, at)
        interaction.offer, interaction.recording = None, False
        _forget_if_over(state, interaction)


def _presence_changed(state: LiveState, fact: f.PresenceChanged, at: int, changes: Changes) -> None:
    agent = _agent(state, fact.agent, changes)
    if fact.previous is Presence.OFFLINE and fact.presence is not Presence.OFFLINE:
        agent.today = AgentDay(signed_in_at=at)
    agent.presence, agent.reason, agent.presence_since = fact.presence, fact.reason, at
    if fact.device is not None:
        agent.device = fact.device
    if agent.interaction is None:
        _settle(agent, at)


def _device_reachable(state: LiveState, fact: f.DeviceReachable, at: int, changes: Changes) -> None:
    reachable = _agent(state, fact.agent, changes).reachable_devices
    if fact.reachable and fact.device not in reachable:
        reachable.append(fact.device)
    elif not fact.reachable and fact.device in reachable:
        reachable.remove(fact.device)


def _recording_started(state: LiveState, fact: f.RecordingStarted, at: int, changes: Changes) -> None:
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.recording = True


def _recording_ended(state: LiveState, fact: f.RecordingEnded, at: int, changes: Changes) -> None:
    if interaction := _interaction(state, fact.interaction, changes):
        interaction.recording = False


def _limit_reached(state: LiveState, fact: f.LimitReached, at: int, changes: Changes) -> None:
    """Of interest to reports and alarms only."""


_APPLY: dict[type, Callable[[LiveState, Any, int, Changes], None]] = {
    f.EngineStarted: _engine_started,
    f.ConfigurationAdopted: _configuration_adopted,
    f.PbxLost: _pbx_lost,
    f.PbxFound: _pbx_found,
    f.InteractionArrived: _interaction_arrived,
    f.FlowEntered: _flow_entered,
    f.NodeVisited: _node_visited,
    f.MenuAnswered: _menu_answered,
    f.InteractionQueued: _interaction_queued,
    f.OfferMade: _offer_made,
    f.OfferEnded: _offer_ended,
    f.QueueVisitEnded: _queue_visit_ended,
    f.InteractionConnected: _interaction_connected,
    f.HoldStarted: _hold_started,
    f.HoldEnded: _hold_ended,
    f.SegmentEnded: _segment_ended,
    f.WrapUpStarted: _wrap_up_started,
    f.HandlingEnded: _handling_ended,
    f.InteractionEnded: _interaction_ended,
    f.PresenceChanged: _presence_changed,
    f.DeviceReachable: _device_reachable,
    f.RecordingStarted: _recording_started,
    f.RecordingEnded: _recording_ended,
    f.LimitReached: _limit_reached,
}
