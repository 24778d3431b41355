"""What is promised (docs/benchmarks.md), what was measured, and how the two are told: as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table. `measured` and `limit` are in `unit`; `yardstick` is app_queue's, None where there is none.

    The goal is met by a measured value up to `limit`, or from it on when `at_least`; NaN (nothing was measured) meets nothing.
    """

    name: str
    unit: str
    measured: float
    limit: float
    said: str
    """The limit in words, as "<= 1.5x app_queue"."""
    yardstick: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def ratio(self) -> float | None:
        """Ours by app_queue's."""
        return self.measured / self.yardstick if self.yardstick else None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A figure without a goal, shown for honesty."""

    name: str
    unit: str
    measured: float
    yardstick: float | None = None
    said: str = ""


COLUMNS = ("", "ccplatform", "app_queue", "ratio", "goal", "met")


def table(rows: Sequence[Goal | Note]) -> str:
    cells = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(COLUMNS))]
    lines = ["  ".join(_aligned(text, width, n) for n, (text, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in cells]
    return "\n".join([lines[0], "-" * max(len(line) for line in lines), *lines[1:]])


def verdict(rows: Sequence[Goal | Note]) -> str:
    missed = [row.name for row in rows if isinstance(row, Goal) and not row.met]
    if not missed:
        return "All goals are met."
    return f"{len(missed)} of {sum(isinstance(row, Goal) for row in rows)} goals are MISSED: {'; '.join(missed)}."


def as_dict(row: Goal | Note) -> dict[str, object]:
    """For JSON, which has no NaN: what was not measured is null."""
    fields = {name: value for name, value in msgspec.structs.asdict(row).items() if value is not None and value is not False}
    if isinstance(row, Goal):
        fields |= {"met": row.met} | ({} if row.ratio is None else {"ratio": row.ratio})
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in fields.items()}


def _cells(row: Goal | Note) -> tuple[str, ...]:
    yardstick = "" if row.yardstick is None else figure(row.yardstick, row.unit)
    if isinstance(row, Note):
        return (row.name, figure(row.measured, row.unit), yardstick, "", row.said, "")
    return (row.name, figure(row.measured, row.unit), yardstick, _ratio(row.ratio), row.said, "yes" if row.met else "NO")


def _ratio(ratio: float | None) -> str:
    if not ratio or math.isnan(ratio):
        return ""
    return f"{ratio:.2f}x" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


def figure(value: float, unit: str) -> str:
    """Three digits or so: more would only be noise."""
    if math.isnan(value):
        return "not measured"
    digits = 0 if unit in ("", "MB") or value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".rstrip()


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column in (0, 4) else text.rjust(width)
