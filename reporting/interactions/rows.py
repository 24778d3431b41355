"""Interactions as the API shows them: history with names, contacts, notes and recordings, loaded for a whole page at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ccplatform.agents.models import Agent
from ccplatform.kernel.instants import moment
from ccplatform.kernel.words import language
from ccplatform.queues.models import Disposition, Queue
from contracts.facts import FactEnvelope
from contracts.ids import Microseconds
from crm.timeline.selectors import notes_of
from reporting.facts.models import AgentSegment, Interaction, MenuAnswer, Offer, QueueVisit
from reporting.facts.services.rebuild import known_facts
from reporting.interactions.selectors import contacts_of
from reporting.legs.models import LegQuality
from reporting.metrics.rows import MICROSECONDS
from telephony.recordings.models import Recording
from telephony.recordings.selectors import recorded_among


def seconds(duration: Microseconds | None) -> float | None:
    return None if duration is None else duration / MICROSECONDS


class Names:
    """Names of queues and agents by key; one that was deleted since keeps its number."""

    def __init__(self, queues: set[int | None], agents: set[int | None]) -> None:
        self._queues = dict(Queue.objects.filter(pk__in=[key for key in queues if key is not None]).values_list("pk", "name"))
        self._agents = dict(Agent.objects.filter(pk__in=[key for key in agents if key is not None]).values_list("pk", "name"))

    def queue(self, key: int | None) -> dict[str, Any] | None:
        return None if key is None else {"id": key, "name": self._queues.get(key, f"#{key}")}

    def agent(self, key: int | None) -> dict[str, Any] | None:
        return None if key is None else {"id": key, "name": self._agents.get(key, f"#{key}")}


def disposition_of(disposition: Disposition | None) -> dict[str, Any] | None:
    if disposition is None:
        return None
    name = disposition.name_de if language() == "de" else disposition.name_en
    return {"id": disposition.pk, "code": disposition.code, "name": name}


def interaction_rows(interactions: Sequence[Interaction]) -> list[dict[str, Any]]:
    """A handful of queries for any number of rows."""
    keys = [row.pk for row in interactions]
    names = Names({row.queue for row in interactions}, {row.agent for row in interactions})
    contacts = contacts_of({row.pk: row.caller for row in interactions})
    notes = notes_of(keys)
    recorded = recorded_among(keys)
    paths: dict[str, list[dict[str, str]]] = {}
    answers = MenuAnswer.objects.filter(interaction__in=keys, outcome="chosen").order_by("epoch", "seq")
    for interaction, key, label in answers.values_list("interaction", "key", "label"):
        paths.setdefault(interaction, []).append({"key": key, "label": label})
    rows = []
    for row in interactions:
        contact, note = contacts.get(row.pk), notes.get(row.pk)
        rows.append(
            {
                "id": row.pk,
                "medium": row.medium,
                "direction": row.direction,
                "caller": row.caller,
                "caller_name": row.caller_name,
                "dialled": row.dialled,
                "reference": row.reference,
                "contact": None if contact is None else {"id": contact.pk, "name": contact.name},
                "queue": names.queue(row.queue),
                "agent": names.agent(row.agent),
                "arrived_at": row.arrived_at,
                "queued_at": row.queued_at,
                "connected_at": row.connected_at,
                "ended_at": row.ended_at,
                "wait_seconds": seconds(row.wait),
                "talk_seconds": seconds(row.talking),
                "hold_seconds": seconds(row.on_hold),
                "wrap_up_seconds": seconds(row.wrapping_up),
                "outcome": row.outcome,
                "cause": row.cause,
                "path": paths.get(row.pk, []),
                "disposition": disposition_of(note.disposition if note else None),
                "note": note.note if note else "",
                "answers": note.answers if note else {},
                "has_recording": row.pk in recorded,
            }
        )
    return rows


def interaction_detail(interaction: Interaction) -> dict[str, Any]:
    """The row, and everything that happened."""
    key = interaction.pk
    offers = list(Offer.objects.filter(interaction=key).order_by("epoch", "seq"))
    segments = list(AgentSegment.objects.filter(interaction=key).order_by("started_at", "epoch", "seq"))
    visits = list(QueueVisit.objects.filter(interaction=key).order_by("entered_at", "epoch", "seq"))
    legs = list(LegQuality.objects.filter(interaction=key).order_by("started_at", "pk"))
    told: list[Offer | AgentSegment | QueueVisit] = [*offers, *segments, *visits]
    timeline = [_fact(envelope) for envelope in known_facts(key)]
    agents, queues = named_in(timeline)
    names = Names({*queues, *(row.queue for row in told)}, {*agents, *(row.agent for row in told), *(leg.agent for leg in legs)})
    recording = Recording.objects.filter(interaction=key).order_by("-started_at", "-pk").first()
    return interaction_rows([interaction])[0] | {
        "timeline": timeline,
        "names": {
            "agents": [names.agent(agent) for agent in sorted(agents)],
            "queues": [names.queue(queue) for queue in sorted(queues)],
        },
        "offers": [
            {
                "id": offer.offer,
                "queue": names.queue(offer.queue),
                "agent": names.agent(offer.agent),
                "made_at": offer.made_at,
                "ended_at": offer.ended_at,
                "outcome": offer.outcome,
                "detail": offer.detail,
                "rule": offer.rule,
                "idle_seconds": seconds(offer.idle),
                "candidates": offer.candidates,
            }
            for offer in offers
        ],
        "segments": [
            {
                "agent": names.agent(segment.agent),
                "queue": names.queue(segment.queue),
                "kind": segment.kind,
                "started_at": segment.started_at,
                "ended_at": segment.ended_at,
            }
            for segment in segments
        ],
        "visits": [
            {
                "queue": names.queue(visit.queue),
                "agent": names.agent(visit.agent),
                "entered_at": visit.entered_at,
                "left_at": visit.left_at,
                "outcome": visit.outcome,
            }
            for visit in visits
        ],
        "legs": [_leg(leg, names) for leg in legs],
        "recording": None
        if recording is None
        else {"id": recording.pk, "state": recording.state, "duration_seconds": recording.duration_seconds},
    }


def _leg(leg: LegQuality, names: Names) -> dict[str, Any]:
    measured = ("leg", "started_at", "ended_at", "mos", "jitter_ms", "loss_share", "round_trip_ms", "codec", "sentence_code")
    return {"agent": names.agent(leg.agent)} | {name: getattr(leg, name) for name in measured}


def _fact(envelope: FactEnvelope) -> dict[str, Any]:
    """`at` and `kind`, and the fact's own fields as contracts.facts declares them; instants in it stay microseconds.

    An offer's decision is told by an address of its own.
    """
    told: dict[str, Any] = msgspec.to_builtins(envelope.fact)
    told.pop("decision", None)
    return {"at": moment(envelope.at), **told}


AGENTS = ("agent", "previous", "for_agent")
BY_AN_AGENT = ("party_invited", "callback_arranged")
"""Elsewhere `by` is an account."""


def named_in(timeline: Sequence[dict[str, Any]]) -> tuple[set[int], set[int]]:
    """Keys of agents and queues in these facts, where a transfer or an overflow leads included."""
    agents, queues = set[int](), set[int]()
    for fact in timeline:
        target = fact.get("target") or {}
        found = [fact.get(name) for name in AGENTS] + [target.get("agent")]
        if fact["kind"] in BY_AN_AGENT:
            found.append(fact.get("by"))
        agents |= {key for key in found if isinstance(key, int)}
        queues |= {key for key in (fact.get("queue"), target.get("queue")) if isinstance(key, int)}
    return agents, queues
