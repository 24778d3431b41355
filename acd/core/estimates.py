"""How long a queue's next caller will wait, from the place in line and how fast the line has moved lately.

The estimator is the Markovian queue-length one of Whitt ("Predicting Queueing Delays", Management Science 45:870, 1999), QLm in
Ibrahim & Whitt ("Real-Time Delay Estimation in Overloaded Multiserver Queues with Abandonments", Management Science 55:1729,
2009): whoever stands at place p is served after p departures, and with k before oneself these come at the rate r + k * d, where r is the
rate of answers while anybody waits and d the rate at which one who waits gives up. Both are measured, with a memory of some
answers, so no number of agents and no distribution is assumed. Delay-history estimators (the last wait, HOL) need less, yet have
about twice the mean squared error where the place is known, and lag behind a rush; they are blind to priorities, too.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from math import ceil, log1p
from typing import TYPE_CHECKING, Final

from contracts.ids import Instant, Seconds
from contracts.vocabulary import VisitOutcome

if TYPE_CHECKING:
    from acd.core.model import Rank

MICROSECONDS: Final = 1_000_000
#: answers that the memory holds: what came before counts less and less
MEMORY: Final = 64
#: as long as fewer answers were seen nothing is estimated
ANSWERS_MIN: Final = 5
#: so small a share who give up makes no difference, and its logarithm no sense
NEGLIGIBLE: Final = 1e-6
#: estimates beyond are told as this
ESTIMATE_MAX: Final[Seconds] = 6 * 3600


class Line:
    """One queue's visits in order of service, those being offered included, and its pace.

    Ranks lie in a plain sorted list: a place is found in a logarithm; an entry or exit moves 8 bytes for each visit behind it,
    one memory move of 80 kB at most (limits.INTERACTIONS_MAX), which takes about as long as telling one fact.
    """

    __slots__ = ("_answers", "_at", "_busy", "_lost", "_memory", "_ranks", "_waited")

    def __init__(self) -> None:
        self._ranks: list[Rank] = []
        self._memory: float = 0
        """Answers ever seen, up to MEMORY."""
        self._answers: float = 0
        self._busy: float = 0
        """Seconds in which anybody stood here."""
        self._lost: float = 0
        self._waited: float = 0
        """Seconds that all have stood here, added up."""
        self._at: Instant = 0

    def __len__(self) -> int:
        return len(self._ranks)

    def place(self, rank: Rank) -> int:
        """1 = next; of who stands here, or would."""
        return bisect_left(self._ranks, rank) + 1

    def enter(self, rank: Rank, at: Instant) -> None:
        self._pass_time(at)
        insort(self._ranks, rank)

    def leave(self, rank: Rank, at: Instant, outcome: VisitOutcome | None) -> None:
        """`outcome` None: nothing to learn from, or somebody who comes in at another place at once."""
        self._pass_time(at)
        found = bisect_left(self._ranks, rank)
        if found == len(self._ranks) or self._ranks[found] != rank:
            return
        del self._ranks[found]
        if outcome is VisitOutcome.ANSWERED:
            keep = 1 - 1 / MEMORY
            self._memory = min(self._memory + 1, MEMORY)
            self._answers = (self._answers + 1) * keep
            self._busy, self._lost, self._waited = self._busy * keep, self._lost * keep, self._waited * keep
        elif outcome is not None:
            self._lost += 1

    def estimate(self, place: int) -> Seconds | None:
        """Whole seconds until the answer of whoever stands at `place`; None as long as too little is known."""
        if self._memory < ANSWERS_MIN or self._busy <= 0:
            return None
        answers = self._answers / self._busy
        lost = self._lost / self._waited if self._waited > 0 else 0.0
        return min(ceil(_until_served(place, answers, lost)), ESTIMATE_MAX)

    def _pass_time(self, at: Instant) -> None:
        standing = len(self._ranks)
        if standing and at > self._at:
            seconds = (at - self._at) / MICROSECONDS
            self._busy += seconds
            self._waited += seconds * standing
        self._at = at


def _until_served(place: int, answers: float, lost: float) -> float:
    """The sum of 1 / (answers + k * lost) for k = 0 .. place - 1, by the midpoint rule."""
    if lost * place < NEGLIGIBLE * answers:
        return place / answers
    return log1p(place * lost / max(answers - lost / 2, answers / 2)) / lost
