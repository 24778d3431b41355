"""Does history say what the facts say, and does every visit have exactly one fate? Run every night and on demand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

OFFERED = """WITH told AS (
    SELECT (body->>'queue')::bigint AS queue, (body->>'day')::date AS day, count(*) AS offered
    FROM fact WHERE kind = 'interaction_queued' GROUP BY 1, 2),
kept AS (SELECT queue, day, count(*) AS offered, count(outcome) AS ended, count(*) FILTER (WHERE outcome IS NULL) AS waiting
    FROM queue_visit GROUP BY 1, 2),
ended AS (SELECT (body->>'queue')::bigint AS queue, (body->>'day')::date AS day, count(*) AS ended
    FROM fact WHERE kind = 'queue_visit_ended' GROUP BY 1, 2)
SELECT COALESCE(told.queue, kept.queue), COALESCE(told.day, kept.day), COALESCE(told.offered, 0), COALESCE(kept.offered, 0),
    COALESCE(ended.ended, 0), COALESCE(kept.ended, 0), COALESCE(kept.waiting, 0)
FROM told FULL JOIN kept USING (queue, day) LEFT JOIN ended
    ON ended.queue = COALESCE(told.queue, kept.queue) AND ended.day = COALESCE(told.day, kept.day)
ORDER BY 1, 2"""
LEFT_BEHIND = """SELECT visit.interaction, visit.queue FROM queue_visit visit JOIN interaction ON interaction.id = visit.interaction
WHERE visit.outcome IS NULL AND interaction.ended_at IS NOT NULL ORDER BY 1"""
OVERLAPPING = """SELECT agent, started_at FROM (
    SELECT agent, started_at, lag(ended_at) OVER (PARTITION BY agent ORDER BY started_at, epoch, seq) AS before_ended,
        row_number() OVER (PARTITION BY agent ORDER BY started_at, epoch, seq) AS number FROM presence_interval) intervals
WHERE number > 1 AND before_ended IS DISTINCT FROM started_at ORDER BY 1, 2"""
GAPS = """WITH told AS (SELECT epoch, count(*) AS count, max(seq) AS last FROM fact GROUP BY epoch),
lost AS (SELECT epoch, sum(last - first + 1) AS count FROM accepted_gap GROUP BY epoch)
SELECT told.epoch, told.count, told.last, COALESCE(lost.count, 0) FROM told LEFT JOIN lost USING (epoch)
WHERE told.count + COALESCE(lost.count, 0) <> told.last ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """`code` names the broken law; `detail` says where and how, for the log."""

    code: str
    detail: str


def discrepancies() -> list[Discrepancy]:
    """Empty when all is well."""
    return [*_visits(), *_left_behind(), *_presences(), *_gaps()]


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def _visits() -> list[Discrepancy]:
    found = []
    for queue, day, told, offered, told_ended, ended, waiting in _rows(OFFERED):
        place = f"queue {queue} on {day}"
        if told != offered:
            found.append(Discrepancy("offered", f"{place}: the facts tell of {told} visits, history of {offered}"))
        if told_ended != ended:
            found.append(Discrepancy("ended", f"{place}: the facts tell of {told_ended} visits that ended, history of {ended}"))
        if offered != int(str(ended)) + int(str(waiting)):
            found.append(Discrepancy("fate", f"{place}: {offered} offered, but {ended} ended and {waiting} waiting"))
    return found


def _left_behind() -> list[Discrepancy]:
    rows = _rows(LEFT_BEHIND)
    return [Discrepancy("left_behind", f"{interaction} has ended and still waits in queue {queue}") for interaction, queue in rows]


def _presences() -> list[Discrepancy]:
    rows = _rows(OVERLAPPING)
    return [Discrepancy("presence", f"agent {agent}: gap or overlap before the presence of {since}") for agent, since in rows]


def _gaps() -> list[Discrepancy]:
    rows = _rows(GAPS)
    return [
        Discrepancy("gap", f"epoch {epoch}: {count} facts, but the last is number {last} ({lost} lost)")
        for epoch, count, last, lost in rows
    ]
