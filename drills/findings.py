"""What a drill found, beside what was promised; told as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import msgspec

COLUMNS: Final = ("drill", "asked", "found", "goal", "met")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `found` is in `unit`; the goal is met by a value from `least` up to `limit` (NaN, nothing found, meets nothing)."""

    drill: str
    asked: str
    found: float
    unit: str = ""
    limit: float = 0.0
    least: float = 0.0
    #: the limit in words
    goal: str = "none"

    @property
    def met(self) -> bool:
        return self.least <= self.found <= self.limit


class Findings(list[Finding]):
    """Of one drill."""

    def __init__(self, drill: str) -> None:
        super().__init__()
        self.drill = drill

    def none(self, asked: str, found: float) -> None:
        """There should be none of it."""
        self.append(Finding(drill=self.drill, asked=asked, found=found))

    def at_most(self, asked: str, found: float, limit: float, unit: str) -> None:
        """A time that must not be longer."""
        self.append(Finding(drill=self.drill, asked=asked, found=found, unit=unit, limit=limit, goal=f"<= {limit:g} {unit}"))

    def exactly(self, asked: str, found: float, wanted: float) -> None:
        """A count that must come out."""
        self.append(Finding(drill=self.drill, asked=asked, found=found, limit=wanted, least=wanted, goal=f"{wanted:g}"))

    def told(self, asked: str, found: float, unit: str = "") -> None:
        """A figure without a goal, for honesty."""
        self.append(Finding(drill=self.drill, asked=asked, found=found, unit=unit, limit=math.inf, least=-math.inf, goal=""))


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
        met = "" if math.isinf(one.limit) else "yes" if one.met else "NO"
        rows.append((name, one.asked, figure(one.found, one.unit), one.goal, met))
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    lines = ["  ".join(_aligned(text, width, n) for n, (text, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def verdict(findings: Sequence[Finding]) -> str:
    """One sentence."""
    goals = [one for one in findings if not math.isinf(one.limit)]
    if not goals:
        return "Nothing was drilled."
    missed = [f"{one.drill}: {one.asked}" for one in goals if not one.met]
    return f"{len(missed)} of {len(goals)} goals are MISSED: {'; '.join(missed)}." if missed else f"All {len(goals)} goals are met."


def as_dict(one: Finding) -> dict[str, object]:
    """For JSON, which has no NaN and no infinity: null."""
    fields = msgspec.structs.asdict(one) | {"met": one.met}
    return {name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in fields.items()}


def _aligned(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column == COLUMNS.index("found") else text.ljust(width)
