"""What is promised of agents' work and of the counts of a day, read from the facts and from the configurations that were in force."""

from __future__ import annotations

from collections import Counter

from contracts import facts as f
from contracts.configuration import CenterConfiguration, QueueConfiguration
from contracts.control_facts import CustomerDialled, OutboundStarted, OwnerChanged
from contracts.ids import AgentId, InteractionId, QueueId
from contracts.live import LiveInteraction, LiveState
from contracts.rules import DEFAULT_CAPACITY
from contracts.vocabulary import Medium, Presence, PresenceReason, VisitOutcome, WrapUpMode

#: wrap-up that nobody is asked about
ALWAYS = (WrapUpMode.TIMED, WrapUpMode.MANDATORY)


class WorkPromises:
    """`configurations`: by version, as far as known; where one is not, nothing that depends on it is asked."""

    def __init__(self) -> None:
        self.configurations: dict[int, CenterConfiguration] = {}
        self._talks: dict[tuple[InteractionId, AgentId], int] = {}
        """Who talks since which version; of an interaction that we dialled, since that of the dialling, whose rules it keeps."""
        self._dialling: dict[tuple[InteractionId, AgentId], int] = {}
        """Who dials since which version: nothing is to be wrapped up yet."""
        self._days: Counter[tuple[QueueId, str, str]] = Counter()

    def read(self, envelope: f.FactEnvelope, state: LiveState, *, torn: bool) -> None:
        """After the fact was applied to `state`. Raises AssertionError with the facts of the case."""
        match envelope.fact:
            case OutboundStarted() | CustomerDialled() as fact:
                if fact.agent is not None:
                    self._dialling.setdefault((fact.interaction, fact.agent), envelope.version)
            case f.InteractionConnected() as fact:
                talk = (fact.interaction, fact.agent)
                self._talks[talk] = self._dialling.pop(talk, envelope.version)
            case OwnerChanged() as fact:
                # Who gives it away may stay in the conversation.
                self._talks.pop((fact.interaction, fact.previous), None)
            case f.HandlingEnded() as fact:
                self._handled(fact, state, envelope.version, torn=torn)
            case f.OfferMade() as fact:
                self._offered(fact, state, envelope.version)
            case f.InteractionQueued() as fact:
                self._days[fact.queue, fact.day, "offered"] += 1
                self._check_day(fact.queue, fact.day, state)
            case f.QueueVisitEnded() as fact:
                self._days[fact.queue, fact.day, fact.outcome] += 1
                self._check_day(fact.queue, fact.day, state)
            case f.ConfigurationAdopted():
                # What is configured anew counts from the beginning.
                for key in [key for key in self._days if key[0] not in state.queues]:
                    del self._days[key]

    def _check_day(self, queue: QueueId, day: str, state: LiveState) -> None:
        today = state.queues[queue].today
        if today.day != day:
            return
        told = (today.offered, today.answered, today.abandoned, today.flowed_out, today.callbacks)
        outcomes = (VisitOutcome.ANSWERED, VisitOutcome.ABANDONED, VisitOutcome.FLOWED_OUT, VisitOutcome.CALLBACK)
        counted = tuple(self._days[queue, day, what] for what in ("offered", *outcomes))
        assert told == counted, f"queue {queue} shows {told}, and it were {counted}"

    def _handled(self, fact: f.HandlingEnded, state: LiveState, version: int, *, torn: bool) -> None:
        """Who must wrap up did: by every configuration since the talk began, since a restart may have brought the newest."""
        self._dialling.pop((fact.interaction, fact.agent), None)
        since = self._talks.pop((fact.interaction, fact.agent), None)
        live = state.interactions.get(fact.interaction)
        if torn or since is None or fact.wrap_up_end is not None or (live is not None and live.medium is not Medium.VOICE):
            return
        agent = state.agents.get(fact.agent)
        leaves = agent is None or agent.presence is Presence.OFFLINE or agent.reason == PresenceReason.SIGNING_OUT
        rules = [self._queue(one, fact.queue) for one in range(since, version + 1)]
        due = [
            queue is not None and queue.wrap_up_seconds > 0 and queue.wrap_up in ALWAYS and not (leaves and queue.wrap_up is ALWAYS[0])
            for queue in rules
        ]
        assert not due or not all(due), f"agent {fact.agent} did not wrap up {fact.interaction}"

    def _queue(self, version: int, queue: QueueId) -> QueueConfiguration | None:
        configuration = self.configurations.get(version)
        return next((one for one in configuration.queues if one.id == queue), None) if configuration is not None else None

    def _offered(self, fact: f.OfferMade, state: LiveState, version: int) -> None:
        """Never more of one medium than there is room for; what is in hand by itself may be of any weight."""
        configuration, offered = self.configurations.get(version), state.interactions.get(fact.interaction)
        if configuration is None or offered is None:
            return
        agent = state.agents[fact.agent]
        in_hand = [state.interactions[one] for one in (agent.interaction, *agent.others) if one in state.interactions]
        same = [one for one in in_hand if one.medium is offered.medium]
        room = next(one for one in (*configuration.capacity, *DEFAULT_CAPACITY) if one.medium is offered.medium).interactions_max
        load = sum(_weight(configuration, one) for one in same)
        assert len(same) < 2 or load <= room, f"agent {fact.agent} has {load:g} {offered.medium} in hand, and room for {room}"


def _weight(configuration: CenterConfiguration, interaction: LiveInteraction) -> float:
    return next((label.weight for label in configuration.labels if label.id == interaction.label), 1.0)
