"""How each fact becomes history: pure, one function per kind of fact, each a list of SQL statements to run in order.

Every statement is total: rows that an older fact should have opened and that are not there are made from what the closing fact tells.
Text that PostgreSQL cannot hold (U+0000) never comes this far: `clean` in intake.py replaces it.
"""

from __future__ import annotations

from typing import Any

from ccplatform.kernel.instants import moment
from contracts import facts as f
from contracts.vocabulary import EndCause, Presence, SegmentKind
from crm.contacts.words import backwards, words
from reporting.facts.derive_control import DERIVE_CONTROL
from reporting.facts.derive_waiting import DERIVE_WAITING
from reporting.facts.statements import (
    SEGMENT_OPENED,
    SEGMENT_OPENED_IN_LAST_QUEUE,
    SEGMENTS_DROPPED,
    Derivation,
    Statement,
    Told,
    as_json,
    counted,
    values_of,
)

REJECTED = (EndCause.UNKNOWN_NUMBER.value, EndCause.REJECTED_FULL.value)


def derive(envelope: f.FactEnvelope) -> list[Statement]:
    derivation = _DERIVE.get(type(envelope.fact))
    told = Told(envelope.epoch, envelope.seq, moment(envelope.at), envelope.version)
    return derivation(envelope.fact, told) if derivation else []


ARRIVED = """INSERT INTO interaction (id, medium, direction, caller, caller_name, dialled, number, trunk, language, arrived_at,
    talking, on_hold, wrapping_up, outcome, cause, words, backwards, reference, callback, transfers, rescued)
VALUES (%(interaction)s, %(medium)s, %(direction)s, %(caller)s, %(caller_name)s, %(dialled)s, %(number)s, %(trunk)s, '', %(at)s,
    0, 0, 0, 'open', '', %(words)s, %(backwards)s, %(reference)s, '', 0, 0) ON CONFLICT DO NOTHING"""


def _arrived(fact: f.InteractionArrived, told: Told) -> list[Statement]:
    return [
        Statement(
            ARRIVED,
            values_of(
                told,
                interaction=fact.interaction,
                medium=fact.medium.value,
                direction=fact.direction.value,
                caller=fact.caller,
                caller_name=fact.caller_name,
                dialled=fact.dialled,
                number=fact.number,
                trunk=fact.trunk,
                words=" ".join(words(fact.caller_name)),
                backwards=backwards(fact.caller),
                reference=fact.reference,
            ),
        )
    ]


MENU_ANSWERED = """INSERT INTO menu_answer (epoch, seq, interaction, at, node, outcome, key, label)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(at)s, %(node)s, %(outcome)s, %(key)s, %(label)s)"""


def _menu_answered(fact: f.MenuAnswered, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, node=fact.node, outcome=fact.outcome.value, key=fact.key, label=fact.label)
    return [Statement(MENU_ANSWERED, values)]


VISIT_OPENED = """INSERT INTO queue_visit (epoch, seq, interaction, queue, day, entered_at, holds, transfers, conferences, rescued,
    priority, required_skills, estimated_wait, version)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(day)s, %(entered_at)s, 0, 0, 0, 0, %(priority)s, %(required_skills)s,
    %(estimated_wait)s, %(version)s)"""
INTERACTION_QUEUED = """UPDATE interaction SET queue = %(queue)s, language = %(language)s, queued_at = COALESCE(queued_at, %(entered_at)s),
    label = COALESCE(%(label)s, label) WHERE id = %(interaction)s"""


def _queued(fact: f.InteractionQueued, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        day=fact.day,
        language=fact.language,
        entered_at=moment(fact.entered_at) if fact.entered_at else told.at,
        priority=fact.priority,
        required_skills=as_json(fact.required_skills),
        estimated_wait=fact.estimated_wait,
        label=fact.label,
    )
    return [Statement(VISIT_OPENED, values), Statement(INTERACTION_QUEUED, values)]


VISIT_CLOSED = """WITH closed AS (
    UPDATE queue_visit SET left_at = %(at)s, outcome = %(outcome)s, agent = %(agent)s, service_level_seconds = %(service_level)s,
        short_abandon_seconds = %(short_abandon)s
    WHERE interaction = %(interaction)s AND queue = %(queue)s AND entered_at = %(entered_at)s AND outcome IS NULL RETURNING 1)
INSERT INTO queue_visit (epoch, seq, interaction, queue, day, entered_at, left_at, outcome, agent, service_level_seconds,
    short_abandon_seconds, holds, transfers, conferences, rescued, priority, required_skills, estimated_wait, version)
SELECT %(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(day)s, %(entered_at)s, %(at)s, %(outcome)s, %(agent)s, %(service_level)s,
    %(short_abandon)s, 0, 0, 0, 0, 0, '{}', %(estimated_wait)s, %(version)s WHERE NOT EXISTS (SELECT 1 FROM closed)"""
INTERACTION_WAITED = "UPDATE interaction SET wait = COALESCE(wait, 0) + %(wait)s WHERE id = %(interaction)s"


