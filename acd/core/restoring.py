"""The floor of the last epoch, built again from its live state. What is really still there, the PBX says afterwards (nodes.recover).

A crash may have cut the journal between two facts of one event. `_mend` finishes such sentences first, so that the rest can rely
on what lifecycles.py promises.
"""

from __future__ import annotations

from acd.core import preferences, queueing, wrap_ups
from acd.core.agents import use_leg
from acd.core.center import MICROSECONDS, Center
from acd.core.commands import TimerKind
from acd.core.lifecycles import Work
from acd.core.limits import PBX_LOST_SECONDS_MAX
from acd.core.model import Agent, Interaction, Offer, Recording, Talk, Visit
from acd.core.preferences import Preference
from acd.core.restoring_control import IN_HAND, mend_control, restore_control
from acd.core.talks import recording_name
from contracts.configuration import AgentConfiguration, CenterConfiguration, QueueConfiguration
from contracts.facts import HandlingEnded, InteractionConnected, InteractionEnded, PbxLost, QueueVisitEnded
from contracts.ids import InteractionId, QueueId
from contracts.live import LiveAgent, LiveInteraction, LiveState
from contracts.vocabulary import AgentState, EndCause, Medium, Phase, Presence, VisitOutcome
from ivr.core.hours import local
from ivr.core.interpreter import Walk


