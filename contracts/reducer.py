"""`apply`: how one fact changes the live state. Pure and total; an unknown interaction or agent is ignored, not an error,

because a web process may join the stream in the middle of a call that its snapshot no longer holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from contracts import facts as f
from contracts.control_reducer import APPLY_CONTROL
from contracts.live import LAST_AGENTS_MAX, AgentDay, Changes, LastAgent, LiveInteraction, LiveOffer, LiveState, PathStep, QueueDay
from contracts.queue_reducer import APPLY_QUEUE
from contracts.reducing import MICROSECONDS, agent_of, enter, forget_if_over, interaction_of, let_go, queue_of, settle, take_up, work
from contracts.vocabulary import AgentState, MenuOutcome, OfferOutcome, Phase, Presence, SegmentKind, Strategy, VisitOutcome

# Members of enumerations as plain names: Python 3.11 takes several times as long to find a member in its class, and these are on the
# way of every call.
_SEGMENT_KIND_TALKING: Final = SegmentKind.TALKING
_SEGMENT_KIND_ON_HOLD: Final = SegmentKind.ON_HOLD
_SEGMENT_KIND_WRAPPING_UP: Final = SegmentKind.WRAPPING_UP
_OFFER_OUTCOME_ACCEPTED: Final = OfferOutcome.ACCEPTED
_VISIT_OUTCOME_ANSWERED: Final = VisitOutcome.ANSWERED
_AGENT_STATE_TALKING: Final = AgentState.TALKING
_AGENT_STATE_RINGING: Final = AgentState.RINGING
_PHASE_CONNECTED: Final = Phase.CONNECTED
_PHASE_ENDED: Final = Phase.ENDED
_PHASE_OFFERED: Final = Phase.OFFERED
_PHASE_ARRIVED: Final = Phase.ARRIVED
_PHASE_WAITING: Final = Phase.WAITING
_STRATEGY_ROUND_ROBIN: Final = Strategy.ROUND_ROBIN

#: outcomes after which that agent is asked again only when nobody else can be
LOST_ON_THE_AGENT = frozenset({OfferOutcome.DECLINED, OfferOutcome.MISSED, OfferOutcome.FAILED})


def apply(state: LiveState, envelope: f.FactEnvelope, changes: Changes | None = None) -> Changes:
    """Changes `state` in place and says what it touched. A fact that is not newer than the state changes nothing.

    `changes`: add to these instead of to new ones.
    """
    changes = Changes() if changes is None else changes
    if (envelope.epoch, envelope.seq) <= (state.epoch, state.seq):
        return changes
    at, fact = envelope.at, envelope.fact
    state.epoch, state.seq, state.at = envelope.epoch, envelope.seq, at
    APPLY[type(fact)](state, fact, at, changes)
    return changes


def _engine_started(state: LiveState, fact: f.EngineStarted, at: int, changes: Changes) -> None:
    changes.center = True


def _configuration_adopted(state: LiveState, fact: f.ConfigurationAdopted, at: int, changes: Changes) -> None:
    state.version = fact.version
    changes.center = True
    for queue in fact.queues:
        queue_of(state, queue, changes)
    for agent in fact.agents:
        agent_of(state, agent, changes)
    for queue in set(state.queues) - set(fact.queues):
        # A queue that still holds callers stays visible until the last has left.
        if not state.queues[queue].waiting:
            del state.queues[queue]
            changes.queues.add(queue)
    for agent in set(state.agents) - set(fact.agents):
        if state.agents[agent].interaction is None:
            del state.agents[agent]
            changes.agents.add(agent)
    state.paces = {queue: pace for queue, pace in state.paces.items() if queue in state.queues}
    state.turns = {
        queue: {agent: turn for agent, turn in turns.items() if agent in state.agents}
        for queue, turns in state.turns.items()
        if queue in state.queues
    }


def _pbx_lost(state: LiveState, fact: f.PbxLost, at: int, changes: Changes) -> None:
    (state.device_nodes if fact.devices_only else state.pbx)[fact.node] = False
    changes.center = True


def _pbx_found(state: LiveState, fact: f.PbxFound, at: int, changes: Changes) -> None:
    (state.device_nodes if fact.devices_only else state.pbx)[fact.node] = True
    changes.center = True


def _interaction_arrived(state: LiveState, fact: f.InteractionArrived, at: int, changes: Changes) -> None:
    changes.interactions.add(fact.interaction)
    state.interactions[fact.interaction] = LiveInteraction(
        id=fact.interaction,
        medium=fact.medium,
        direction=fact.direction,
        phase=_PHASE_ARRIVED,
        phase_since=at,
        arrived_at=at,
        dialled=fact.dialled,
        number=fact.number,
        trunk=fact.trunk,
        caller=fact.caller,
        caller_name=fact.caller_name,
        pbx=fact.pbx,
        leg=fact.leg,
        reference=fact.reference,
        priority=fact.priority,
    )


def _flow_entered(state: LiveState, fact: f.FlowEntered, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        enter(interaction, Phase.IN_FLOW, at)
        interaction.flow = fact.flow


def _node_visited(state: LiveState, fact: f.NodeVisited, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.node = fact.node


def _menu_answered(state: LiveState, fact: f.MenuAnswered, at: int, changes: Changes) -> None:
    if fact.outcome is MenuOutcome.CHOSEN and (interaction := interaction_of(state, fact.interaction, changes)):
        interaction.path.append(PathStep(at=at, node=fact.node, key=fact.key, label=fact.label))


def _interaction_queued(state: LiveState, fact: f.InteractionQueued, at: int, changes: Changes) -> None:
    queue = queue_of(state, fact.queue, changes)
    entered_at = fact.entered_at or at
    queue.waiting[fact.interaction] = entered_at
    if fact.day > queue.today.day:
        queue.today = QueueDay(day=fact.day)
    if fact.day == queue.today.day:
        queue.today.offered += 1
    if interaction := interaction_of(state, fact.interaction, changes):
        # Who has just given it away is asked again only when nobody else can be.
        former = [interaction.agent] if interaction.phase is _PHASE_CONNECTED and interaction.agent is not None else []
        enter(interaction, _PHASE_WAITING, at)
        interaction.queue, interaction.language, interaction.queued_at = fact.queue, fact.language, entered_at
        interaction.priority, interaction.required_skills, interaction.stage = fact.priority, fact.required_skills, 0
        interaction.preferred_agent, interaction.preferred_until = fact.preferred_agent, fact.preferred_until
        interaction.preferred_rule = fact.preferred_rule
        interaction.estimated_wait, interaction.tried, interaction.announced_position = fact.estimated_wait, former, 0
        interaction.label = fact.label if fact.label is not None else interaction.label
        interaction.own_skills = fact.own_skills


def _offer_made(state: LiveState, fact: f.OfferMade, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    take_up(state, agent, _AGENT_STATE_RINGING, at, fact.interaction, fact.queue)
    if fact.decision is not None and fact.decision.strategy is _STRATEGY_ROUND_ROBIN:
        _ask_in_turn(state, fact, at)
    # An agent who picks without having been ready before rings somewhere, too.
    agent.device = fact.device or agent.device
    if interaction := interaction_of(state, fact.interaction, changes):
        enter(interaction, _PHASE_OFFERED, at)
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


def _ask_in_turn(state: LiveState, fact: f.OfferMade, at: int) -> None:
    """The queue goes round: this agent comes last now."""
    turns = state.turns.setdefault(fact.queue, {})
    turns.pop(fact.agent, None)
    turns[fact.agent] = at


def _offer_ended(state: LiveState, fact: f.OfferEnded, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    accepted = fact.outcome is _OFFER_OUTCOME_ACCEPTED
    if accepted:
        agent.today.offers_accepted += 1
        agent.misses = agent.declines = 0
    else:
        agent.today.offers_lost += fact.outcome is not OfferOutcome.WITHDRAWN
        agent.misses += fact.outcome is OfferOutcome.MISSED
        agent.declines += fact.outcome is OfferOutcome.DECLINED
        let_go(state, agent, at, fact.interaction)
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.offer = None
        if accepted:
            interaction.owner_leg = fact.offer
        if fact.outcome in LOST_ON_THE_AGENT and fact.agent not in interaction.tried:
            interaction.tried.append(fact.agent)
        if not accepted and interaction.phase is _PHASE_OFFERED:
            enter(interaction, _PHASE_WAITING, at)


def _queue_visit_ended(state: LiveState, fact: f.QueueVisitEnded, at: int, changes: Changes) -> None:
    queue = queue_of(state, fact.queue, changes)
    queue.waiting.pop(fact.interaction, None)
    if fact.day != queue.today.day:
        return
    today, wait = queue.today, at - fact.entered_at
    in_time = wait <= fact.service_level_seconds * MICROSECONDS
    today.longest_wait = max(today.longest_wait, wait)
    if fact.outcome is _VISIT_OUTCOME_ANSWERED:
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
    take_up(state, agent_of(state, fact.agent, changes), _AGENT_STATE_TALKING, at, fact.interaction, fact.queue)
    if interaction := interaction_of(state, fact.interaction, changes):
        enter(interaction, _PHASE_CONNECTED, at)
        interaction.agent, interaction.connected_at = fact.agent, at
        interaction.held, interaction.held_since, interaction.with_customer = 0, 0, True
        interaction.offer, interaction.overflows = None, 0
        if fact.sticky and interaction.caller:
            state.last_agents.pop(interaction.caller, None)
            state.last_agents[interaction.caller] = LastAgent(agent=fact.agent, at=at)
            if len(state.last_agents) > LAST_AGENTS_MAX:
                del state.last_agents[next(iter(state.last_agents))]


def _hold_started(state: LiveState, fact: f.HoldStarted, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    agent.state, agent.state_since = AgentState.ON_HOLD, at
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.held_since = at


def _hold_ended(state: LiveState, fact: f.HoldEnded, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    agent.state, agent.state_since = _AGENT_STATE_TALKING, at
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.held += at - interaction.held_since
        interaction.held_since = 0


def _segment_ended(state: LiveState, fact: f.SegmentEnded, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    today, length = agent.today, at - fact.started_at
    in_hand = agent.interaction == fact.interaction
    if fact.segment is _SEGMENT_KIND_TALKING:
        today.talking += length
        agent.talked += length if in_hand else 0
    elif fact.segment is _SEGMENT_KIND_ON_HOLD:
        today.on_hold += length
        agent.held += length if in_hand else 0
    elif fact.segment is _SEGMENT_KIND_WRAPPING_UP:
        today.wrapping_up += length


def _wrap_up_started(state: LiveState, fact: f.WrapUpStarted, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    work(agent, AgentState.WRAPPING_UP, at, fact.interaction, fact.queue)
    agent.wrap_up_ends_at, agent.wrap_up_mandatory, agent.extensions_left = fact.ends_at, fact.mandatory, fact.extensions_left
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.wrapping_up.append(fact.agent)


def _handling_ended(state: LiveState, fact: f.HandlingEnded, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    agent.today.handled += 1
    let_go(state, agent, at, fact.interaction)
    if interaction := interaction_of(state, fact.interaction, changes):
        if interaction.wrapping_up:
            interaction.wrapping_up = [one for one in interaction.wrapping_up if one != fact.agent]
        forget_if_over(state, interaction)


def _interaction_ended(state: LiveState, fact: f.InteractionEnded, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        enter(interaction, _PHASE_ENDED, at)
        interaction.offer, interaction.detail = None, fact.detail
        interaction.recording = interaction.recording_paused = False
        forget_if_over(state, interaction)


def _presence_changed(state: LiveState, fact: f.PresenceChanged, at: int, changes: Changes) -> None:
    agent = agent_of(state, fact.agent, changes)
    if fact.previous is Presence.OFFLINE and fact.presence is not Presence.OFFLINE:
        agent.today = AgentDay(signed_in_at=at)
    agent.presence, agent.reason, agent.presence_since = fact.presence, fact.reason, at
    if fact.device is not None:
        agent.device = fact.device
    if fact.presence is Presence.READY:
        agent.misses = agent.declines = 0
    if agent.interaction is None:
        settle(agent, at)


def _device_reachable(state: LiveState, fact: f.DeviceReachable, at: int, changes: Changes) -> None:
    reachable = agent_of(state, fact.agent, changes).reachable_devices
    if fact.reachable and fact.device not in reachable:
        reachable.append(fact.device)
    elif not fact.reachable and fact.device in reachable:
        reachable.remove(fact.device)


def _recording_started(state: LiveState, fact: f.RecordingStarted, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.recording, interaction.recording_paused = True, False


def _recording_ended(state: LiveState, fact: f.RecordingEnded, at: int, changes: Changes) -> None:
    if interaction := interaction_of(state, fact.interaction, changes):
        interaction.recording = interaction.recording_paused = False


def _limit_reached(state: LiveState, fact: f.LimitReached | f.DialRefused, at: int, changes: Changes) -> None:
    """Of interest to reports and alarms only."""


APPLY: dict[type, Callable[[LiveState, Any, int, Changes], None]] = {
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
    f.DialRefused: _limit_reached,
    **APPLY_CONTROL,
    **APPLY_QUEUE,
}
