"""How long a queue's next caller will wait, from the place in line and how fast the line has moved lately.

The estimator is the Markovian queue-length one of Whitt ("Predicting Queueing Delays", Management Science 45:870, 1999), QLm in
Ibrahim & Whitt ("Real-Time Delay Estimation in Overloaded Multiserver Queues with Abandonments", Management Science 55:1729,
2009): whoever stands at place p is served after p departures, and with k before oneself these come at the rate r + k * d, where r is the
rate at which agents take somebody while anybody stands there, and d the rate at which one who stands there gives up. Both are
measured, with a memory of some dozens, so no number of agents and no distribution is assumed; the time that phones ring is added.
Estimators by delay history (the last wait, HOL) need less, yet have about twice the mean squared error where the place is known,
lag behind a rush, and are blind to priorities. docs/guides/queue-rules.md has the error of this one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from math import ceil, log1p
from typing import TYPE_CHECKING, Final

from contracts.ids import Instant, Microseconds, Seconds
from contracts.queue_facts import Pace

if TYPE_CHECKING:
    from acd.core.model import Rank

MICROSECONDS: Final = 1_000_000
#: answers that the memory holds: what came before counts less and less
MEMORY: Final = 64
#: as long as fewer answers were seen nothing is estimated
ANSWERS_MIN: Final = 5
#: answers after which the figures are told again
PACE_TOLD_EVERY: Final = 16
#: so small a share who give up makes no difference, and its logarithm no sense
NEGLIGIBLE: Final = 1e-6
#: estimates beyond are told as this
ESTIMATE_MAX: Final[Seconds] = 6 * 3600


class Line:
    """Who stands in one queue, in order of service, and how fast that moves. Who is being offered to an agent does not stand here.

    Ranks lie in a plain sorted list: a place is found in a logarithm; an entry or exit moves 8 bytes for each visit behind it,
    one memory move of 80 kB at most (limits.INTERACTIONS_MAX), which takes about as long as telling one fact.
    """

    __slots__ = ("_answers", "_at", "_busy", "_lost", "_memory", "_ranks", "_ring", "_rings", "_told", "_untold", "_waited")

    def __init__(self) -> None:
        self._ranks: list[Rank] = []
        self._memory = 0
        """Offers ever made to those who had to stand here first, up to MEMORY."""
        self._answers = 0.0
        """The same, the older the less."""
        self._busy = 0.0
        """Seconds in which anybody stood here, the older the less."""
        self._lost = 0.0
        """How many gave up."""
        self._waited = 0.0
        """Seconds that all have stood here, added up."""
        self._ring = 0.0
        """Seconds from an offer to its answer."""
        self._rings = 0
        self._at: Instant = 0
        self._untold = PACE_TOLD_EVERY - ANSWERS_MIN
        """Answers since the figures were told."""
        self._told = 0
        """The memory at that time."""

    def __len__(self) -> int:
        return len(self._ranks)

    def place(self, rank: Rank) -> int:
        """1 = next; of who stands here, or would."""
        ranks = self._ranks
        # Most come to the end.
        return len(ranks) + 1 if not ranks or rank > ranks[-1] else bisect_left(ranks, rank) + 1

    def enter(self, rank: Rank, at: Instant) -> None:
        self._pass_time(at)
        ranks = self._ranks
        if not ranks or rank > ranks[-1]:
            ranks.append(rank)
        else:
            insort(ranks, rank)

    def offered(self, rank: Rank, at: Instant, *, at_once: bool) -> None:
        """Stands here no more. `at_once`: did not have to wait for an agent, and so says nothing of the pace."""
        self._remove(rank, at)
        if not at_once:
            keep = 1 - 1 / MEMORY
            self._memory = min(self._memory + 1, MEMORY)
            self._answers = (self._answers + 1) * keep
            self._busy, self._lost, self._waited = self._busy * keep, self._lost * keep, self._waited * keep

    def back(self, rank: Rank, at: Instant, *, at_once: bool) -> None:
        """That offer was lost."""
        if not at_once:
            self._memory = max(self._memory - 1, 0)
            self._answers = max(self._answers - 1, 0.0)
        self.enter(rank, at)

    def answered(self, ring: Microseconds) -> None:
        """That offer was accepted, after so long."""
        self._rings = min(self._rings + 1, MEMORY)
        self._ring += (ring / MICROSECONDS - self._ring) / self._rings
        self._untold += 1

    def pace(self) -> Pace | None:
        """The figures, when it is time to tell them: every so often, and as soon as they are worth anything."""
        if self._untold < PACE_TOLD_EVERY and not self._told < ANSWERS_MIN <= self._memory:
            return None
        self._untold, self._told = 0, self._memory
        return Pace(
            memory=self._memory,
            answers=self._answers,
            busy=self._busy,
            lost=self._lost,
            waited=self._waited,
            ring=self._ring,
            rings=self._rings,
        )

    def resume(self, pace: Pace) -> None:
        """Go on with what was known before a restart."""
        self._memory, self._answers, self._busy = pace.memory, pace.answers, pace.busy
        self._lost, self._waited = pace.lost, pace.waited
        self._ring, self._rings = pace.ring, pace.rings
        self._untold, self._told = 0, pace.memory

    def leave(self, rank: Rank, at: Instant, *, gave_up: bool) -> None:
        """Without an offer. Not `gave_up`: to stand at another place at once."""
        self._remove(rank, at)
        self._lost += gave_up

    def estimate(self, place: int, *, free: bool = False) -> Seconds | None:
        """Whole seconds until the answer of whoever stands at `place`; None as long as too little is known.

        `free`: an agent can take it at once, so that only the ringing is left.
        """
        if free:
            return ceil(self._ring) if self._rings >= ANSWERS_MIN else None
        if self._memory < ANSWERS_MIN or self._busy <= 0 or self._answers <= 0:
            return None
        lost = self._lost / self._waited if self._waited > 0 else 0.0
        return min(ceil(_until_served(place, self._answers / self._busy, lost) + self._ring), ESTIMATE_MAX)

    def _remove(self, rank: Rank, at: Instant) -> None:
        self._pass_time(at)
        ranks = self._ranks
        # Most leave from the head.
        found = 0 if ranks and ranks[0] == rank else bisect_left(ranks, rank)
        if found < len(ranks) and ranks[found] == rank:
            del ranks[found]

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
