"""How far the estimated wait is from the wait, in systems of which the load is known (`python -m acd.simulation.estimate_error`).

Every caller who was answered after waiting is counted: the estimate at entry, beside the wait. The last wait (LES, what most systems
announce) is measured in the same runs, for comparison.
"""

from __future__ import annotations

import sys
from math import sqrt
from typing import Final

import msgspec

from acd.simulation.queueing import SECOND, QueueingRun, System
from contracts import facts as f
from contracts.vocabulary import VisitOutcome

ARRIVALS: Final = 20_000
#: callers at the beginning who are not counted: the system is empty, and nothing is known
WARM_UP: Final = 2_000
SYSTEMS: Final = (
    System(arrivals_per_h=114, aht_s=300, agents=10),
    System(arrivals_per_h=900, aht_s=180, agents=50),
    System(arrivals_per_h=960, aht_s=180, agents=50),
    System(arrivals_per_h=60, aht_s=300, agents=5, patience_s=240),
    System(arrivals_per_h=1_100, aht_s=180, agents=50, patience_s=180),
    System(arrivals_per_h=1_500, aht_s=180, agents=50, patience_s=180),
    System(arrivals_per_h=2_600, aht_s=180, agents=100, patience_s=600),
)


class Errors(msgspec.Struct):
    """Of one estimator, in seconds; `bias` > 0: it promises longer waits than there are."""

    count: int = 0
    bias: float = 0.0
    absolute: float = 0.0
    squared: float = 0.0

    def add(self, estimate: float, wait: float) -> None:
        error = estimate - wait
        self.count += 1
        self.bias += error
        self.absolute += abs(error)
        self.squared += error * error

    def means(self) -> tuple[float, float, float]:
        """(bias, mean absolute error, root of the mean squared error)."""
        return self.bias / self.count, self.absolute / self.count, sqrt(self.squared / self.count)


class Measured(msgspec.Struct, frozen=True):
    system: System
    waited: float
    """Mean wait of those who are counted, in seconds."""
    ours: Errors
    last: Errors


class EstimateRun(QueueingRun):
    """Reads estimates and waits from the facts, as a report would."""

    def __init__(self, system: System, seed: int) -> None:
        self.ours = Errors()
        self.last = Errors()
        self.waited = 0.0
        self._seen = 0
        self._last_wait = 0.0
        self._last_at_entry: dict[str, float] = {}
        super().__init__(system, seed)

    def _hear(self, fact: f.Fact) -> None:
        super()._hear(fact)
        match fact:
            case f.InteractionQueued():
                self._last_at_entry[fact.interaction] = self._last_wait
            case f.QueueVisitEnded():
                self._ended(fact)

    def _ended(self, fact: f.QueueVisitEnded) -> None:
        last = self._last_at_entry.pop(fact.interaction)
        wait = (self.schedule.now - fact.entered_at) / SECOND
        self._seen += 1
        if fact.outcome is not VisitOutcome.ANSWERED or not wait:
            return
        self._last_wait = wait
        if self._seen > WARM_UP and fact.estimated_wait is not None:
            self.waited += wait
            self.ours.add(fact.estimated_wait, wait)
            self.last.add(last, wait)


def measure(system: System, arrivals: int = ARRIVALS, seed: int = 1) -> Measured:
    """One run from an empty system."""
    one = EstimateRun(system, seed)
    one.run(arrivals)
    return Measured(system, one.waited / max(one.ours.count, 1), one.ours, one.last)


def table(measured: list[Measured]) -> str:
    """In Markdown; seconds."""
    lines = [
        "| system | waited | bias | mean absolute error | root of mean square | the same of the last wait |",
        "|---|---|---|---|---|---|",
    ]
    for one in measured:
        system, ours, last = one.system, one.ours.means(), one.last.means()
        patience = f", patience {system.patience_s:.0f} s" if system.patience_s else ""
        name = f"{system.agents} agents, {system.arrivals_per_h:.0f}/h of {system.aht_s:.0f} s{patience}"
        lines.append(
            f"| {name} | {one.waited:.1f} | {ours[0]:+.1f} | {ours[1]:.1f} | {ours[2]:.1f} | {last[0]:+.1f}, {last[1]:.1f}, {last[2]:.1f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table([measure(system) for system in SYSTEMS]) + "\n")
