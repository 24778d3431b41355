"""What was never seen of a caller is drawn from the others of the same queue, from a seed: both sides of a replay draw the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from random import Random
from typing import Final

import msgspec

from contracts.ids import Microseconds, QueueId
from contracts.replays import ReplayedCaller

SECOND: Final[Microseconds] = 1_000_000
TALK_UNKNOWN: Final = 180 * SECOND
"""In a queue in which nobody was ever answered."""


class Survival:
    """How many are still there after so long: the product-limit estimate (Kaplan and Meier 1958).

    Who was answered has not shown the whole of their patience, only that it was longer; leaving them out would make callers look
    hasty. Beyond the longest wait that was seen nobody gives up: nothing is known there.
    """

    def __init__(self, callers: Iterable[ReplayedCaller]) -> None:
        seen = sorted((one.patience, 0) if one.patience is not None else (one.waited, 1) for one in callers)
        self._times: list[Microseconds] = []
        self._left: list[float] = []
        share, at_risk = 1.0, len(seen)
        for length, censored in seen:
            if not censored:
                share *= 1 - 1 / at_risk
                self._times.append(length)
                self._left.append(share)
            at_risk -= 1

    def after(self, waited: Microseconds, draw: float) -> Microseconds | None:
        """A patience of somebody who is known to have waited so long; `draw` in [0, 1). None = longer than anything seen."""
        first = bisect_right(self._times, waited)
        there = self._left[first - 1] if first else 1.0
        wanted = there * (1 - draw)
        for place in range(first, len(self._times)):
            if self._left[place] < wanted:
                return self._times[place]
        return None


class Person(msgspec.Struct, frozen=True):
    """A caller with everything known. `patience` None = waits for ever."""

    rings: Microseconds
    talk: Microseconds
    wrap_up: Microseconds
    patience: Microseconds | None


def people(callers: list[ReplayedCaller], seed: int) -> list[Person]:
    """One per caller, in their order."""
    of_queue: dict[QueueId, list[ReplayedCaller]] = {}
    for one in callers:
        of_queue.setdefault(one.queue, []).append(one)
    survival = {queue: Survival(known) for queue, known in of_queue.items()}
    models = {queue: [one for one in known if one.talk is not None] for queue, known in of_queue.items()}
    everybody = [one for known in models.values() for one in known]
    chance = Random(f"replay {seed}")
    found = []
    for one in callers:
        draw, likeness = chance.random(), chance.random()
        like = models[one.queue] or everybody
        model = one if one.talk is not None else like[int(likeness * len(like))] if like else None
        found.append(
            Person(
                rings=_rings(one, model),
                talk=(model.talk if model is not None else None) or TALK_UNKNOWN,
                wrap_up=(model.wrap_up if model is not None else None) or 0,
                patience=one.patience if one.patience is not None else survival[one.queue].after(one.waited, draw),
            )
        )
    return found


def _rings(one: ReplayedCaller, model: ReplayedCaller | None) -> Microseconds:
    """A phone that was still ringing when its caller gave up would have rung for longer."""
    drawn = (model.rings if model is not None else None) or 0
    return drawn if one.talk is not None or one.rings is None else max(drawn, one.rings + 1)
