"""Reports: rows per queue or agent and interval, a total for each, and one over all. No number is an average of averages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from ccplatform.agents.models import Agent, NotReadyReason
from ccplatform.kernel.instants import moment
from ccplatform.queues.models import Queue
from contracts.ids import Instant
from reporting.metrics import agents as agent_metrics
from reporting.metrics import queues as queue_metrics
from reporting.metrics.agents import AgentTally
from reporting.metrics.definitions import AGENT, QUEUE, Definition, Unit
from reporting.metrics.intervals import Interval, place
from reporting.metrics.queues import QueueTally
from reporting.metrics.rows import MICROSECONDS
from reporting.reports.loading import agent_rows, queue_handlings, visits
from reporting.reports.period import ROWS_MAX, Period, too_many

UTC_ZONE = ZoneInfo("UTC")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """`subject` is queue or agent: the column that names whose numbers a row holds; null in the total over all."""

    subject: str
    definitions: dict[str, Definition]
    rows: list[Row]
    totals: list[Row]


def queue_report(period: Period, now: Instant) -> Report:
    """Raises kernel.problems.Invalid for a period that cannot be reported."""
    found = Queue.objects.order_by("name", "pk")
    queues = list(found if period.queues is None else found.filter(pk__in=period.queues))
    rows: list[Row] = []
    totals: list[Row] = []
    whole: list[QueueTally] = []
    for queue in queues:
        zone = period.time_zone or ZoneInfo(queue.time_zone)
        cut = period.cut(zone)
        if len(rows) + len(cut) > ROWS_MAX:
            raise too_many()
        tallies, total = _queue_tallies(queue.pk, cut)
        named = {"queue": {"id": queue.pk, "name": queue.name}}
        for interval, tally in zip(cut, tallies, strict=True):
            rows.append(_bounds(interval, zone) | named | numbers(queue_metrics.measure(tally, now), QUEUE))
        whole.append(total)
        totals.append(_bounds(Interval(cut[0].start, cut[-1].end), zone) | named | numbers(queue_metrics.measure(total, now), QUEUE))
    if whole:
        over_all = queue_metrics.measure(reduce(QueueTally.__add__, whole), now)
        totals.append(_over_all(period) | {"queue": None} | numbers(over_all, QUEUE))
    return Report("queue", QUEUE, rows, totals)


def _queue_tallies(queue: int, cut: Sequence[Interval]) -> tuple[list[QueueTally], QueueTally]:
    """One per interval, and their sum: adding them up afterwards would copy the waits again for every interval."""
    tallies, total = [QueueTally() for _ in cut], QueueTally()
    start, end = cut[0].start, cut[-1].end
    for visit in visits([queue], start, end):
        if (index := place(cut, visit.entered_at)) is not None:
            tallies[index].add_visit(visit)
            total.add_visit(visit)
    for handling in queue_handlings(queue, start, end):
        if (index := place(cut, handling.ended_at)) is not None:
            tallies[index].add_handling(handling)
            total.add_handling(handling)
    return tallies, total


def agent_report(period: Period, now: Instant) -> Report:
    """Raises kernel.problems.Invalid for a period that cannot be reported."""
    zone = period.time_zone or UTC_ZONE
    cut = period.cut(zone)
    found = Agent.objects.order_by("name", "pk")
    if period.agents is not None:
        found = found.filter(pk__in=period.agents)
    if period.queues is not None:
        found = found.filter(memberships__queue__in=period.queues).distinct()
    agents = list(found)
    if len(agents) * len(cut) > ROWS_MAX:
        raise too_many()
    productive = productive_reasons()
    history = agent_rows([agent.pk for agent in agents], cut[0].start, cut[-1].end)
    rows: list[Row] = []
    totals: list[Row] = []
    whole: list[AgentTally] = []
    for agent in agents:
        tallies = agent_metrics.tally(history[agent.pk], cut, productive, now)
        named = {"agent": {"id": agent.pk, "name": agent.name}}
        rows += [
            _bounds(interval, zone) | named | numbers(agent_metrics.measure(t), AGENT) for interval, t in zip(cut, tallies, strict=True)
        ]
        total = reduce(AgentTally.__add__, tallies)
        whole.append(total)
        totals.append(_bounds(Interval(cut[0].start, cut[-1].end), zone) | named | numbers(agent_metrics.measure(total), AGENT))
    if whole:
        over_all = agent_metrics.measure(reduce(AgentTally.__add__, whole))
        totals.append(_over_all(period) | {"agent": None} | numbers(over_all, AGENT))
    return Report("agent", AGENT, rows, totals)


def productive_reasons() -> set[str]:
    """Codes of the not-ready reasons that count as work."""
    return set(NotReadyReason.objects.filter(productive=True).values_list("code", flat=True))


def _bounds(interval: Interval, zone: ZoneInfo) -> Row:
    """With the zone's offset, so that a row of the hour that happens twice says which one it is."""
    return {
        "interval_start": moment(interval.start).astimezone(zone).isoformat(),
        "interval_end": moment(interval.end).astimezone(zone).isoformat(),
    }


def _over_all(period: Period) -> Row:
    """Queues in several zones begin their days at several instants: the total over all is told in UTC or the zone asked for."""
    start, end = period.span(period.time_zone or UTC_ZONE)
    return _bounds(Interval(start, end), period.time_zone or UTC_ZONE)


def numbers(measures: Any, definitions: dict[str, Definition]) -> Row:
    """Times leave the house in seconds."""
    return {name: number(getattr(measures, name), definition.unit) for name, definition in definitions.items()}


def number(value: float | None, unit: Unit) -> float | None:
    """As it leaves the house: a metric's microseconds become seconds."""
    return value / MICROSECONDS if value is not None and unit is Unit.SECONDS else value
