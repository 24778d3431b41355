"""Measured values and their quantiles."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil


@dataclass(slots=True)
class Figures:
    """Milliseconds; NaN stands for what cannot be said without values."""

    values: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        self.values.append(seconds * 1000)

    def extend(self, others: Figures) -> None:
        self.values.extend(others.values)

    def quantile(self, share: float) -> float:
        """The smallest value that at least `share` of all do not exceed (nearest rank)."""
        ordered = sorted(self.values)
        return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else float("nan")

    @property
    def p50(self) -> float:
        return self.quantile(0.5)

    @property
    def p95(self) -> float:
        return self.quantile(0.95)
