"""What a queue's rules, announcements and call-backs promise, read from the facts alone."""

from __future__ import annotations

from collections import Counter

from acd.core.limits import OVERFLOWS_IN_A_ROW_MAX
from contracts import facts as f
from contracts import queue_facts as q
from contracts.ids import CallbackId, InteractionId, QueueId
from contracts.live import LiveState
from contracts.targets import ToEnd
from contracts.vocabulary import Medium, VisitOutcome


class QueuePromises:
    """`torn`: a crash has cut an event's facts, so what belongs together need not stand together."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        """How often each kind of fact was seen: a run in which something never happens proves nothing of it."""
        self._closed: set[QueueId] = set()
        self._overflows: Counter[InteractionId] = Counter()
        self._places: dict[InteractionId, int] = {}
        self.promised: dict[CallbackId, int] = {}
        """Call-backs that are arranged and not done, and how often they were tried."""

    def read(self, fact: f.Fact, state: LiveState, *, torn: bool) -> None:
        """After the fact was applied to `state`. Raises AssertionError with the facts of the case."""
        self.told[type(fact).__name__] += 1
        match fact:
            case f.ConfigurationAdopted():
                self._closed &= set(state.queues)
            case q.QueueClosed():
                assert (fact.queue in self._closed) != fact.closed, f"closed twice: {fact}"
                self._closed ^= {fact.queue}
            case f.InteractionQueued():
                entered = state.interactions.get(fact.interaction)
                by_phone = entered is None or entered.medium is Medium.VOICE
                assert not by_phone or fact.queue not in self._closed or fact.entered_at, f"a closed queue took {fact.interaction} in"
                self._places.pop(fact.interaction, None)
            case q.Overflowed():
                self._overflowed(fact, state, torn=torn)
            case f.QueueVisitEnded():
                if fact.outcome is VisitOutcome.ANSWERED:
                    self._overflows.pop(fact.interaction, None)
            case q.Announced():
                self._announced(fact, state)
            case q.CallbackArranged() | q.CallbackBegun() | q.CallbackPostponed() | q.CallbackEnded():
                self._called_back(fact)
            case f.InteractionEnded():
                self._overflows.pop(fact.interaction, None)

    def _called_back(self, fact: q.CallbackArranged | q.CallbackBegun | q.CallbackPostponed | q.CallbackEnded) -> None:
        """Each promise is kept, given up or taken back once, and tried as often as it says."""
        match fact:
            case q.CallbackArranged():
                assert fact.callback not in self.promised, f"{fact.callback} was arranged twice"
                self.promised[fact.callback] = 0
            case q.CallbackBegun():
                self.promised[fact.callback] += 1
                assert self.promised[fact.callback] == fact.attempt, f"{fact.callback}: attempt {fact.attempt} was not told in turn"
            case q.CallbackPostponed():
                assert self.promised[fact.callback], f"{fact.callback} was postponed before it began"
            case q.CallbackEnded():
                assert self.promised.pop(fact.callback) == fact.attempts, f"{fact.callback} was tried another number of times"

    def _overflowed(self, fact: q.Overflowed, state: LiveState, *, torn: bool) -> None:
        self._overflows[fact.interaction] += 1
        count = self._overflows[fact.interaction]
        assert count <= OVERFLOWS_IN_A_ROW_MAX or isinstance(fact.target, ToEnd), f"{fact.interaction} goes round: {count} times"
        queue = state.queues.get(fact.queue)
        assert torn or queue is None or fact.interaction not in queue.waiting, f"{fact.interaction} was led away and still waits"

    def _announced(self, fact: q.Announced, state: LiveState) -> None:
        interaction = state.interactions[fact.interaction]
        assert interaction.offer is None, f"{fact.interaction} was told something while a phone rang for it"
        assert fact.interaction in state.queues[fact.queue].waiting, f"{fact.interaction} was told something and does not wait"
        if fact.position:
            before = self._places.get(fact.interaction, fact.position)
            assert fact.position <= before, f"{fact.interaction} was told place {fact.position} after {before}"
            self._places[fact.interaction] = fact.position
