"""Is the engine right? The core in simple worlds of which the exact answers are known: Erlang C and Erlang A.

`python -m acd.simulation --oracles` prints the table; tests/simulation holds a shorter run to the same answers. They stand in
erlang_oracles.csv, which is no part of the product (acd.simulation.shared_data finds it).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev
from typing import Final

import msgspec

from acd.simulation.queueing import SECOND, System, Visit, run

ORACLES_FILE: Final = "erlang_oracles.csv"
#: the run is cut into so many batches; their means count as independent when each is several times the system's memory
BATCHES: Final = 20
#: two-sided 99.9 % quantile of Student's t with BATCHES - 1 degrees of freedom
T_QUANTILE: Final = 3.8834
#: of a batch, in memories of the system and in calls; and what is left out in the beginning, when the system was empty
MEMORIES: Final = 3
ARRIVALS_MIN: Final = 400
WARM_UP_MEMORIES: Final = 4
IN_TIME_S: Final = 20


class Oracle(msgspec.Struct, frozen=True):
    """A row of the file: the system, and what is exactly true of it in the long run, by the names of MEASURES."""

    system: System
    exact: dict[str, float]


class Estimate(msgspec.Struct, frozen=True):
    """A measured mean with its confidence interval of 99.9 %, beside the exact value."""

    name: str
    exact: float
    mean: float
    half_width: float

    @property
    def agrees(self) -> bool:
        return abs(self.mean - self.exact) <= self.half_width


class Comparison(msgspec.Struct, frozen=True):
    system: System
    arrivals: int
    estimates: list[Estimate]


def _waited(visits: Sequence[Visit], _: System) -> float:
    """Share of callers who found nobody free."""
    return fmean(visit.wait > 0 for visit in visits)


def _wait_s(visits: Sequence[Visit], _: System) -> float:
    """Mean wait of all callers, those who gave up included."""
    return fmean(visit.wait for visit in visits) / SECOND


def _in_time(visits: Sequence[Visit], _: System) -> float:
    """Answered within 20 s, of all callers."""
    return fmean(visit.answered and visit.wait <= IN_TIME_S * SECOND for visit in visits)


def _gave_up(visits: Sequence[Visit], _: System) -> float:
    return fmean(not visit.answered for visit in visits)


def _occupancy(visits: Sequence[Visit], system: System) -> float:
    """Share of the agents' time in talks, from the first caller to the last."""
    first, last = visits[0], visits[-1]
    return (last.busy - first.busy) / (last.came_at - first.came_at) / system.agents


MEASURES: Final[dict[str, Callable[[Sequence[Visit], System], float]]] = {
    "p_wait": _waited,
    "asa_s": _wait_s,
    "sl20": _in_time,
    "p_abandon": _gave_up,
    "occupancy": _occupancy,
}


def read_oracles(file: Path) -> list[Oracle]:
    with file.open(newline="") as rows:
        return [_oracle(row) for row in csv.DictReader(rows)]


def _oracle(row: dict[str, str]) -> Oracle:
    patience = float(row["patience_s"]) if row["patience_s"] else None
    system = System(float(row["calls_per_h"]), float(row["aht_s"]), int(row["agents"]), patience)
    if system.name != row["model"]:
        raise ValueError(f"{row['model']} does not go with the patience {row['patience_s']!r}")
    return Oracle(system, {name: float(row[name]) for name in MEASURES if row[name]})


def batch_size(system: System, times: float = 1.0) -> int:
    """Calls of one batch; `times` makes the run longer."""
    return round(times * max(ARRIVALS_MIN, MEMORIES * system.arrivals_of_memory))


def compare(oracle: Oracle, seed: int, times: float = 1.0) -> Comparison:
    """One run of the core, in batch means."""
    size = batch_size(oracle.system, times)
    warm_up = round(WARM_UP_MEMORIES * oracle.system.arrivals_of_memory)
    visits = run(oracle.system, warm_up + BATCHES * size + 1, seed)
    # Each batch ends with the caller with whom the next begins: of an occupancy both ends are needed.
    batches = [visits[start : start + size + 1] for start in range(warm_up, warm_up + BATCHES * size, size)]
    estimates = [estimate(name, exact, [MEASURES[name](batch, oracle.system) for batch in batches]) for name, exact in oracle.exact.items()]
    return Comparison(oracle.system, len(visits), estimates)


def estimate(name: str, exact: float, means: Sequence[float]) -> Estimate:
    return Estimate(name, exact, fmean(means), T_QUANTILE * stdev(means) / sqrt(len(means)))


def table(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Lines for people, as they come; `!` stands where the exact value is outside of the interval."""
    heads = "".join(f"  {name + ' exact':>15} {'measured':>8} {'99.9 %':>8} " for name in MEASURES)
    yield f"{'model':<8}{'calls/h':>8}{'AHT s':>6}{'agents':>7}{'patience':>9}{'calls':>8}{heads}".rstrip()
    for one in comparisons:
        system, known = one.system, {estimate.name: estimate for estimate in one.estimates}
        patience = "" if system.patience_s is None else f"{system.patience_s:.0f}"
        cells = "".join(_cell(known.get(name)) for name in MEASURES)
        given = f"{system.name:<8}{system.arrivals_per_h:>8.0f}{system.aht_s:>6.0f}{system.agents:>7}{patience:>9}{one.arrivals:>8}"
        yield f"{given}{cells}".rstrip()


def _cell(found: Estimate | None) -> str:
    if found is None:
        return " " * 36
    return f"  {found.exact:>15.4f} {found.mean:>8.4f} ±{found.half_width:>7.4f}{' ' if found.agrees else '!'}"