def _visit_ended(fact: f.QueueVisitEnded, told: Told) -> list[Statement]:
    entered_at = moment(fact.entered_at)
    wait = max(0, round((told.at - entered_at).total_seconds() * 1_000_000))
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        day=fact.day,
        entered_at=entered_at,
        outcome=fact.outcome.value,
        agent=fact.agent,
        service_level=fact.service_level_seconds,
        short_abandon=fact.short_abandon_seconds,
        estimated_wait=fact.estimated_wait,
        wait=wait,
    )
    return [Statement(VISIT_CLOSED, values), Statement(INTERACTION_WAITED, values)]


OFFER_MADE = """INSERT INTO offer (epoch, seq, offer, interaction, queue, agent, device, made_at, expires_at, detail, rule, idle,
    candidates, decision, version)
VALUES (%(epoch)s, %(seq)s, %(offer)s, %(interaction)s, %(queue)s, %(agent)s, %(device)s, %(at)s, %(expires_at)s, '', %(rule)s, %(idle)s,
    %(candidates)s, %(decision)s, %(version)s)"""


def _offer_made(fact: f.OfferMade, told: Told) -> list[Statement]:
    values = values_of(
        told,
        offer=fact.offer,
        interaction=fact.interaction,
        queue=fact.queue,
        agent=fact.agent,
        device=fact.device,
        expires_at=moment(fact.expires_at),
        rule=fact.rule,
        idle=fact.idle,
        candidates=fact.candidates,
        decision=as_json(fact.decision),
    )
    return [Statement(OFFER_MADE, values), _segment_opened(told, fact, SegmentKind.ALERTING)]


OFFER_ENDED = """INSERT INTO offer (epoch, seq, offer, interaction, queue, agent, made_at, ended_at, outcome, detail, rule, version)
VALUES (%(epoch)s, %(seq)s, %(offer)s, %(interaction)s, %(queue)s, %(agent)s, %(made_at)s, %(at)s, %(outcome)s, %(detail)s, '', %(version)s)
ON CONFLICT (offer) DO UPDATE SET ended_at = %(at)s, outcome = %(outcome)s, detail = %(detail)s"""


def _offer_ended(fact: f.OfferEnded, told: Told) -> list[Statement]:
    values = values_of(
        told,
        offer=fact.offer,
        interaction=fact.interaction,
        queue=fact.queue,
        agent=fact.agent,
        made_at=moment(fact.made_at),
        outcome=fact.outcome.value,
        detail=fact.detail,
    )
    return [Statement(OFFER_ENDED, values), _segments_dropped(fact, (SegmentKind.ALERTING,))]


SEGMENT_TOLD = """INSERT INTO agent_segment (epoch, seq, interaction, queue, agent, kind, started_at, ended_at)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(agent)s, %(kind)s, %(started_at)s, %(at)s)"""


def _segment_opened(told: Told, fact: f.OfferMade | f.InteractionConnected | f.WrapUpStarted, kind: SegmentKind) -> Statement:
    values = values_of(told, interaction=fact.interaction, queue=fact.queue, agent=fact.agent, kind=kind.value)
    return Statement(SEGMENT_OPENED, values)


def _segments_dropped(
    fact: f.OfferEnded | f.SegmentEnded | f.HandlingEnded | f.HoldStarted | f.HoldEnded | f.WrapUpStarted, kinds: tuple[SegmentKind, ...]
) -> Statement:
    """Open segments only show what goes on now; what counts is told by SegmentEnded, whichever of the two facts comes first."""
    values = {"interaction": fact.interaction, "agent": fact.agent, "kinds": [kind.value for kind in kinds]}
    return Statement(SEGMENTS_DROPPED, values)


def _segment_ended(fact: f.SegmentEnded, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        agent=fact.agent,
        kind=fact.segment.value,
        started_at=moment(fact.started_at),
    )
    return [_segments_dropped(fact, (fact.segment,)), Statement(SEGMENT_TOLD, values)]


CONNECTED = """UPDATE interaction SET agent = %(agent)s, queue = %(queue)s, connected_at = COALESCE(connected_at, %(at)s)
WHERE id = %(interaction)s"""


def _connected(fact: f.InteractionConnected, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, agent=fact.agent, queue=fact.queue)
    return [Statement(CONNECTED, values), _segment_opened(told, fact, SegmentKind.TALKING)]


def _hold_started(fact: f.HoldStarted, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, agent=fact.agent, kind=SegmentKind.ON_HOLD.value)
    dropped = _segments_dropped(fact, (SegmentKind.TALKING,))
    return [counted("holds", told, fact.interaction), dropped, Statement(SEGMENT_OPENED_IN_LAST_QUEUE, values)]


def _hold_ended(fact: f.HoldEnded, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, agent=fact.agent, kind=SegmentKind.TALKING.value)
    return [_segments_dropped(fact, (SegmentKind.ON_HOLD,)), Statement(SEGMENT_OPENED_IN_LAST_QUEUE, values)]


