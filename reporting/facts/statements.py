"""What every derivation is made of: statements, and the instant and place at which a fact was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from ccplatform.kernel.instants import moment
from contracts.ids import Instant


class Statement(NamedTuple):
    sql: str
    values: dict[str, Any]


class Told(NamedTuple):
    """Where and when a fact was said, and under which version of the configuration."""

    epoch: int
    seq: int
    at: datetime
    version: int = 0


Derivation = Callable[[Any, Told], list[Statement]]


def values_of(told: Told, **more: Any) -> dict[str, Any]:
    return {"epoch": told.epoch, "seq": told.seq, "at": told.at, "version": told.version, **more}


def moment_or_none(instant: Instant) -> datetime | None:
    """0 on the wire is "never"."""
    return moment(instant) if instant else None


def as_json(value: Any) -> str | None:
    """For a jsonb column."""
    return None if value is None else msgspec.json.encode(value).decode()


SEGMENT_OPENED = """INSERT INTO agent_segment (epoch, seq, interaction, queue, agent, kind, started_at)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(agent)s, %(kind)s, %(at)s)"""
SEGMENT_OPENED_IN_LAST_QUEUE = """INSERT INTO agent_segment (epoch, seq, interaction, queue, agent, kind, started_at)
SELECT %(epoch)s, %(seq)s, id, queue, %(agent)s, %(kind)s, %(at)s FROM interaction WHERE id = %(interaction)s AND queue IS NOT NULL"""
SEGMENTS_DROPPED = """DELETE FROM agent_segment
WHERE interaction = %(interaction)s AND agent = %(agent)s AND kind = ANY(%(kinds)s) AND ended_at IS NULL"""
OF_LAST_ANSWERED_VISIT = """UPDATE queue_visit SET {column} = {column} + 1
WHERE interaction = %(interaction)s AND outcome = 'answered' AND entered_at = (
    SELECT max(entered_at) FROM queue_visit WHERE interaction = %(interaction)s AND outcome = 'answered')"""


def counted(column: str, told: Told, interaction: str) -> Statement:
    """One more of these in the visit that brought the interaction to an agent last."""
    return Statement(OF_LAST_ANSWERED_VISIT.format(column=column), values_of(told, interaction=interaction))
