"""Facts into PostgreSQL: one batch, one transaction, exactly once.

New facts, the rows derived from them and the mark are committed together, so that a recorder killed at any point has recorded a batch
or has not; what it reads again afterwards is found below the mark and by the primary key.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec
from django.db import DataError, IntegrityError, connection, transaction
from psycopg2.extras import execute_values

from ccplatform.kernel.instants import moment
from contracts.facts import FactEnvelope
from reporting.facts.derive import derive
from reporting.facts.incoming import Incoming, contiguous
from reporting.facts.models import AcceptedGap, RecorderMark
from reporting.facts.statements import Statement

log = logging.getLogger(__name__)

RECORDER_LOCK = 0x6363_0001
"""Advisory lock of whoever writes facts or history; held for one transaction, so that two recorders take turns."""

INSERT_FACTS = """INSERT INTO fact (epoch, seq, at, version, kind, interaction, agent, body) VALUES %s
ON CONFLICT DO NOTHING RETURNING epoch, seq"""
UPSERT_MARK = """INSERT INTO recorder_mark (epoch, seq, stream_entry) VALUES (%s, %s, %s)
ON CONFLICT (epoch) DO UPDATE SET seq = EXCLUDED.seq, stream_entry = EXCLUDED.stream_entry"""

Witness = Callable[[Sequence[FactEnvelope]], None]
"""Called inside the transaction with the facts that are new; what it writes is committed with them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """`count` facts were new; `early` is the first one that must wait because facts before it are missing."""

    count: int
    early: Incoming | None


def take_lock() -> None:
    """Waits for the other writer, if any; released at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORDER_LOCK])


def record(incoming: Sequence[Incoming], witness: Witness | None = None) -> Recorded:
    """Raises django.db.OperationalError or InterfaceError when the database is away; nothing was recorded then."""
    with transaction.atomic():
        take_lock()
        accepted, early = contiguous(dict(RecorderMark.objects.values_list("epoch", "seq")), incoming)
        if not accepted:
            return Recorded(0, early)
        new = _insert(accepted)
        fresh = [fact for fact in accepted if (fact.epoch, fact.seq) in new]
        known = [envelope for fact in fresh if (envelope := fact.known) is not None]
        if len(known) < len(fresh):
            kinds = sorted({fact.kind for fact in fresh if fact.known is None})
            log.warning("facts of kinds this program does not know were kept for `manage.py rebuild_reporting`: %s", ", ".join(kinds))
        write_history(known)
        if witness is not None:
            witness(known)
        _move_marks(accepted)
    return Recorded(len(fresh), early)


def _insert(accepted: Sequence[Incoming]) -> set[tuple[int, int]]:
    rows = [
        (
            f.epoch,
            f.seq,
            moment(f.at),
            f.version,
            f.kind,
            # A caller who chose to be called back hears of it in the own timeline.
            f.body.get("interaction") or f.body.get("origin"),
            f.body.get("agent"),
            msgspec.json.encode(f.body).decode(),
        )
        for f in accepted
    ]
    with connection.cursor() as cursor:
        # One statement: RETURNING of several pages would be kept of the last only, were fetch not asked for.
        returned = execute_values(cursor.cursor, INSERT_FACTS, rows, page_size=len(rows), fetch=True)
    return {(epoch, seq) for epoch, seq in returned}


def _move_marks(accepted: Iterable[Incoming]) -> None:
    last = {fact.epoch: fact for fact in accepted}
    with connection.cursor() as cursor:
        for fact in last.values():
            cursor.execute(UPSERT_MARK, [fact.epoch, fact.seq, fact.entry])


def write_history(envelopes: Sequence[FactEnvelope]) -> None:
    """Runs every statement in one round trip. A fact whose rows the database refuses is recorded without them and named in the log."""
    statements = [statement for envelope in envelopes for statement in derive(envelope)]
    if not statements:
        return
    try:
        with transaction.atomic():
            _execute(statements)
    except (DataError, IntegrityError):
        for envelope in envelopes:
            try:
                with transaction.atomic():
                    _execute(derive(envelope))
            except (DataError, IntegrityError) as error:
                log.error("no history from fact %s:%s: %s", envelope.epoch, envelope.seq, error)


def _execute(statements: Sequence[Statement]) -> None:
    if not statements:
        return
    with connection.cursor() as cursor:
        cursor.execute(b";\n".join(cursor.cursor.mogrify(sql, values) for sql, values in statements).decode())


def accept_gap(epoch: int, first: int, last: int) -> None:
    """Declares facts of an epoch lost for good, so that recording goes on with `last + 1`."""
    with transaction.atomic():
        take_lock()
        AcceptedGap.objects.create(epoch=epoch, first=first, last=last)
        with connection.cursor() as cursor:
            cursor.execute(UPSERT_MARK, [epoch, last, "0"])
    log.warning("facts %s:%s to %s:%s were declared lost", epoch, first, epoch, last)


def newest_mark() -> RecorderMark | None:
    return RecorderMark.objects.order_by("-epoch").first()
