"""python -m drills [--quick] [--only NAME]: what may happen to a center is done to one, and what was lost is told (docs/drills.md)."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
import psycopg2
from redis.exceptions import RedisError

from drills import ari, clock_set, disk, engine_killed, servers_away, storm, two_engines, two_nodes
from drills.center import DrillCenter, DrillFailed
from drills.findings import Finding, as_dict, table, verdict
from drills.servers import DidNotStart
from launch.faults import LaunchFault

RESULTS: Final = Path(__file__).parent / "results"

BROKEN: Final = (DrillFailed, DidNotStart, LaunchFault, RedisError, psycopg2.Error, OSError, ExceptionGroup, LookupError, AssertionError)

Drill = Callable[[DrillCenter, bool], Awaitable[list[Finding]]]
#: name -> (agents: at full length, in a quick run; the drill)
DRILLS: Final[dict[str, tuple[int, int, Drill]]] = {
    "engine-killed": (100, 30, engine_killed.run),
    "two-engines": (50, 20, two_engines.run),
    "two-nodes": (50, 20, two_nodes.run),
    "asterisk-restarted": (50, 20, servers_away.asterisk_restarted),
    "ari-flapping": (50, 20, ari.flapping),
    "valkey-lost": (50, 20, servers_away.valkey_lost),
    "postgresql-away": (50, 20, servers_away.postgres_away),
    "disk-full": (50, 20, disk.full),
    "clock-set": (30, 20, clock_set.run),
    "twice-and-late": (30, 20, ari.twice_and_late),
    "thousand-callers": (20, 10, storm.run),
}


#: drills of a center whose agents' phones are at an Asterisk of their own
TWO_NODES: Final = frozenset({"two-nodes"})


def main(arguments: list[str]) -> int:
    """0 when every goal was met."""
    parser = argparse.ArgumentParser(
        prog="python -m drills", description="Do to a real center what may happen to it, and tell what was lost"
    )
    parser.add_argument("--quick", action="store_true", help="fewer people and shorter outages")
    parser.add_argument("--only", choices=DRILLS, action="append", help="one drill; may be given again")
    options = parser.parse_args(arguments)
    began = datetime.now(UTC)
    findings = asyncio.run(_run(options.only or list(DRILLS), options.quick))
    path = _save(findings, began, options.quick)
    sys.stdout.write(f"\n{table(findings)}\n\n{verdict(findings)}\nAs JSON: {path}\n")
    return 0 if all(one.met for one in findings) else 1


async def _run(names: list[str], quick: bool) -> list[Finding]:
    findings: list[Finding] = []
    for name in names:
        agents, fewer, drill = DRILLS[name]
        began = time.monotonic()
        _say(f"{name} ...")
        findings += await _one(DrillCenter(fewer if quick else agents, 2 if name in TWO_NODES else 1), drill, name, quick)
        _say(f"{name} took {time.monotonic() - began:.0f} s")
    return findings


async def _one(center: DrillCenter, drill: Drill, name: str, quick: bool) -> list[Finding]:
    """A drill with a center of its own; one that breaks off is a goal missed, not the end of the others."""
    try:
        async with center:
            try:
                return await drill(center, quick)
            except BaseException:
                _say(f"The engine's log ends with\n{center.log_of()[-3000:]}")
                raise
    except BROKEN as failed:
        # Whatever broke this drill, the next one has a center of its own.
        _say("".join(traceback.format_exception(failed)))
        return [Finding(drill=name, asked=f"broke off: {failed}", found=1)]


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _save(findings: list[Finding], began: datetime, quick: bool) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{began:%Y%m%d-%H%M%S}.json"
    result = {
        "began_at": began.isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "load": round(os.getloadavg()[0], 1)},
        "quick": quick,
        "findings": [as_dict(one) for one in findings],
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(result)))
    return path


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
