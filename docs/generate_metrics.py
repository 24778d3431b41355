"""Writes docs/metrics.md from the definitions that run: `python docs/generate_metrics.py [--check]`, from the top of the checkout."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reporting.metrics.definitions import AGENT, AGENTS_NOW, QUEUE, QUEUE_NOW, Definition, Unit

TARGET = Path(__file__).with_name("metrics.md")

HEAD = """# What every number means

Written by `docs/generate_metrics.py` from `reporting/metrics/definitions.py`: the very words that screens show beside a number.
T is the queue's service-level threshold, S its limit for short abandons. A ratio with a zero denominator has no value (a dash, `null`).

- Queue numbers belong to the interval in which the visit **entered** the queue, and never change sides later.
- Handle times belong to the interval in which the handling **ended** (end of the wrap-up).
- Agents' time is **cut** exactly at the interval's edges. Percentiles are waits that really happened (nearest rank).
- Intervals are cut from local midnight in the queue's own time zone; a local day has 23, 24 or 25 hours.
"""

NOW = """What is called *now* is of this very instant, on the wallboard and in its tiles, and is kept in no history: a trend cannot show it.
A number over several queues is made of the sum of their counters; a share is never the average of shares. Browsers add up the counters of
the live state by themselves, so that a tile follows each call at once. `npm run generate:oracle` (in web/) lets the code of the reports
compute a file of made-up days, `web/src/boards/oracle.gen.json`, and the browser's tests compare their sums with it: one formula, held
from both sides.
"""

UNITS = {Unit.COUNT: "count", Unit.SHARE: "share", Unit.SECONDS: "seconds", Unit.FACTOR: "factor"}


def table(definitions: Mapping[str, Definition]) -> str:
    rows = [f"| `{key}` | {d.name_en} | {d.formula_en} | {UNITS[d.unit]} |" for key, d in definitions.items()]
    return "\n".join(["| in the API | name | formula | unit |", "|---|---|---|---|", *rows])


def page() -> str:
    tables = {"Queues": QUEUE, "Queues, now": QUEUE_NOW, "Agents": AGENT, "Agents, now": AGENTS_NOW}
    return "\n".join([HEAD, *(f"## {heading}\n\n{table(definitions)}\n" for heading, definitions in tables.items()), NOW])


def main() -> int:
    if "--check" in sys.argv:
        return 0 if TARGET.read_text() == page() else 1
    TARGET.write_text(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