class _Restorer:
    """`configuration` is the one about to be adopted: the best there is to know of queues and flows."""

    def __init__(self, center: Center, before: LiveState, configuration: CenterConfiguration) -> None:
        self.center = center
        self.configuration = configuration
        self.weights = {label.id: label.weight for label in configuration.labels}
        self.before = before
        self.queues = {queue.id: queue for queue in configuration.queues}
        self.flows = {flow.id: flow for flow in configuration.flows}

    def run(self) -> None:
        self.center.matching.priority_step = self.configuration.priority_seconds * MICROSECONDS
        _mend(self.center, self.before, self.queues)
        for live_agent in self.before.agents.values():
            self._agent(live_agent)
        for queue, turns in self.before.turns.items():
            self.center.matching.resume_turns(queue, [self.center.agents[agent] for agent in turns if agent in self.center.agents])
        for queue, pace in self.before.paces.items():
            self.center.matching.hall(self._queue(queue)).line.resume(pace)
        # Entry order within a queue is that of its waiting list; across queues, time.
        waiting = {name: place for queue in self.before.queues.values() for place, name in enumerate(queue.waiting)}
        in_order = sorted(self.before.interactions.values(), key=lambda one: (one.queued_at, waiting.get(one.id, 0), one.arrived_at))
        for live in in_order:
            self._interaction(live)
        for live_agent in self.before.agents.values():
            self._wrapping_up(live_agent)
            order = {name: place for place, name in enumerate(live_agent.others)}
            self.center.agents[live_agent.id].others.sort(key=lambda one: order.get(one.id, 0))
        for node in sorted({one.node for one in self.center.interactions.values() if one.node} | set(self.before.pbx)):
            self.center.nodes[node] = False
            self.center.unseen.add(node)
            self.center.set_timer(TimerKind.PBX, node, PBX_LOST_SECONDS_MAX)
            if self.before.pbx.get(node):
                self.center.say(PbxLost(node=node))
        for node in sorted(self.before.device_nodes):
            if self.before.device_nodes[node]:
                self.center.say(PbxLost(node=node, devices_only=True))

    def _queue(self, queue: QueueId) -> QueueConfiguration:
        return self.queues.get(queue) or QueueConfiguration(id=queue, name=f"queue {queue}")

    def _agent(self, live: LiveAgent) -> None:
        agent = Agent(AgentConfiguration(id=live.id, name=""))
        agent.presence, agent.reason, agent.presence_since = live.presence, live.reason, live.presence_since
        agent.device, agent.idle_since = live.device, live.state_since
        agent.reachable = set(live.reachable_devices)
        self.center.reachability.update(dict.fromkeys(live.reachable_devices, True))
        self.center.agents[live.id] = agent

    def _interaction(self, live: LiveInteraction) -> None:
        interaction = Interaction(live.id, live.pbx, live.leg, live.arrived_at)
        interaction.caller, interaction.caller_name = live.caller, live.caller_name
        interaction.number, interaction.offers, interaction.phase = live.number, live.offers, live.phase
        interaction.priority = live.priority - (self._queue(live.queue).priority if live.queue is not None else 0)
        interaction.language, interaction.label, interaction.overflows = live.language, live.label, live.overflows
        interaction.callback, interaction.required_skills = live.callback, dict(live.own_skills)
        interaction.medium = live.medium
        interaction.weight = self.weights.get(live.label, 1.0) if live.label is not None else 1.0
        if live.phase is Phase.ENDED:
            return
        self.center.interactions[live.id] = interaction
        if live.leg:
            self.center.callers[live.leg] = interaction
        if live.phase is Phase.IN_FLOW and live.flow in self.flows:
            interaction.walk = Walk(self.flows[live.flow])
            interaction.walk.node = live.node
        elif live.phase in (Phase.WAITING, Phase.OFFERED) and live.queue is not None:
            self._visit(live, interaction, live.queue)
        elif live.phase in (Phase.CONNECTED, Phase.DIALLING) and live.queue is not None and live.agent is not None:
            self._talk(live, interaction, live.queue, self.center.agents[live.agent])
        restore_control(self.center, interaction, live)

    def _visit(self, live: LiveInteraction, interaction: Interaction, queue_id: QueueId) -> None:
        center = self.center
        queue = self._queue(queue_id)
        matching = center.matching
        hall = matching.hall(queue)
        lane = matching.lane(hall, matching.asks(hall, interaction, live.stage))
        day = local(live.queued_at, queue.time_zone).date().isoformat()
        visit = Visit(lane, matching.rank(live.priority, live.queued_at), day, live.queued_at, live.estimated_wait)
        visit.stage, visit.tried = live.stage, list(live.tried)
        matching.open(interaction, visit)
        if live.preferred_agent is not None and live.preferred_agent not in live.tried and live.preferred_until > center.at:
            agent = center.agents.get(live.preferred_agent)
            if agent is not None and agent.presence is not Presence.OFFLINE:
                preferences.keep(center, interaction, Preference(agent, live.preferred_until, live.preferred_rule))
        visit.told_place = live.announced_position
        queueing.taken_over(center, interaction, visit)
        if live.medium is not Medium.VOICE and live.offer is None:
            # No node has a word in this.
            matching.wait(interaction)
        if live.offer is not None:
            agent = center.agents[live.offer.agent]
            interaction.offer = Offer(live.offer.id, agent, live.offer.device, live.offer.made_at, live.offer.expires_at)
            self._put_in_hand(agent, interaction, Work.RINGING)
            if live.medium is Medium.VOICE:
                use_leg(center, agent, live.offer.id)
            center.set_timer_at(TimerKind.OFFER, live.offer.id, live.offer.expires_at)

    def _talk(self, live: LiveInteraction, interaction: Interaction, queue: QueueId, agent: Agent) -> None:
        state = self.before.agents[agent.id]
        leg = live.owner_leg
        talk = interaction.talk = Talk(agent, leg, self._queue(queue), state.state_since)
        talk.talking, talk.on_hold = state.talked, state.held
        talk.wrap_up_wanted = state.wrap_up_requested
        if live.medium is not Medium.VOICE:
            # One segment from beginning to end, whatever else was in hand meanwhile.
            talk.segment_since, talk.talking, talk.on_hold = live.connected_at, 0, 0
        self._put_in_hand(agent, interaction, Work(state.state.value) if state.interaction == live.id else Work.TALKING)
        if live.medium is Medium.VOICE and agent.work is not Work.RECONNECTING:
            use_leg(self.center, agent, leg)
        if live.recording:
            name = talk.recording = recording_name(live.id, leg)
            recording = self.center.recordings[name] = Recording(name, live.id, agent.id, live.pbx, live.connected_at)
            recording.paused = live.recording_paused

    def _put_in_hand(self, agent: Agent, interaction: Interaction, doing: Work) -> None:
        """What the agent's work is about, or beside it, as it was told."""
        if self.before.agents[agent.id].interaction == interaction.id:
            agent.work, agent.interaction = doing, interaction
        else:
            agent.others.append(interaction)

    def _wrapping_up(self, state: LiveAgent) -> None:
        """Of the agent, not of the interaction: that may be over, or with somebody else."""
        live = self.before.interactions.get(state.interaction or "")
        if state.state is not AgentState.WRAPPING_UP or live is None or state.queue is None:
            return
        agent = self.center.agents[state.id]
        interaction = self.center.interactions.get(live.id) or Interaction(live.id, live.pbx, live.leg, live.arrived_at)
        talk = Talk(agent, live.owner_leg, self._queue(state.queue), state.state_since)
        talk.talking, talk.on_hold = state.talked, state.held
        talk.extensions = talk.queue.wrap_up_extensions_max - state.extensions_left
        talk.wrap_up_mandatory = state.wrap_up_mandatory
        agent.work = Work.WRAPPING_UP
        wrap_ups.resume(self.center, agent, interaction, talk, state.wrap_up_ends_at)


