"""Shifts and oracles of the routing core in virtual time; ends with 1 when an invariant breaks or an exact answer is missed.

python -m acd.simulation --seed N [--shifts K] [--without-faults]
python -m acd.simulation --oracles [--seed N] [--times X]
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from acd.simulation.oracles import ORACLES_FILE, Comparison, compare, read_oracles, table
from acd.simulation.run import run
from acd.simulation.shared_data import DataMissing, shared_data


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m acd.simulation", description="The routing core in virtual time.")
    parser.add_argument("--seed", type=int, help="needed for shifts; 1 for oracles")
    parser.add_argument("--shifts", type=int, default=1, help="so many seeds from the first on")
    parser.add_argument("--without-faults", action="store_true")
    parser.add_argument(
        "--nodes", type=int, choices=(1, 2), default=1, help="2: agents' phones are at a node of their own, which dies, too"
    )
    parser.add_argument("--oracles", action="store_true", help=f"hold the core to the exact answers of {ORACLES_FILE}")
    parser.add_argument("--times", type=float, default=10.0, help="make the oracles' runs so many times as long as those of the tests")
    options = parser.parse_args(arguments)
    if options.oracles:
        return _oracles(1 if options.seed is None else options.seed, options.times)
    if options.seed is None:
        parser.error("--seed is needed")
    return _shifts(range(options.seed, options.seed + options.shifts), faults=not options.without_faults, nodes=options.nodes)


def _shifts(seeds: range, *, faults: bool, nodes: int) -> int:
    """Runs all, also behind one that breaks: whatever it breaks with is told by its future."""
    broken = 0
    with ThreadPoolExecutor(max_workers=1) as pool:
        again = "" if nodes == 1 else f" --nodes {nodes}"
        for seed in seeds:
            shift = pool.submit(run, seed, faults=faults, nodes=nodes)
            if (error := shift.exception()) is not None:
                broken += 1
                sys.stdout.write(f"{''.join(traceback.format_exception(error))}\nreplay: python -m acd.simulation --seed {seed}{again}\n")
                continue
            result = shift.result()
            sys.stdout.write(
                f"seed {seed}: {result.events} events, {result.facts} facts, {result.offered} offered, {result.answered} answered, "
                f"{result.restarts} restarts, facts {result.digest[:12]}\n"
            )
    return 1 if broken else 0


def _oracles(seed: int, times: float) -> int:
    try:
        oracles = read_oracles(shared_data(ORACLES_FILE))
    except DataMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    missed = 0

    def one_by_one() -> Iterator[Comparison]:
        nonlocal missed
        for oracle in oracles:
            comparison = compare(oracle, seed, times)
            missed += sum(not estimate.agrees for estimate in comparison.estimates)
            yield comparison

    for line in table(one_by_one()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    asked = sum(len(oracle.exact) for oracle in oracles)
    sys.stdout.write(f"{asked - missed} of {asked} exact values lie within the interval\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
