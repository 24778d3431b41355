"""Both sides of a replay side by side, as text."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.replays import Replayed, ReplayedQueue, ReplayedSide

COUNTS = ("offered", "answered", "abandoned", "flowed_out", "callbacks")
SHARES = ("service_level", "abandonment_rate")
SECONDS = ("asa", "wait_p50", "wait_p95", "longest_wait", "aht")


def table(replayed: Replayed) -> str:
    """In Markdown; one block per queue, all queues last."""
    lines = ["| queue | number | as it was | changed | difference |", "|---|---|---|---|---|"]
    other = {row.queue: row for row in replayed.changed.queues} if replayed.changed is not None else {}
    for row in replayed.recorded.queues:
        lines += _rows(row, other.get(row.queue))
    recorded, changed = replayed.recorded, replayed.changed
    lines.append(_line("all agents", "occupancy", recorded.occupancy, changed.occupancy if changed is not None else None, share=True))
    return "\n".join([*lines, "", *_costs(recorded, changed)])


def _rows(row: ReplayedQueue, other: ReplayedQueue | None) -> Iterator[str]:
    name = row.name if row.queue is not None else "all queues"
    for number in (*COUNTS, *SHARES, *SECONDS):
        yield _line(name, number, getattr(row, number), getattr(other, number) if other is not None else None, share=number in SHARES)


def _line(name: str, number: str, before: float | None, after: float | None, *, share: bool) -> str:
    difference = after - before if before is not None and after is not None else None
    return f"| {name} | {number} | {_text(before, share)} | {_text(after, share)} | {_text(difference, share, '+')} |"


def _text(value: float | None, share: bool, sign: str = "") -> str:
    if value is None:
        return "-"
    if share:
        return f"{value:{sign}.1%}"
    return f"{value:{sign}}" if isinstance(value, int) else f"{value:{sign}.1f}"


def _costs(recorded: ReplayedSide, changed: ReplayedSide | None) -> list[str]:
    sides = [recorded] if changed is None else [recorded, changed]
    return [f"{side.events} events in {side.seconds:.1f} s of a processor" for side in sides]
