"""The routing core alone, each measurement in a process of its own: events a second, growth with the center's size, a million calls."""

from __future__ import annotations

import asyncio
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks.core import Measure
from benchmarks.goals import Goal, Note
from benchmarks.simulated import Measured

EVENTS_PER_SECOND_MIN = 30_000
GROWTH_MAX = 2.0
SMALL, LARGE = 100, 5_000
"""Agents, between which the time of an event is compared."""
EVENTS, EVENTS_QUICK = 60_000, 20_000
INTERACTIONS, INTERACTIONS_QUICK = 1_000_000, 100_000
MINUTES_MAX = 10.0
MEMORY_MB_MAX = 1_000.0


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say("the core alone: events a second at four sizes")
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        path = Path(folder) / "core.json"
        await _python("benchmarks.core", "--json", str(path), "--events", str(EVENTS_QUICK if quick else EVENTS))
        measures = msgspec.json.decode(path.read_bytes(), type=list[Measure])
    count = INTERACTIONS_QUICK if quick else INTERACTIONS
    say(f"the core alone: {count} interactions in virtual time")
    measured = msgspec.json.decode(await _python("benchmarks.simulated", str(count)), type=Measured)
    return rows(measures, measured)


def rows(measures: Sequence[Measure], million: Measured) -> list[Goal | Note]:
    """The lines of the table."""
    of_size = {measure.agents: measure for measure in measures}
    small, large = of_size.get(SMALL), of_size.get(LARGE)
    return [
        Goal(
            name=f"core: an event with {LARGE} agents, 200 queues, 10,000 waiting",
            unit="us",
            measured=1e6 / large.events_per_second if large else math.nan,
            limit=1e6 / EVENTS_PER_SECOND_MIN,
            said=f"<= 33.3 us: {EVENTS_PER_SECOND_MIN} a second" + (f" (here {large.events_per_second:.0f})" if large else ""),
        ),
        Goal(
            name=f"core: the same by an event with {SMALL} agents",
            unit="x",
            measured=small.events_per_second / large.events_per_second if small and large else math.nan,
            limit=GROWTH_MAX,
            said=f"<= {GROWTH_MAX:g}x",
        ),
        Goal(
            name="core: a million interactions in virtual time",
            unit="min",
            measured=million.seconds / million.interactions * 1e6 / 60,
            limit=MINUTES_MAX,
            said=f"<= {MINUTES_MAX:g} min (of processor time; {million.interactions} run)",
        ),
        Goal(
            name="core: memory for that",
            unit="MB",
            measured=million.memory_mb,
            limit=MEMORY_MB_MAX,
            said=f"<= {MEMORY_MB_MAX:g} MB",
        ),
    ]


async def _python(module: str, *arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"python -m {module} {' '.join(arguments)} ended with {process.returncode}")
    return said
