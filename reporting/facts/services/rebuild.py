"""All history anew from the facts: after a change of derive.py, or to prove that the tables say nothing but the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import connection, transaction

from ccplatform.kernel.instants import instant
from contracts.facts import FactEnvelope
from reporting.facts.incoming import Incoming
from reporting.facts.models import (
    AgentSegment,
    Announcement,
    CallbackOrder,
    Closing,
    Fact,
    Handling,
    Interaction,
    Lending,
    MenuAnswer,
    Offer,
    OverflowStep,
    Party,
    PresenceInterval,
    QueueVisit,
    Rescue,
    Transfer,
)
from reporting.facts.services.intake import take_lock, write_history
from reporting.facts.services.witness import witness

HISTORY = (
    Interaction,
    QueueVisit,
    Offer,
    AgentSegment,
    Handling,
    PresenceInterval,
    MenuAnswer,
    Party,
    Transfer,
    Rescue,
    CallbackOrder,
    OverflowStep,
    Announcement,
    Lending,
    Closing,
)
BATCH_LENGTH = 1_000


def rebuild() -> int:
    """Empties and refills every table of history in one transaction, while recording waits; returns the number of facts read."""
    count = 0
    with transaction.atomic():
        take_lock()
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in HISTORY)}")
        facts = _facts()
        while batch := list(islice(facts, BATCH_LENGTH)):
            count += len(batch)
            known = [envelope for fact in batch if (envelope := fact.known) is not None]
            write_history(known)
            # Whoever was not listening when a fact was new hears of it now; hearing of it twice changes nothing.
            witness(known)
    return count


def _facts() -> Iterator[Incoming]:
    for fact in Fact.objects.order_by("epoch", "seq").iterator(chunk_size=BATCH_LENGTH):
        yield Incoming("", fact.epoch, fact.seq, instant(fact.at), fact.version, fact.body)


def known_facts(interaction: str) -> list[FactEnvelope]:
    """What happened to one interaction, in order."""
    rows = Fact.objects.filter(interaction=interaction).order_by("epoch", "seq")
    found = (Incoming("", row.epoch, row.seq, instant(row.at), row.version, row.body).known for row in rows)
    return [envelope for envelope in found if envelope is not None]
