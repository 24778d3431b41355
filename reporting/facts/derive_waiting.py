"""How the facts of waiting become history (see derive.py)."""

from __future__ import annotations

from typing import Any

from contracts import queue_facts as f
from reporting.facts.statements import Derivation, Statement, Told, as_json, moment_or_none, values_of

LENT = """INSERT INTO lending (epoch, seq, queue, team, started_at, value)
VALUES (%(epoch)s, %(seq)s, %(queue)s, %(team)s, %(at)s, %(value)s)"""
LENT_NO_MORE = "UPDATE lending SET ended_at = %(at)s WHERE queue = %(queue)s AND team = %(team)s AND ended_at IS NULL"


def _group_lent(fact: f.GroupLent, told: Told) -> list[Statement]:
    return [Statement(LENT if fact.lent else LENT_NO_MORE, values_of(told, queue=fact.queue, team=fact.team, value=fact.value))]


OVERFLOWED = """INSERT INTO overflow_step (epoch, seq, interaction, queue, cause, threshold, value, target, at)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(cause)s, %(threshold)s, %(value)s, %(target)s, %(at)s)"""


def _overflowed(fact: f.Overflowed, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        cause=fact.cause.value,
        threshold=fact.threshold,
        value=fact.value,
        target=as_json(fact.target),
    )
    return [Statement(OVERFLOWED, values)]


CLOSED = """INSERT INTO closing (epoch, seq, queue, by, started_at) VALUES (%(epoch)s, %(seq)s, %(queue)s, %(by)s, %(at)s)"""
REOPENED = "UPDATE closing SET ended_at = %(at)s WHERE queue = %(queue)s AND ended_at IS NULL"


def _queue_closed(fact: f.QueueClosed, told: Told) -> list[Statement]:
    return [Statement(CLOSED if fact.closed else REOPENED, values_of(told, queue=fact.queue, by=fact.by))]


ANNOUNCED = """INSERT INTO announcement (epoch, seq, interaction, queue, at, position, estimated_wait, comfort, callback_offered)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(at)s, %(position)s, %(estimated_wait)s, %(comfort)s, %(callback_offered)s)"""


def _announced(fact: f.Announced, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        position=fact.position,
        estimated_wait=fact.estimated_wait,
        comfort=fact.comfort,
        callback_offered=fact.callback_offered,
    )
    return [Statement(ANNOUNCED, values)]


PRIORITY_CHANGED = "UPDATE queue_visit SET priority = %(priority)s WHERE interaction = %(interaction)s AND outcome IS NULL"


def _priority_changed(fact: f.PriorityChanged, told: Told) -> list[Statement]:
    return [Statement(PRIORITY_CHANGED, values_of(told, interaction=fact.interaction, priority=fact.priority))]


# Not by its name: a serializer's and a field's `label` are another thing.
LABELLED = "UPDATE interaction SET label = %(label)s WHERE id = %(interaction)s"


def _label_changed(fact: f.LabelChanged, told: Told) -> list[Statement]:
    return [Statement(LABELLED, values_of(told, interaction=fact.interaction, label=fact.label))]


ARRANGED = """INSERT INTO callback_order (epoch, seq, callback, queue, number, first, origin, entered_at, due_at, name, note, for_agent, by,
    arranged_at, attempts, why)
VALUES (%(epoch)s, %(seq)s, %(callback)s, %(queue)s, %(number)s, %(first)s, %(origin)s, %(entered_at)s, %(due_at)s, %(name)s, %(note)s,
    %(for_agent)s, %(by)s, %(at)s, 0, '')"""


def _arranged(fact: f.CallbackArranged, told: Told) -> list[Statement]:
    values = values_of(
        told,
        callback=fact.callback,
        queue=fact.queue,
        number=fact.number,
        first=fact.first.value,
        origin=fact.origin,
        entered_at=moment_or_none(fact.entered_at),
        due_at=moment_or_none(fact.due_at),
        name=fact.name,
        note=fact.note,
        for_agent=fact.for_agent,
        by=fact.by,
    )
    return [Statement(ARRANGED, values)]


BEGUN = "UPDATE callback_order SET attempts = %(attempt)s, interaction = %(interaction)s WHERE callback = %(callback)s"
INTERACTION_OF_CALLBACK = "UPDATE interaction SET callback = %(callback)s WHERE id = %(interaction)s"


def _begun(fact: f.CallbackBegun, told: Told) -> list[Statement]:
    values = values_of(told, callback=fact.callback, interaction=fact.interaction, attempt=fact.attempt)
    return [Statement(BEGUN, values), Statement(INTERACTION_OF_CALLBACK, values)]


POSTPONED = "UPDATE callback_order SET due_at = %(due_at)s WHERE callback = %(callback)s"


def _postponed(fact: f.CallbackPostponed, told: Told) -> list[Statement]:
    return [Statement(POSTPONED, values_of(told, callback=fact.callback, due_at=moment_or_none(fact.due_at)))]


ENDED = "UPDATE callback_order SET ended_at = %(at)s, why = %(why)s, attempts = %(attempts)s WHERE callback = %(callback)s"


def _ended(fact: f.CallbackEnded, told: Told) -> list[Statement]:
    return [Statement(ENDED, values_of(told, callback=fact.callback, why=fact.why.value, attempts=fact.attempts))]


DERIVE_WAITING: dict[type[Any], Derivation] = {
    f.GroupLent: _group_lent,
    f.Overflowed: _overflowed,
    f.QueueClosed: _queue_closed,
    f.Announced: _announced,
    f.PriorityChanged: _priority_changed,
    f.LabelChanged: _label_changed,
    f.CallbackArranged: _arranged,
    f.CallbackBegun: _begun,
    f.CallbackPostponed: _postponed,
    f.CallbackEnded: _ended,
}
