"""python -m benchmarks.simulated N: so many interactions through the real core in virtual time; prints what that took, as JSON."""

from __future__ import annotations

import resource
import sys
import time

import msgspec

from acd.simulation.queueing import System, run

CENTER = System(6_000, 180.0, 310, 120.0)
"""Calls an hour, seconds of talk, agents, seconds of patience: busy enough that many wait and some give up."""
SEED = 1


class Measured(msgspec.Struct, frozen=True):
    """Processor time, so that neighbours do not matter, and the most memory there was."""

    interactions: int
    seconds: float
    memory_mb: float


def main(arguments: list[str]) -> int:
    count = int(arguments[0])
    began = time.process_time()
    ended = len(run(CENTER, count, SEED))
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 / 1_000_000
    sys.stdout.write(msgspec.json.encode(Measured(ended, time.process_time() - began, memory_mb)).decode() + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