def restore(center: Center, before: LiveState, configuration: CenterConfiguration) -> None:
    """Fill an empty center. The configuration is still to be adopted, and no node has been heard of yet."""
    _Restorer(center, before, configuration).run()


def _mend(center: Center, before: LiveState, queues: dict[QueueId, QueueConfiguration]) -> None:
    mend_control(center, before)
    for live in list(before.interactions.values()):
        if live.phase is Phase.OFFERED and live.offer is None:
            _finish_answer(center, before, live, queues)
        elif _has_ended(before, live):
            center.say(InteractionEnded(interaction=live.id, cause=EndCause.ENGINE_LOST, arrived_at=live.arrived_at))


def _has_ended(before: LiveState, live: LiveInteraction) -> bool:
    """Everything of its end was told but the end itself."""
    if live.phase is Phase.WAITING:
        return not _waits(before, live.id, live.queue)
    return live.phase is Phase.CONNECTED and (live.agent in live.wrapping_up or not _in_hand(before, live))


def _waits(before: LiveState, interaction: InteractionId, queue: QueueId | None) -> bool:
    return queue in before.queues and interaction in before.queues[queue].waiting


def _in_hand(before: LiveState, live: LiveInteraction) -> bool:
    agent = before.agents.get(live.agent) if live.agent is not None else None
    if agent is None:
        return False
    return live.id in agent.others or (agent.interaction == live.id and agent.state in IN_HAND)


def _finish_answer(center: Center, before: LiveState, live: LiveInteraction, queues: dict[QueueId, QueueConfiguration]) -> None:
    """The offer was accepted and the rest of that sentence is missing."""
    # Who had it before may still wrap it up, and has not accepted anything.
    holders = (one for one in before.agents.values() if one.id not in live.wrapping_up)
    agent = next((one for one in holders if live.id in (one.interaction, *one.others)), None)
    if live.queue is not None and _waits(before, live.id, live.queue):
        queue = queues.get(live.queue) or QueueConfiguration(id=live.queue, name="")
        center.say(
            QueueVisitEnded(
                interaction=live.id,
                queue=live.queue,
                day=local(live.queued_at, queue.time_zone).date().isoformat(),
                entered_at=live.queued_at,
                outcome=VisitOutcome.ABANDONED if agent is None else VisitOutcome.ANSWERED,
                service_level_seconds=queue.service_level_seconds,
                short_abandon_seconds=queue.short_abandon_seconds,
                agent=None if agent is None else agent.id,
                estimated_wait=live.estimated_wait,
            )
        )
    if agent is not None and live.queue is not None and live.medium is Medium.VOICE and not live.leg:
        # A call-back whose customer was about to be dialled: tried again.
        center.say(HandlingEnded(interaction=live.id, queue=live.queue, agent=agent.id, talking=0, on_hold=0, wrapping_up=0))
        agent = None
    if agent is None or live.queue is None or agent.device is None:
        center.say(InteractionEnded(interaction=live.id, cause=EndCause.ENGINE_LOST, arrived_at=live.arrived_at))
    else:
        center.say(InteractionConnected(interaction=live.id, queue=live.queue, agent=agent.id, device=agent.device, recorded=False))
