"""Both sides of a replay, and the day as reports show it, number by number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from ccplatform.kernel.instants import instant
from ccplatform.kernel.words import language, said
from contracts.ids import QueueId
from contracts.replays import Replayed, ReplayedQueue, ReplayedSide
from reporting.metrics.definitions import AGENT, QUEUE, Better, Definition
from reporting.metrics.intervals import Step
from reporting.replays.models import Replay
from reporting.reports.building import queue_report
from reporting.reports.period import Period

NUMBERS: Final = (
    "offered", "answered", "service_level", "abandoned", "abandonment_rate", "asa", "wait_p50", "wait_p95", "longest_wait", "aht",
    "flowed_out", "callbacks",
)  # fmt: skip
OCCUPANCY: Final = "occupancy"
SAME: Final = 1e-9
"""Numbers that differ by less do not differ."""

Row = Mapping[str, Any]


def compared(ordered: Replay) -> list[dict[str, Any]] | None:
    """All queues together first, then those that were asked for; None until it is done. In the reader's language."""
    if ordered.result is None:
        return None
    replayed = msgspec.convert(ordered.result, Replayed)
    reported = _reported(ordered)
    changed = {} if replayed.changed is None else {row.queue: row for row in replayed.changed.queues}
    rows = sorted(_shown(replayed.recorded, ordered.queues), key=lambda row: (row.queue is not None, row.name))
    return [_queue(row, changed.get(row.queue), reported.get(row.queue, {}), replayed) for row in rows]


def _shown(side: ReplayedSide, queues: Collection[int]) -> list[ReplayedQueue]:
    return [row for row in side.queues if row.queue is None or not queues or row.queue in queues]


def _reported(ordered: Replay) -> dict[QueueId | None, Row]:
    """What the report of that day says, by queue."""
    edge = ordered.day
    zone = ZoneInfo(ordered.time_zone)
    period = Period(
        start=edge,
        end=edge + timedelta(days=1),
        step=Step.DAY,
        time_zone=zone,
        queues=None,
        agents=None,
        as_csv=False,
        language=None,
    )
    report = queue_report(period, instant(datetime.now(UTC)))
    return {None if row["queue"] is None else row["queue"]["id"]: row for row in report.totals}


def _queue(row: ReplayedQueue, other: ReplayedQueue | None, reported: Row, replayed: Replayed) -> dict[str, Any]:
    numbers = [_number(key, QUEUE[key], reported.get(key), getattr(row, key), getattr(other, key, None)) for key in NUMBERS]
    if row.queue is None:
        after = replayed.changed.occupancy if replayed.changed is not None else None
        numbers.append(_number(OCCUPANCY, AGENT[OCCUPANCY], None, replayed.recorded.occupancy, after))
    name = row.name if row.queue is not None else str(said(en="All queues", de="Alle Warteschlangen"))
    return {"queue": row.queue, "name": name, "numbers": numbers}


def _number(key: str, meaning: Definition, recorded: float | None, before: float | None, after: float | None) -> dict[str, Any]:
    german = language() == "de"
    difference = after - before if after is not None and before is not None else None
    return {
        "key": key,
        "name": meaning.name_de if german else meaning.name_en,
        "formula": meaning.formula_de if german else meaning.formula_en,
        "unit": meaning.unit.value,
        "wanted": meaning.better.value,
        "recorded": recorded,
        "as_it_was": before,
        "changed": after,
        "difference": difference,
        "better": _better(meaning.better, difference),
    }


def _better(wanted: Better, difference: float | None) -> bool | None:
    if difference is None or abs(difference) < SAME or wanted is Better.NEITHER:
        return None
    return (difference > 0) is (wanted is Better.MORE)
