"""What must be true after every event, whatever the world does. Each check raises AssertionError with the facts of the case."""

from __future__ import annotations

from collections import Counter, defaultdict

from acd.core.capacity import can_take
from acd.core.center import Center
from acd.core.commands import Timer, TimerKind
from acd.core.groups import is_watched
from acd.core.lifecycles import Work
from acd.core.model import Agent
from acd.simulation.control import check_control, timers_of_control
from acd.simulation.queue_promises import QueuePromises
from acd.simulation.work_promises import WorkPromises
from contracts import facts as f
from contracts.facts import FactEnvelope
from contracts.ids import AgentId, Instant, InteractionId, OfferId, QueueId
from contracts.live import LiveState
from contracts.reducer import apply
from contracts.vocabulary import AgentState, CallbackFirst, Medium, Phase, Presence, SegmentKind, VisitOutcome


def check_floor(center: Center) -> None:
    """The floor agrees with itself and with the live state it has told."""
    live = center.live
    for agent in center.agents.values():
        _check_agent(center, agent)
    check_control(center)
    told = {one.id for one in live.interactions.values() if one.phase is not Phase.ENDED}
    assert told == set(center.interactions), f"open: {told ^ set(center.interactions)}"
    for interaction in center.interactions.values():
        view = live.interactions[interaction.id]
        assert (view.phase, view.leg) == (interaction.phase, interaction.leg), f"{interaction.id}: {view.phase} {interaction.phase}"
        assert (view.offer.id if view.offer else None) == (interaction.offer.id if interaction.offer else None)
        assert interaction.waits == (interaction.phase is Phase.WAITING and center.is_up(interaction.node)), interaction.id
        assert not interaction.leg or center.callers[interaction.leg] is interaction
    for callback in live.callbacks.values():
        carried_out = callback.interaction is None or callback.interaction in center.interactions
        assert carried_out, f"call-back {callback.id} waits as {callback.interaction}, which is over"
    assert len(center.callers) == sum(bool(one.leg) for one in center.interactions.values())
    _check_lanes(center)
    _check_timers(center)


def _check_agent(center: Center, agent: Agent) -> None:
    view = center.live.agents[agent.id]
    mine = (agent.presence, agent.reason, agent.presence_since, agent.device, sorted(agent.reachable))
    told = (view.presence, view.reason, view.presence_since, view.device, sorted(view.reachable_devices))
    assert mine == told, f"agent {agent.id}: {mine} but told {told}"
    state = AgentState(agent.presence.value) if agent.work is Work.FREE else AgentState(agent.work.value)
    assert view.state is state, f"agent {agent.id}: {state} but told {view.state}"
    in_hand = agent.interaction.id if agent.interaction is not None else None
    assert view.interaction == in_hand and (in_hand is None) == (agent.work is Work.FREE), f"agent {agent.id}: {in_hand}"
    is_open = in_hand is None or in_hand in center.interactions or agent.work is Work.WRAPPING_UP
    assert is_open, f"agent {agent.id} is {agent.work} with {in_hand}, which is over"
    for one in agent.kept.in_order():
        assert one.waits and one.visit is not None and one.visit.kept_for is agent, f"{one.id} is kept for agent {agent.id}"
    assert not len(agent.kept) or agent.presence is not Presence.OFFLINE, f"somebody waits for agent {agent.id}, who is gone"
    others = [one.id for one in agent.others]
    assert view.others == others and (in_hand is not None or not others), f"agent {agent.id}: {others} beside, told {view.others}"
    for one in agent.others:
        assert one.medium is not Medium.VOICE, f"agent {agent.id}: a call beside something else"
        assert agent in (one.offer.agent if one.offer else None, one.talk.agent if one.talk else None), f"agent {agent.id}: {one.id}"
    assert (agent.wrap_up is not None) == (agent.work is Work.WRAPPING_UP), f"agent {agent.id}: {agent.work}, {agent.wrap_up}"
    assert agent.leg is None or center.phones.get(agent.leg) is agent
    can = agent.presence is Presence.READY and not agent.resting and agent.wrap_up is None
    assert can or not agent.free, f"agent {agent.id} can take work: {can}, is in the lanes: {agent.places}"
    capacities = center.matching.capacities
    stands = {lane for lane in agent.lanes if can and can_take(agent, lane.asks.medium, lane.asks.weight, capacities)}
    assert stands == set(agent.places), f"agent {agent.id} stands in {agent.places.keys()}, should in {stands}"
    for lane, key in agent.places.items():
        assert key in lane.idle, f"agent {agent.id} is missing in a lane"
    # What only a new configuration changes need not be looked at after each event.
    for hall in center.matching.halls.values() if center.live.seq % 16 == 0 else ():
        for lane in hall.lanes.values():
            assert (lane in agent.lanes) == lane.admits(agent), f"agent {agent.id} and lane {lane.asks}"


