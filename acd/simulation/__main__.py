"""`python -m acd.simulation --seed N [--shifts K] [--without-faults]`: run shifts, say what happened, end with 1 when one breaks."""

from __future__ import annotations

import argparse
import sys
import traceback

from acd.simulation.run import run


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m acd.simulation", description="Seeded shifts of the routing core in virtual time.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--shifts", type=int, default=1, help="so many seeds from the first on")
    parser.add_argument("--without-faults", action="store_true")
    options = parser.parse_args(arguments)
    broken = 0
    for seed in range(options.seed, options.seed + options.shifts):
        try:
            result = run(seed, faults=not options.without_faults)
        except Exception:
            broken += 1
            sys.stdout.write(f"{traceback.format_exc()}\nreplay: python -m acd.simulation --seed {seed}\n")
        else:
            sys.stdout.write(
                f"seed {seed}: {result.events} events, {result.facts} facts, {result.offered} offered, {result.answered} answered, "
                f"{result.restarts} restarts, facts {result.digest[:12]}\n"
            )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
