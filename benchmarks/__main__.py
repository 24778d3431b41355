"""python -m benchmarks [--quick] [--only PART]: every promise about speed and size, measured here and now (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks import (
    against_app_queue,
    board_bytes,
    core_goals,
    desk_score,
    floor,
    line,
    matrix,
    memory,
    nodes,
    rate,
    replay,
    wallboard,
    week,
)
from benchmarks.goals import Goal, Note, as_dict, table, verdict

RESULTS = Path(__file__).parent / "results"

Part = Callable[[bool, Callable[[str], None]], Awaitable[list[Goal | Note]]]
PARTS: dict[str, Part] = {
    "ring": against_app_queue.run,
    "line": line.run,
    "nodes": nodes.run,
    "rate": rate.run,
    "core": core_goals.run,
    "replay": replay.run,
    "wallboard": wallboard.run,
    "bytes": board_bytes.run,
    "floor": floor.run,
    "matrix": matrix.run,
    "week": week.run,
    "lighthouse": desk_score.run,
    "memory": memory.run,
}


def main(arguments: list[str]) -> int:
    """0 also when a goal is missed: a figure is no test; the table says so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and size against Asterisk's own app_queue")
    parser.add_argument("--quick", action="store_true", help="fewer measurements: coarser figures in half the time")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part of the benches; may be given again")
    options = parser.parse_args(arguments)
    began = datetime.now(UTC)
    rows = asyncio.run(_run(options.only or list(PARTS), options.quick))
    path = _save(rows, began, options.quick)
    sys.stdout.write(f"\n{table(rows)}\n\n{verdict(rows)}\nAs JSON: {path}\n")
    return 0


async def _run(parts: list[str], quick: bool) -> list[Goal | Note]:
    rows: list[Goal | Note] = []
    for name in parts:
        rows += await PARTS[name](quick, _say)
    return rows


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _save(rows: list[Goal | Note], began: datetime, quick: bool) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{began:%Y%m%d-%H%M%S}.json"
    result = {
        "began_at": began.isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "load": round(os.getloadavg()[0], 1)},
        "quick": quick,
        "rows": [as_dict(row) for row in rows],
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(result)))
    return path


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