def _check_lanes(center: Center) -> None:
    for queue, hall in center.matching.halls.items():
        visitors = [one for one in center.interactions.values() if one.visit is not None and one.visit.queue.id == queue]
        assert len(visitors) == hall.visits, f"queue {queue}: {hall.visits} visits, {len(visitors)} visitors"
        for lane in hall.lanes.values():
            here = [one for one in visitors if one.visit is not None and one.visit.lane is lane]
            assert len(here) == lane.visits, f"queue {queue}, {lane.asks}: {lane.visits} visits, {len(here)} visitors"
            assert len(lane.waiting) == sum(one.waits for one in here if one.visit is not None and one.visit.kept_for is None)
            assert not (len(lane.waiting) and len(lane.idle)), f"queue {queue}: somebody waits beside an idle agent who may serve"
        told = center.live.queues[queue].waiting if queue in center.live.queues else {}
        assert set(told) == {one.id for one in visitors}, f"queue {queue}: told {set(told)}"


OF_A_VISIT = (TimerKind.OVERFLOW, TimerKind.ANNOUNCE)


def _waits(center: Center, interaction: InteractionId) -> bool:
    return interaction in center.interactions and center.interactions[interaction].visit is not None


def _check_timers(center: Center) -> None:
    """Every timer has something to end; every state that must end has its timer."""
    wanted: set[Timer] = set(timers_of_control(center))
    wanted |= {Timer(TimerKind.CALLBACK, one.id) for one in center.live.callbacks.values() if one.interaction is None}
    for interaction in center.interactions.values():
        if interaction.offer is not None:
            wanted.add(Timer(TimerKind.OFFER, interaction.offer.id))
        if interaction.visit is not None and interaction.visit.stage + 1 < len(interaction.visit.lane.hall.stages):
            wanted.add(Timer(TimerKind.RING, interaction.id))
        kept = Timer(TimerKind.PREFERRED, interaction.id)
        # Who signs out while it is not to be had leaves the timer running; it then finds nothing to do.
        if interaction.visit is not None and (interaction.visit.kept_for is not None or kept in center.timers):
            wanted.add(kept)
        hears = interaction.walk is not None or interaction.play is not None
        if hears and (TimerKind.FLOW, interaction.id) in center.timers:
            wanted.add(Timer(TimerKind.FLOW, interaction.id))
    for agent in center.agents.values():
        if agent.resting:
            wanted.add(Timer(TimerKind.REST, str(agent.id)))
        if agent.wrap_up is not None and agent.wrap_up.wrap_up_ends_at:
            wanted.add(Timer(TimerKind.WRAP_UP, str(agent.id)))
        by_phone = agent.interaction is not None and agent.interaction.medium is Medium.VOICE and agent.work is not Work.WRAPPING_UP
        if agent.leg is not None and not by_phone:
            wanted.add(Timer(TimerKind.LEG_GONE, agent.leg))
        if agent.presence is Presence.READY and agent.work is Work.FREE and agent.device not in agent.reachable:
            wanted.add(Timer(TimerKind.UNREACHABLE, str(agent.id)))
    for hall in center.matching.halls.values():
        if is_watched(center, hall):
            wanted.add(Timer(TimerKind.GROUPS, str(hall.queue.id)))
    running = {timer for timer in center.timers if timer.kind not in (TimerKind.PBX, TimerKind.RECORDING)}
    wanted |= {timer for timer in running if timer.kind in OF_A_VISIT and _waits(center, timer.subject)}
    assert running == wanted, f"timers: {running ^ wanted}"
    overdue = {timer: at for timer, at in center.timers.items() if at < center.at - 1}
    assert not overdue, f"never fired: {overdue}"


#: what one step of priority is worth in the simulated centers
PRIORITY_STEP = 600_000_000


