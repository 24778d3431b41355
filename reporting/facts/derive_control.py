"""How the facts of call control become history (see derive.py)."""

from __future__ import annotations

from typing import Any

from ccplatform.kernel.instants import moment
from contracts import control_facts as f
from contracts.vocabulary import PartyRole, RescueEnd, SegmentKind
from reporting.facts.statements import (
    SEGMENT_OPENED,
    SEGMENT_OPENED_IN_LAST_QUEUE,
    SEGMENTS_DROPPED,
    Derivation,
    Statement,
    Told,
    as_json,
    counted,
    moment_or_none,
    values_of,
)

_KINDS = {
    PartyRole.CONSULTED: SegmentKind.CONSULTING,
    PartyRole.MEMBER: SegmentKind.CONSULTING,
    PartyRole.MONITOR: SegmentKind.MONITORING,
}
RESCUED = (RescueEnd.REJOINED, RescueEnd.REQUEUED)
"""The customer was not lost with the agent's phone."""

PARTY_INVITED = """INSERT INTO party (epoch, seq, interaction, party, role, by, agent, number, invited_at, why)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(party)s, %(role)s, %(by)s, %(agent)s, %(number)s, %(at)s, '')"""


def _party_invited(fact: f.PartyInvited, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        party=fact.party,
        role=fact.role.value,
        by=fact.by,
        agent=fact.agent,
        number=fact.number,
        kind=_KINDS[fact.role].value,
    )
    opened = [Statement(SEGMENT_OPENED_IN_LAST_QUEUE, values)] if fact.agent is not None else []
    return [Statement(PARTY_INVITED, values), *opened]


PARTY_JOINED = "UPDATE party SET joined_at = %(at)s WHERE interaction = %(interaction)s AND party = %(party)s AND left_at IS NULL"


def _party_joined(fact: f.PartyJoined, told: Told) -> list[Statement]:
    return [Statement(PARTY_JOINED, values_of(told, interaction=fact.interaction, party=fact.party))]


PARTY_LEFT = """WITH closed AS (
    UPDATE party SET left_at = %(at)s, why = %(why)s, role = %(role)s, joined_at = %(joined_at)s
    WHERE interaction = %(interaction)s AND party = %(party)s AND left_at IS NULL RETURNING 1)
INSERT INTO party (epoch, seq, interaction, party, role, agent, number, invited_at, joined_at, left_at, why)
SELECT %(epoch)s, %(seq)s, %(interaction)s, %(party)s, %(role)s, %(agent)s, %(number)s, %(invited_at)s, %(joined_at)s, %(at)s, %(why)s
WHERE NOT EXISTS (SELECT 1 FROM closed)"""


def _party_left(fact: f.PartyLeft, told: Told) -> list[Statement]:
    values = values_of(
        told,
        interaction=fact.interaction,
        party=fact.party,
        role=fact.role.value,
        why=fact.why.value,
        agent=fact.agent,
        number=fact.number,
        invited_at=moment(fact.invited_at),
        joined_at=moment_or_none(fact.joined_at),
        kinds=[SegmentKind.CONSULTING.value, SegmentKind.MONITORING.value],
    )
    dropped = [Statement(SEGMENTS_DROPPED, values)] if fact.agent is not None else []
    return [Statement(PARTY_LEFT, values), *dropped]


PARTY_BECAME_MEMBER = "UPDATE party SET role = 'member' WHERE interaction = %(interaction)s AND party = %(party)s AND left_at IS NULL"


def _conference_started(fact: f.ConferenceStarted, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, party=fact.party)
    return [counted("conferences", told, fact.interaction), Statement(PARTY_BECAME_MEMBER, values)]


TRANSFERRED = """INSERT INTO transfer (epoch, seq, interaction, agent, kind, target, at)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(agent)s, %(kind)s, %(target)s, %(at)s)"""
INTERACTION_TRANSFERRED = "UPDATE interaction SET transfers = transfers + 1 WHERE id = %(interaction)s"


def _transferred(fact: f.Transferred, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, agent=fact.agent, kind=fact.transfer.value, target=as_json(fact.target))
    return [Statement(TRANSFERRED, values), counted("transfers", told, fact.interaction), Statement(INTERACTION_TRANSFERRED, values)]


OWNER_CHANGED = "UPDATE interaction SET agent = COALESCE(%(agent)s, agent), queue = %(queue)s WHERE id = %(interaction)s"


def _owner_changed(fact: f.OwnerChanged, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, queue=fact.queue, agent=fact.agent, kind=SegmentKind.TALKING.value)
    opened = [Statement(SEGMENT_OPENED, values)] if fact.agent is not None else []
    return [Statement(OWNER_CHANGED, values), *opened]


PHONE_LOST = """INSERT INTO rescue (epoch, seq, interaction, queue, agent, lost_at, why)
VALUES (%(epoch)s, %(seq)s, %(interaction)s, %(queue)s, %(agent)s, %(at)s, '')"""


def _phone_lost(fact: f.PhoneLost, told: Told) -> list[Statement]:
    return [Statement(PHONE_LOST, values_of(told, interaction=fact.interaction, queue=fact.queue, agent=fact.agent))]


RESCUE_ENDED = "UPDATE rescue SET ended_at = %(at)s, why = %(why)s WHERE interaction = %(interaction)s AND ended_at IS NULL"
INTERACTION_RESCUED = "UPDATE interaction SET rescued = rescued + 1 WHERE id = %(interaction)s"


def _phone_rejoined(fact: f.PhoneRejoined, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, why=fact.why.value)
    ended = Statement(RESCUE_ENDED, values)
    if fact.why not in RESCUED:
        return [ended]
    return [ended, counted("rescued", told, fact.interaction), Statement(INTERACTION_RESCUED, values)]


OUTBOUND_STARTED = "UPDATE interaction SET queue = %(queue)s, agent = %(agent)s WHERE id = %(interaction)s"


def _outbound_started(fact: f.OutboundStarted, told: Told) -> list[Statement]:
    values = values_of(told, interaction=fact.interaction, queue=fact.queue, agent=fact.agent, kind=SegmentKind.DIALLING.value)
    return [Statement(OUTBOUND_STARTED, values), Statement(SEGMENT_OPENED, values)]


DERIVE_CONTROL: dict[type[Any], Derivation] = {
    f.PartyInvited: _party_invited,
    f.PartyJoined: _party_joined,
    f.PartyLeft: _party_left,
    f.ConferenceStarted: _conference_started,
    f.Transferred: _transferred,
    f.OwnerChanged: _owner_changed,
    f.PhoneLost: _phone_lost,
    f.PhoneRejoined: _phone_rejoined,
    f.OutboundStarted: _outbound_started,
}
