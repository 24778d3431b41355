"""Ratios, percentiles and sets of time spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.ids import Instant

Span = tuple[Instant, Instant]


def ratio(part: float, whole: float) -> float | None:
    """None for a zero denominator: a dash on the screen, never 0 or 100 %."""
    return part / whole if whole else None


def percentile(in_order: Sequence[int], percent: int) -> int | None:
    """Nearest rank: the smallest value that at least `percent` of all values do not exceed. `in_order` is sorted."""
    if not in_order:
        return None
    rank = -(-len(in_order) * percent // 100)
    return in_order[max(rank, 1) - 1]


def union(spans: Iterable[Span]) -> list[Span]:
    """In order and without overlap; empty and reversed spans vanish."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def subtract(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of `spans` is not in `taken`; both as `union` gives them."""
    left: list[Span] = []
    index = 0
    for start, end in spans:
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        position, probe = start, index
        while probe < len(taken) and taken[probe][0] < end:
            if taken[probe][0] > position:
                left.append((position, taken[probe][0]))
            position = max(position, taken[probe][1])
            probe += 1
        if position < end:
            left.append((position, end))
    return left