class Chronicle:
    """Follows the facts alone, as any reader of the stream would, and holds them to what they promise."""

    def __init__(self) -> None:
        self.replica = LiveState()
        self.queues = QueuePromises()
        self.work = WorkPromises()
        self.torn = False
        """A crash has cut an event's facts: sums over segments need not be whole any more."""
        self._at: Instant = 0
        self._presence: dict[AgentId, tuple[Presence, str, Instant]] = {}
        self._segment_until: dict[AgentId, Instant] = {}
        self._segments: defaultdict[tuple[InteractionId, AgentId, SegmentKind], int] = defaultdict(int)
        self._open_offers: set[OfferId] = set()
        self._open: set[InteractionId] = set()
        self._waiting: dict[QueueId, dict[InteractionId, int]] = defaultdict(dict)
        self._entries = 0
        self.offered: Counter[QueueId] = Counter()
        self.outcomes: Counter[tuple[QueueId, VisitOutcome]] = Counter()

    def read(self, envelope: FactEnvelope) -> None:
        """Take the next fact in."""
        replica, fact = self.replica, envelope.fact
        expected = replica.seq + 1 if envelope.epoch == replica.epoch else 1
        assert envelope.seq == expected, f"fact {envelope.epoch}:{envelope.seq} after {replica.epoch}:{replica.seq}"
        assert envelope.at >= self._at, "time ran backwards"
        self._at = envelope.at
        apply(replica, envelope)
        self.queues.read(fact, replica, torn=self.torn)
        self.work.read(envelope, replica, torn=self.torn)
        match fact:
            case f.InteractionArrived():
                assert fact.interaction not in self._open
                self._open.add(fact.interaction)
            case f.InteractionEnded():
                self._open.remove(fact.interaction)
            case f.ConfigurationAdopted():
                self._configuration_adopted(fact)
            case f.PresenceChanged():
                self._presence_changed(fact)
            case f.InteractionQueued():
                self._entries += 1
                self._waiting[fact.queue][fact.interaction] = self._entries
                self.offered[fact.queue] += 1
            case f.QueueVisitEnded():
                del self._waiting[fact.queue][fact.interaction]
                self.outcomes[fact.queue, fact.outcome] += 1
            case f.OfferMade():
                self._offer_made(fact)
            case f.OfferEnded():
                self._open_offers.remove(fact.offer)
            case f.SegmentEnded():
                self._segment_ended(fact)
            case f.HandlingEnded():
                self._handling_ended(fact)

    def check_conservation(self) -> None:
        """offered = answered + abandoned + flowed_out + callback + still waiting, per queue."""
        for queue, offered in self.offered.items():
            ended = sum(count for (of, _), count in self.outcomes.items() if of == queue)
            assert offered == ended + len(self._waiting[queue]), f"queue {queue}: {offered} offered, {ended} ended"

    def check_over(self) -> None:
        """Nothing is left open."""
        assert not self._open and not self._open_offers, f"open: {self._open} {self._open_offers}"
        assert not self.queues.promised, f"call-backs that were never ended: {self.queues.promised}"
        self.check_conservation()

    def _configuration_adopted(self, fact: f.ConfigurationAdopted) -> None:
        """A removed agent was signed out before, or is still busy and will be; the same id begins anew."""
        for agent in self._presence.keys() - set(fact.agents):
            if agent not in self.replica.agents:
                presence, _, _ = self._presence.pop(agent)
                assert presence is Presence.OFFLINE, f"agent {agent} was removed while {presence}"

    def _presence_changed(self, fact: f.PresenceChanged) -> None:
        before = self._presence.get(fact.agent, (Presence.OFFLINE, "", 0))
        assert before == (fact.previous, fact.previous_reason, fact.previous_since), f"a gap in the presence of {fact.agent}"
        self._presence[fact.agent] = (fact.presence, fact.reason, self._at)

    def _offer_made(self, fact: f.OfferMade) -> None:
        """Nobody who waits unoffered for the same comes before, and the decision tells of the agent who really has it."""
        offered = {offer.rpartition(".")[0] for offer in self._open_offers}
        assert fact.interaction not in offered, f"{fact.interaction} was offered twice at once"
        self._open_offers.add(fact.offer)
        live, decision = self.replica.interactions.get(fact.interaction), fact.decision
        if live is None:
            return
        assert decision is not None and decision.rule == fact.rule
        if fact.rule != decision.strategy:
            return
        mine = self._claim(fact.queue, fact.interaction)
        others = (other for other in self._waiting[fact.queue] if other not in offered and not self._is_kept(other))
        ahead = [other for other in others if (claim := self._claim(fact.queue, other))[0] == mine[0] and claim < mine]
        assert not ahead, f"{fact.interaction} was offered before {ahead}"
        assert decision.candidates[0].agent == fact.agent, f"{fact.offer} went to {fact.agent}, not to {decision.candidates[0]}"
        free = [one.agent for one in decision.candidates if one.agent not in live.tried]
        assert fact.agent not in live.tried or not free, f"{fact.offer} rings {fact.agent} again while {free} are free"

    def _claim(self, queue: QueueId, interaction: InteractionId) -> tuple[tuple[object, ...], int, int]:
        """What it asks for, then its place among those who ask for the same."""
        live = self.replica.interactions[interaction]
        own = sorted(live.own_skills.items())
        asks = (live.medium, live.label, live.stage, sorted(live.required_skills.items()), own)
        return asks, live.queued_at - live.priority * PRIORITY_STEP, self._waiting[queue][interaction]

    def _is_kept(self, interaction: InteractionId) -> bool:
        """Waits for one agent, or its customer is called first: not to be had by whoever is free."""
        live = self.replica.interactions[interaction]
        callback = self.replica.callbacks.get(live.callback or "")
        return live.preferred_until >= self._at or (callback is not None and callback.first is CallbackFirst.CUSTOMER)

    def _segment_ended(self, fact: f.SegmentEnded) -> None:
        live = self.replica.interactions.get(fact.interaction)
        if live is None or live.medium is Medium.VOICE:
            # Other media run beside each other.
            assert self.torn or fact.started_at >= self._segment_until.get(fact.agent, 0), f"segments of {fact.agent} overlap"
            self._segment_until[fact.agent] = self._at
        self._segments[fact.interaction, fact.agent, fact.segment] += self._at - fact.started_at

    def _handling_ended(self, fact: f.HandlingEnded) -> None:
        kinds = (SegmentKind.TALKING, SegmentKind.ON_HOLD, SegmentKind.WRAPPING_UP)
        told = tuple(self._segments.pop((fact.interaction, fact.agent, kind), 0) for kind in kinds)
        assert self.torn or told == (fact.talking, fact.on_hold, fact.wrapping_up), f"{fact.interaction}: segments {told}"
