"""What a queue's rules, announcements and call-backs promise, read from the facts alone."""

from __future__ import annotations

from collections import Counter

from acd.core.limits import OVERFLOWS_IN_A_ROW_MAX
from contracts import facts as f
from contracts import queue_facts as q
from contracts.ids import InteractionId, QueueId
from contracts.live import LiveState
from contracts.targets import ToEnd
from contracts.vocabulary import VisitOutcome


class QueuePromises:
    """`torn`: a crash has cut an event's facts, so what belongs together need not stand together."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        """How often each kind of fact was seen: a run in which something never happens proves nothing of it."""
        self._closed: set[QueueId] = set()
        self._overflows: Counter[InteractionId] = Counter()
        self._places: dict[InteractionId, int] = {}

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
                assert fact.queue not in self._closed or fact.entered_at, f"a closed queue took {fact.interaction} in"
                self._places.pop(fact.interaction, None)
            case q.Overflowed():
                self._overflowed(fact, state, torn=torn)
            case f.QueueVisitEnded():
                if fact.outcome is VisitOutcome.ANSWERED:
                    self._overflows.pop(fact.interaction, None)
            case q.Announced():
                self._announced(fact, state)
            case f.InteractionEnded():
                self._overflows.pop(fact.interaction, None)

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