def _wrap_up_started(fact: f.WrapUpStarted, told: Told) -> list[Statement]:
    over = _segments_dropped(fact, (SegmentKind.TALKING, SegmentKind.ON_HOLD))
    return [over, _segment_opened(told, fact, SegmentKind.WRAPPING_UP)]


HANDLED = """INSERT INTO handling (epoch, seq, interaction, queue, agent, ended_at, talking, on_hold, wrapping_up, wrap_up_end, dialling)
SELECT %(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(agent)s, %(at)s, %(talking)s, %(on_hold)s, %(wrapping_up)s, %(wrap_up_end)s,
    COALESCE((SELECT round(sum(extract(epoch FROM ended_at - started_at)) * 1000000) FROM agent_segment
        WHERE interaction = %(interaction)s AND agent = %(agent)s AND kind = 'dialling' AND ended_at IS NOT NULL AND started_at >= COALESCE(
            (SELECT max(ended_at) FROM handling WHERE interaction = %(interaction)s AND agent = %(agent)s), '-infinity')), 0)"""
INTERACTION_HANDLED = """UPDATE interaction SET talking = talking + %(talking)s, on_hold = on_hold + %(on_hold)s,
    wrapping_up = wrapping_up + %(wrapping_up)s WHERE id = %(interaction)s"""


def _handling_ended(fact: f.HandlingEnded, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        queue=fact.queue,
        agent=fact.agent,
        talking=fact.talking,
        on_hold=fact.on_hold,
        wrapping_up=fact.wrapping_up,
        wrap_up_end=fact.wrap_up_end.value if fact.wrap_up_end else "",
    )
    return [Statement(HANDLED, values), Statement(INTERACTION_HANDLED, values), _segments_dropped(fact, tuple(SegmentKind))]


ENDED = """UPDATE interaction SET ended_at = %(at)s, cause = %(cause)s, outcome = CASE
    WHEN %(cause)s = ANY(%(rejected)s) THEN 'rejected' WHEN connected_at IS NOT NULL THEN 'answered'
    WHEN %(cause)s = 'callback_requested' THEN 'callback' WHEN %(cause)s = 'overflowed' THEN 'overflowed'
    WHEN %(cause)s = 'unanswered' OR direction = 'outbound' THEN 'unreached'
    WHEN queue IS NOT NULL THEN 'abandoned' ELSE 'in_flow_ended' END
WHERE id = %(interaction)s"""
SEGMENTS_OVER = """DELETE FROM agent_segment
WHERE interaction = %(interaction)s AND kind <> 'wrapping_up' AND ended_at IS NULL"""


def _interaction_ended(fact: f.InteractionEnded, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, cause=fact.cause.value, rejected=list(REJECTED))
    return [Statement(ENDED, values), Statement(SEGMENTS_OVER, values)]


PRESENCE_CLOSED = """WITH closed AS (
    UPDATE presence_interval SET ended_at = %(at)s WHERE agent = %(agent)s AND ended_at IS NULL RETURNING 1)
INSERT INTO presence_interval (epoch, seq, agent, presence, reason, started_at, ended_at)
SELECT %(epoch)s, -%(seq)s, %(agent)s, %(previous)s, %(previous_reason)s, %(previous_since)s, %(at)s
WHERE NOT EXISTS (SELECT 1 FROM closed) AND %(previous)s <> 'offline'"""
PRESENCE_OPENED = """INSERT INTO presence_interval (epoch, seq, agent, presence, reason, started_at)
VALUES (%(epoch)s, %(seq)s, %(agent)s, %(presence)s, %(reason)s, %(at)s)"""


def _presence_changed(fact: f.PresenceChanged, told: Told) -> list[Statement]:
    """The interval that an unrecorded fact opened gets the negative number of the one that closed it."""
    values = values_of(
        told,
        agent=fact.agent,
        presence=Presence(fact.presence).value,
        reason=fact.reason,
        previous=Presence(fact.previous).value,
        previous_reason=fact.previous_reason,
        previous_since=moment(fact.previous_since),
    )
    return [Statement(PRESENCE_CLOSED, values), Statement(PRESENCE_OPENED, values)]


_DERIVE: dict[type[Any], Derivation] = {
    f.InteractionArrived: _arrived,
    f.MenuAnswered: _menu_answered,
    f.InteractionQueued: _queued,
    f.QueueVisitEnded: _visit_ended,
    f.OfferMade: _offer_made,
    f.OfferEnded: _offer_ended,
    f.SegmentEnded: _segment_ended,
    f.InteractionConnected: _connected,
    f.HoldStarted: _hold_started,
    f.HoldEnded: _hold_ended,
    f.WrapUpStarted: _wrap_up_started,
    f.HandlingEnded: _handling_ended,
    f.InteractionEnded: _interaction_ended,
    f.PresenceChanged: _presence_changed,
    **DERIVE_CONTROL,
    **DERIVE_WAITING,
}
"""Facts without an entry are history by themselves: they stand in the table `fact` only."""
