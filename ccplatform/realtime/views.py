"""From live state to what screens show: each part is computed and encoded once, however many browsers look at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec

from ccplatform.kernel.areas import origin_of
from ccplatform.kernel.instants import moment
from ccplatform.realtime.names import Published
from contracts.ids import AgentId, CallbackId, Instant, InteractionId, QueueId
from contracts.live import Changes, LiveQueue, LiveState, QueueDay
from contracts.views import AgentView, CallbackView, Colleague, ContactCard, InteractionView, QueueMetrics, QueueView
from contracts.vocabulary import AgentState, Presence
from reporting.metrics import queues as metrics

_encoder = msgspec.json.Encoder()


def local_date(names: Published, queue: QueueId, now: Instant) -> date:
    zone = names.zones.get(queue)
    return moment(now).astimezone(zone).date() if zone else moment(now).date()


def queue_view(state: LiveState, names: Published, live: LiveQueue, now: Instant) -> QueueView:
    """Counters of a day that is over show zeros; the visits that still wait are shown whatever the day."""
    configured = names.queue.get(live.id)
    today = local_date(names, live.id, now).isoformat()
    # A day ahead of this process's clock is the engine's word for today.
    counters = live.today if live.today.day >= today else QueueDay(day=today)
    members = [found for agent in names.members.get(live.id, ()) if (found := state.agents.get(agent))]
    return QueueView(
        id=live.id,
        name=configured.name if configured else "",
        waiting=len(live.waiting),
        oldest_entered_at=min(live.waiting.values(), default=0),
        today=counters,
        metrics=QueueMetrics(
            service_level=metrics.service_level(counters),
            abandonment_rate=metrics.abandonment_rate(counters),
            asa=metrics.asa(counters),
        ),
        service_level_seconds=configured.service_level_seconds if configured else 0,
        service_level_target=configured.service_level_target if configured else 0.0,
        staffed=sum(agent.presence is not Presence.OFFLINE for agent in members),
        ready=sum(agent.state is AgentState.READY for agent in members),
        closed=live.closed,
        lent=live.lent,
    )


def agent_view(state: LiveState, names: Published, agent: AgentId) -> AgentView:
    live = state.agents[agent]
    interaction = state.interactions.get(live.interaction) if live.interaction else None
    configured = names.agent.get(agent)
    return AgentView(
        live=live,
        name=names.agent_name(agent),
        queues=list(configured.queues) if configured else [],
        queue_name=names.queue_name(live.queue),
        caller=interaction.caller if interaction else "",
    )


def interaction_view(state: LiveState, names: Published, interaction: InteractionId, contact: ContactCard | None) -> InteractionView:
    live = state.interactions[interaction]
    agent = live.agent or (live.offer.agent if live.offer else None)
    return InteractionView(
        live=live,
        queue_name=names.queue_name(live.queue),
        agent_name=names.agent_name(agent),
        contact=contact,
        origin=origin_of(live.caller),
    )


def colleague(state: LiveState, names: Published, agent: AgentId) -> Colleague:
    configured = names.agent.get(agent)
    queues = list(configured.queues) if configured else []
    return Colleague(id=agent, name=names.agent_name(agent), state=state.agents[agent].state, queues=queues)


def callback_view(state: LiveState, names: Published, callback: CallbackId) -> CallbackView:
    live = state.callbacks[callback]
    return CallbackView(live=live, queue_name=names.queue_name(live.queue), agent_name=names.agent_name(live.for_agent))


@dataclass
class EncodedViews:
    """Parts of messages as JSON, kept until a change touches them."""

    queues: dict[QueueId, msgspec.Raw] = field(default_factory=dict)
    agents: dict[AgentId, msgspec.Raw] = field(default_factory=dict)
    interactions: dict[InteractionId, msgspec.Raw] = field(default_factory=dict)
    callbacks: dict[CallbackId, msgspec.Raw] = field(default_factory=dict)
    colleagues: dict[AgentId, msgspec.Raw] = field(default_factory=dict)
    _days: dict[QueueId, date] = field(default_factory=dict)

    def forget(self, changes: Changes | None) -> None:
        """None = everything."""
        if changes is None:
            self.queues.clear()
            self.agents.clear()
            self.interactions.clear()
            self.callbacks.clear()
            self.colleagues.clear()
            return
        for queue in changes.queues:
            self.queues.pop(queue, None)
        for agent in changes.agents:
            self.agents.pop(agent, None)
            self.colleagues.pop(agent, None)
        for interaction in changes.interactions:
            self.interactions.pop(interaction, None)
        for callback in changes.callbacks:
            self.callbacks.pop(callback, None)

    def queue(self, state: LiveState, names: Published, queue: QueueId, now: Instant) -> msgspec.Raw:
        if queue not in self.queues:
            self._days[queue] = local_date(names, queue, now)
            self.queues[queue] = raw(queue_view(state, names, state.queues[queue], now))
        return self.queues[queue]

    def agent(self, state: LiveState, names: Published, agent: AgentId) -> msgspec.Raw:
        if agent not in self.agents:
            self.agents[agent] = raw(agent_view(state, names, agent))
        return self.agents[agent]

    def interaction(self, state: LiveState, names: Published, interaction: InteractionId, contact: ContactCard | None) -> msgspec.Raw:
        if interaction not in self.interactions:
            self.interactions[interaction] = raw(interaction_view(state, names, interaction, contact))
        return self.interactions[interaction]

    def callback(self, state: LiveState, names: Published, callback: CallbackId) -> msgspec.Raw:
        if callback not in self.callbacks:
            self.callbacks[callback] = raw(callback_view(state, names, callback))
        return self.callbacks[callback]

    def colleague(self, state: LiveState, names: Published, agent: AgentId) -> msgspec.Raw:
        if agent not in self.colleagues:
            self.colleagues[agent] = raw(colleague(state, names, agent))
        return self.colleagues[agent]

    def new_days(self, names: Published, now: Instant) -> set[QueueId]:
        """Queues whose local day is another than when they were last shown."""
        return {queue for queue, day in self._days.items() if local_date(names, queue, now) != day}


def raw(view: msgspec.Struct) -> msgspec.Raw:
    return msgspec.Raw(_encoder.encode(view))


def widen(changes: Changes, state: LiveState, names: Published) -> Changes:
    """Parts that show something of the parts that changed: a queue counts its agents, an agent's row names the caller."""
    for agent in changes.agents:
        changes.queues |= names.queues_of(agent) & state.queues.keys()
    for interaction in changes.interactions:
        live = state.interactions.get(interaction)
        if live is not None and live.agent is not None and live.agent in state.agents:
            changes.agents.add(live.agent)
    return changes


def merge(into: Changes, more: Changes) -> None:
    into.queues |= more.queues
    into.agents |= more.agents
    into.interactions |= more.interactions
    into.callbacks |= more.callbacks
    into.center |= more.center


def everything(state: LiveState, shown: Iterable[Changes]) -> Changes:
    """All that is there, and all that somebody still sees."""
    changes = Changes(
        queues=set(state.queues),
        agents=set(state.agents),
        interactions=set(state.interactions),
        callbacks=set(state.callbacks),
        center=True,
    )
    for seen in shown:
        merge(changes, seen)
    return changes
