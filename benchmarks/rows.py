"""What was measured against app_queue as lines of the table, goals being ratios (docs/benchmarks.md)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figures
from benchmarks.goals import Goal, Note
from benchmarks.ring_path import RingPath
from benchmarks.scenarios import Moments


def ring_rows(ours: RingPath, theirs: RingPath) -> list[Goal | Note]:
    arrival, release = "caller's INVITE to idle agent's INVITE", "agent's BYE to the next INVITE there"
    return [
        _against(f"{arrival}, p50", ours.arrival.p50, theirs.arrival.p50, 1.5),
        _against(f"{arrival}, p95", ours.arrival.p95, theirs.arrival.p95, 1.5),
        _against(f"{release}, p50", ours.release.p50, theirs.release.p50, 1 / 50),
        _against(f"{release}, p95", ours.release.p95, theirs.release.p95, 1 / 100),
        _never("callers served out of order", ours.out_of_order, theirs.out_of_order, f"of {ours.served} / {theirs.served}"),
    ]


def moment_rows(ours: Moments, theirs: Moments, people: int) -> list[Goal | Note]:
    return list(_moments(ours, theirs, people))


def _moments(ours: Moments, theirs: Moments, people: int) -> Iterator[Goal | Note]:
    for name, our, their, share in (
        (f"{people} agents free at once, {2 * people} waiting: last one rung", ours.freed, theirs.freed, 1 / 20),
        ("phone given up to the next phone's INVITE", ours.missed, theirs.missed, 1 / 100),
        ("agent's answer to the first word at the caller", ours.first_word, theirs.first_word, 0.5),
        ("caller's hang-up to the phone's CANCEL", ours.gone, theirs.gone, 2),
    ):
        yield _against(f"{name}, p50", our.p50, their.p50, share)
        yield _beside(f"  {name}, p95", our, their)
    misses = len(ours.missed.values), len(theirs.missed.values)
    yield _never("the same phone again though others are free", ours.same_again, theirs.same_again, f"of {misses[0]} / {misses[1]}")
    yield _never("ghosts: rings > 1 s for a caller who has gone", ours.ghosts, theirs.ghosts, f"of {ours.left} / {theirs.left}")


def _against(name: str, ours: float, theirs: float, factor: float) -> Goal:
    said = f"<= {factor:g}x" if factor >= 0.1 else f"<= 1/{1 / factor:.0f}"
    return Goal(name=name, unit="ms", measured=ours, limit=theirs * factor, said=f"{said} app_queue", yardstick=theirs)


def _beside(name: str, ours: Figures, theirs: Figures) -> Note:
    return Note(name=name, unit="ms", measured=ours.p95, yardstick=theirs.p95, said=f"(no goal; {len(ours.values)} times)")


def _never(name: str, ours: int, theirs: int, of: str) -> Goal:
    return Goal(name=name, unit="", measured=ours, limit=0, said=f"0 ({of})", yardstick=theirs)
