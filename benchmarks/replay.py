"""What if, in time: a synthetic day of 500 agents and 60,000 callers through the core, as `manage.py replay --demo` does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import msgspec

from benchmarks.goals import Goal, Note
from contracts.replays import Replayed

SECONDS_MAX = 60.0
CALLERS = 60_000
SIMULATOR = (sys.executable, "-m", "acd.simulation.replay", "--demo")


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    """As long with `quick`: half a day would be another day."""
    say(f"what if: a day of 500 agents and {CALLERS} callers in virtual time")
    process = await asyncio.create_subprocess_exec(*SIMULATOR, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise SystemExit(f"the replay ended with {process.returncode}")
    return rows(msgspec.json.decode(said, type=Replayed))


def rows(replayed: Replayed) -> list[Goal | Note]:
    """The line of the table."""
    side = replayed.recorded
    return [
        Goal(
            name="what if: a day of 500 agents and 60,000 callers replayed",
            unit="s",
            measured=side.seconds,
            limit=SECONDS_MAX,
            said=f"<= {SECONDS_MAX:g} s of one processor ({side.queues[-1].offered} callers, {side.events} events)",
        )
    ]
