"""Rows of history as the metrics want them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from ccplatform.kernel.instants import instant, moment
from contracts.ids import AgentId, Instant, QueueId
from contracts.vocabulary import OfferOutcome, Presence, SegmentKind, VisitOutcome
from reporting.facts.models import AgentSegment, PresenceInterval, QueueVisit
from reporting.facts.models import Handling as HandlingRow
from reporting.facts.models import Offer as OfferRow
from reporting.metrics.agents import AgentRows
from reporting.metrics.rows import Handling, Offer, Segment, Visit
from reporting.metrics.rows import PresenceInterval as PresenceMetric

CHUNK = 5_000


def _instant(at: datetime | None) -> Instant | None:
    return None if at is None else instant(at)


def visits(queues: Collection[QueueId], start: Instant, end: Instant) -> Iterator[Visit]:
    """Those that entered one of these queues within [start, end)."""
    rows = QueueVisit.objects.filter(queue__in=queues, entered_at__gte=moment(start), entered_at__lt=moment(end)).values_list(
        "queue",
        "interaction",
        "entered_at",
        "left_at",
        "outcome",
        "service_level_seconds",
        "short_abandon_seconds",
        "holds",
        "transfers",
        "conferences",
        "rescued",
        "estimated_wait",
    )
    for (
        queue,
        interaction,
        entered_at,
        left_at,
        outcome,
        service_level,
        short_abandon,
        holds,
        transfers,
        conferences,
        rescued,
        estimated,
    ) in rows.iterator(chunk_size=CHUNK):
        yield Visit(
            queue=queue,
            interaction=interaction,
            entered_at=instant(entered_at),
            left_at=_instant(left_at),
            outcome=VisitOutcome(outcome) if outcome else None,
            service_level_seconds=service_level or 0,
            short_abandon_seconds=short_abandon or 0,
            holds=holds,
            transfers=transfers,
            conferences=conferences,
            rescued=rescued,
            estimated_wait=estimated,
        )


def queue_handlings(queue: QueueId, start: Instant, end: Instant) -> Iterator[Handling]:
    return _handlings(Q(queue=queue, ended_at__gte=moment(start), ended_at__lt=moment(end)))


def _handlings(wanted: Q) -> Iterator[Handling]:
    rows = HandlingRow.objects.filter(wanted).values_list("agent", "queue", "ended_at", "talking", "on_hold", "wrapping_up", "dialling")
    for agent, queue, ended_at, talking, on_hold, wrapping_up, dialling in rows.iterator(chunk_size=CHUNK):
        yield Handling(
            agent=agent,
            queue=queue,
            ended_at=instant(ended_at),
            talking=talking,
            on_hold=on_hold,
            wrapping_up=wrapping_up,
            dialling=dialling,
        )


def agent_rows(agents: Collection[AgentId], start: Instant, end: Instant) -> dict[AgentId, AgentRows]:
    """Everything that touches [start, end) of these agents."""
    found = {agent: AgentRows(presences=[], segments=[], handlings=[], offers=[]) for agent in agents}
    touching = Q(agent__in=agents, started_at__lt=moment(end)) & (Q(ended_at=None) | Q(ended_at__gt=moment(start)))
    presences = PresenceInterval.objects.filter(touching).values_list("agent", "presence", "reason", "started_at", "ended_at")
    for agent, presence, reason, started_at, ended_at in presences.iterator(chunk_size=CHUNK):
        found[agent].presences.append(
            PresenceMetric(
                agent=agent, presence=Presence(presence), reason=reason, started_at=instant(started_at), ended_at=_instant(ended_at)
            )
        )
    segments = AgentSegment.objects.filter(touching).values_list("agent", "queue", "interaction", "kind", "started_at", "ended_at")
    for agent, queue, interaction, kind, started_at, ended_at in segments.iterator(chunk_size=CHUNK):
        found[agent].segments.append(
            Segment(
                agent=agent,
                queue=queue,
                interaction=interaction,
                kind=SegmentKind(kind),
                started_at=instant(started_at),
                ended_at=_instant(ended_at),
            )
        )
    for handling in _handlings(Q(agent__in=agents, ended_at__gte=moment(start), ended_at__lt=moment(end))):
        found[handling.agent].handlings.append(handling)
    offers = OfferRow.objects.filter(agent__in=agents, made_at__gte=moment(start), made_at__lt=moment(end))
    for agent, queue, made_at, outcome in offers.values_list("agent", "queue", "made_at", "outcome").iterator(chunk_size=CHUNK):
        found[agent].offers.append(
            Offer(agent=agent, queue=queue, made_at=instant(made_at), outcome=OfferOutcome(outcome) if outcome else None)
        )
    return found
