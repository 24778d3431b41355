"""What a drill found, beside what was promised; told as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec

COLUMNS: Final = ("drill", "asked", "found", "goal", "met")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `found` is in `unit`; the goal is met by a value up to `limit` (NaN, nothing found, meets nothing)."""

    drill: str
    asked: str
    found: float
    unit: str = ""
    limit: float = 0.0
    #: the limit in words; "nothing" is a limit of 0
    goal: str = "none"

    @property
    def met(self) -> bool:
        return self.found <= self.limit


def figure(value: float, unit: str) -> str:
    """As people write it."""
    if math.isnan(value):
        return "not found"
    digits = 0 if unit in ("", "ms") else 2
    return f"{value:.{digits}f} {unit}".rstrip()


def table(findings: Sequence[Finding]) -> str:
    """All lines; the drill's name stands once."""
    rows = [COLUMNS]
    for before, one in zip([None, *findings], findings, strict=False):
        name = "" if before is not None and before.drill == one.drill else one.drill
        rows.append((name, one.asked, figure(one.found, one.unit), one.goal, "yes" if one.met else "NO"))
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    lines = ["  ".join(text.rjust(width) if n == 2 else text.ljust(width) for n, (text, width) in enumerate(zip(row, widths, strict=True))) for row in rows]
    return "\n".join(line.rstrip() for line in [lines[0], "-" * max(map(len, lines)), *lines[1:]])


def verdict(findings: Sequence[Finding]) -> str:
    """One sentence."""
    missed = [f"{one.drill}: {one.asked}" for one in findings if not one.met]
    if not findings:
        return "Nothing was drilled."
    return f"{len(missed)} of {len(findings)} goals are MISSED: {'; '.join(missed)}." if missed else f"All {len(findings)} goals are met."


def as_dict(one: Finding) -> dict[str, object]:
    """For JSON, which has no NaN: what was not found is null."""
    fields = msgspec.structs.asdict(one) | {"met": one.met}
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in fields.items()}
