"""What browsers' tests are held to: `python -m ccplatform.boards.oracle [--check] FILE`.

What the reports' formulas say of made-up days, and how numbers are called in German.

A tile adds up the counters of its queues in the browser, as they change; this holds it to the formulas of reporting.metrics.
"""

from __future__ import annotations

import json
import random
import sys
from functools import reduce
from pathlib import Path
from typing import Any, Final

import msgspec

from contracts.live import QueueDay
from reporting.metrics import queues
from reporting.metrics.definitions import AGENT, AGENTS_NOW, QUEUE, QUEUE_NOW, Unit
from reporting.metrics.queues import QueueTally
from reporting.metrics.rows import MICROSECONDS

SEED: Final = 20_261_122
CASES: Final = 40
QUEUES_MAX: Final = 6
COUNTED: Final = tuple(name for name in QueueDay.__struct_fields__ if name in QueueTally.__slots__)
FORMULAS: Final = {"service_level": queues.service_level, "abandonment_rate": queues.abandonment_rate, "asa": queues.asa}
SMALL: Final = 3
"""Every third day is so quiet that some denominators are 0."""


def a_day(dice: random.Random) -> QueueDay:
    """As a day can be: whoever answered in time was answered, and a short abandon is one within T (S < T here)."""
    most = dice.choice((0, 1, SMALL, 400)) if dice.randrange(SMALL) == 0 else 2_000
    answered, abandoned = dice.randint(0, most), dice.randint(0, most // 4 + 1) if most else 0
    answered_in_time, abandoned_in_time = dice.randint(0, answered), dice.randint(0, abandoned)
    flowed_out, callbacks, waiting = (dice.randint(0, most // 10) for _ in range(3))
    wait = sum(dice.randint(0, 90 * MICROSECONDS) for _ in range(min(answered, 20))) * max(1, answered // 20)
    return QueueDay(
        day="2026-06-01",
        offered=answered + abandoned + flowed_out + callbacks + waiting,
        answered=answered,
        answered_in_time=answered_in_time,
        abandoned=abandoned,
        abandoned_in_time=abandoned_in_time,
        short_abandons=dice.randint(0, abandoned_in_time),
        flowed_out=flowed_out,
        callbacks=callbacks,
        answered_wait=wait if answered else 0,
        longest_wait=dice.randint(0, 600 * MICROSECONDS),
    )


def tally(day: QueueDay) -> QueueTally:
    return QueueTally(**{name: getattr(day, name) for name in COUNTED})


def case(days: list[QueueDay]) -> dict[str, Any]:
    """`days` one per queue, and what is said of all of them together; times in seconds, None = no value."""
    total = reduce(QueueTally.__add__, map(tally, days))
    said: dict[str, float | None] = {name: getattr(total, name) for name in COUNTED if name != "answered_wait"}
    for name, formula in FORMULAS.items():
        value = formula(total)
        said[name] = value / MICROSECONDS if value is not None and QUEUE[name].unit is Unit.SECONDS else value
    return {"days": msgspec.to_builtins(days), "said": said}


def german_names() -> list[str]:
    """Of every number of reports and boards: they stand in narrow tiles and heads."""
    return sorted({definition.name_de for room in (QUEUE, AGENT, QUEUE_NOW, AGENTS_NOW) for definition in room.values()})


def render() -> str:
    """The whole file, the same each time."""
    dice = random.Random(SEED)
    cases = [case([a_day(dice) for _ in range(dice.randint(1, QUEUES_MAX))]) for _ in range(CASES)]
    cases.insert(0, case([QueueDay(day="2026-06-01")]))
    lines = ",\n".join(json.dumps(one) for one in cases)
    names = json.dumps(german_names(), ensure_ascii=False)
    return f'{{"generated_by": "python -m ccplatform.boards.oracle; do not edit",\n"names_de": {names},\n"cases": [\n{lines}\n]}}\n'


def main(arguments: list[str]) -> int:
    target = Path(next(argument for argument in arguments if argument != "--check"))
    text = render()
    if "--check" in arguments:
        current = target.exists() and target.read_text() == text
        sys.stdout.write(f"{target} is current\n" if current else f"{target} is not current: run npm run generate:oracle in web/\n")
        return 0 if current else 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
