"""Queue metrics of metrics.md. A visit is booked where it entered the queue and never changes sides; handlings where they ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from contracts.ids import Instant, Microseconds
from contracts.vocabulary import VisitOutcome
from reporting.metrics.arithmetic import percentile, ratio
from reporting.metrics.estimates import estimate_errors
from reporting.metrics.rows import EstimatedWait, Handling, Visit


class Outcomes(Protocol):
    """The counters that every ratio needs: a QueueTally of a report, and contracts.live.QueueDay of the wallboard."""

    offered: int
    answered: int
    answered_in_time: int
    abandoned: int
    abandoned_in_time: int
    short_abandons: int
    answered_wait: Microseconds


def service_level(o: Outcomes) -> float | None:
    """The default: whoever gave up within T is left out."""
    return ratio(o.answered_in_time, o.answered + o.abandoned - o.abandoned_in_time)


def service_level_strict(o: Outcomes) -> float | None:
    return ratio(o.answered_in_time, o.answered + o.abandoned)


def service_level_icmi(o: Outcomes) -> float | None:
    return ratio(o.answered_in_time + o.short_abandons, o.answered + o.abandoned)


def service_level_no_short(o: Outcomes) -> float | None:
    return ratio(o.answered_in_time, o.answered + o.abandoned - o.short_abandons)


def service_level_answered(o: Outcomes) -> float | None:
    return ratio(o.answered_in_time, o.answered)


def service_level_generous(o: Outcomes) -> float | None:
    return ratio(o.answered_in_time + o.abandoned_in_time, o.answered + o.abandoned)


def abandonment_rate(o: Outcomes) -> float | None:
    return ratio(o.abandoned - o.short_abandons, o.offered - o.short_abandons)


def asa(o: Outcomes) -> float | None:
    """Average speed of answer, in microseconds."""
    return ratio(o.answered_wait, o.answered)


@dataclass(slots=True)
class QueueTally:
    """Everything counted for one queue and interval; add visits and handlings in any order, or add two tallies."""

    offered: int = 0
    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_in_time: int = 0
    short_abandons: int = 0
    flowed_out: int = 0
    callbacks: int = 0
    still_waiting: int = 0
    answered_wait: Microseconds = 0
    waits: list[Microseconds] = field(default_factory=list)
    """Of all visits that ended, in no order."""
    waiting_since: Instant | None = None
    """Entry of the longest waiting visit that has not ended."""
    holds: int = 0
    transfers: int = 0
    conferences: int = 0
    rescued: int = 0
    estimates: list[EstimatedWait] = field(default_factory=list)
    """Of answered visits for which there was one."""
    handled: int = 0
    talking: Microseconds = 0
    on_hold: Microseconds = 0
    wrapping_up: Microseconds = 0
    dialling: Microseconds = 0

    def add_visit(self, visit: Visit) -> None:
        self.offered += 1
        if visit.outcome is None:
            self.still_waiting += 1
            self.waiting_since = visit.entered_at if self.waiting_since is None else min(self.waiting_since, visit.entered_at)
            return
        self.waits.append(visit.wait)
        match visit.outcome:
            case VisitOutcome.ANSWERED:
                self.answered += 1
                self.answered_in_time += visit.in_time
                self.answered_wait += visit.wait
                # Shares "of answered" count an interaction once, however often it was held.
                self.holds += visit.holds > 0
                self.transfers += visit.transfers > 0
                self.conferences += visit.conferences > 0
                self.rescued += visit.rescued > 0
                if visit.estimated_wait is not None:
                    self.estimates.append(EstimatedWait(estimated_wait=visit.estimated_wait, wait=visit.wait))
            case VisitOutcome.ABANDONED:
                self.abandoned += 1
                self.abandoned_in_time += visit.in_time
                self.short_abandons += visit.short
            case VisitOutcome.FLOWED_OUT:
                self.flowed_out += 1
            case VisitOutcome.CALLBACK:
                self.callbacks += 1

    def add_handling(self, handling: Handling) -> None:
        self.handled += 1
        self.talking += handling.talking
        self.on_hold += handling.on_hold
        self.wrapping_up += handling.wrapping_up
        self.dialling += handling.dialling

    def __add__(self, other: QueueTally) -> QueueTally:
        since = [at for at in (self.waiting_since, other.waiting_since) if at is not None]
        total = QueueTally(
            waits=self.waits + other.waits, waiting_since=min(since, default=None), estimates=self.estimates + other.estimates
        )
        for name in _SUMS:
            setattr(total, name, getattr(self, name) + getattr(other, name))
        return total

    @property
    def balanced(self) -> bool:
        """Conservation: every offered visit has exactly one fate."""
        return self.offered == self.answered + self.abandoned + self.flowed_out + self.callbacks + self.still_waiting


_SUMS = tuple(name for name in QueueTally.__slots__ if name not in ("waits", "waiting_since", "estimates"))


def tally(visits: Iterable[Visit], handlings: Iterable[Handling] = ()) -> QueueTally:
    counted = QueueTally()
    for visit in visits:
        counted.add_visit(visit)
    for handling in handlings:
        counted.add_handling(handling)
    return counted


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMeasures:
    """One row of the queue report. Waits and times in microseconds; names as in `definitions.QUEUE`."""

    offered: int
    answered: int
    answered_in_time: int
    abandoned: int
    abandoned_in_time: int
    short_abandons: int
    flowed_out: int
    callbacks: int
    still_waiting: int
    service_level: float | None
    service_level_strict: float | None
    service_level_icmi: float | None
    service_level_no_short: float | None
    service_level_answered: float | None
    service_level_generous: float | None
    abandonment_rate: float | None
    asa: float | None
    average_wait: float | None
    longest_wait: Microseconds | None
    longest_waiting_now: Microseconds | None
    wait_p50: Microseconds | None
    wait_p90: Microseconds | None
    wait_p95: Microseconds | None
    holds: int
    holds_share: float | None
    transfers: int
    transfers_share: float | None
    conferences: int
    conferences_share: float | None
    rescued: int
    estimate_bias: float | None
    estimate_error: float | None
    estimate_error_p90: Microseconds | None
    handled: int
    aht: float | None
    att: float | None
    hold: float | None
    acw: float | None
    dialling_time: float | None


def measure(t: QueueTally, now: Instant) -> QueueMeasures:
    """`now` is only for `longest_waiting_now`."""
    waits = sorted(t.waits)
    estimated = estimate_errors(t.estimates)
    return QueueMeasures(
        offered=t.offered,
        answered=t.answered,
        answered_in_time=t.answered_in_time,
        abandoned=t.abandoned,
        abandoned_in_time=t.abandoned_in_time,
        short_abandons=t.short_abandons,
        flowed_out=t.flowed_out,
        callbacks=t.callbacks,
        still_waiting=t.still_waiting,
        service_level=service_level(t),
        service_level_strict=service_level_strict(t),
        service_level_icmi=service_level_icmi(t),
        service_level_no_short=service_level_no_short(t),
        service_level_answered=service_level_answered(t),
        service_level_generous=service_level_generous(t),
        abandonment_rate=abandonment_rate(t),
        asa=asa(t),
        average_wait=ratio(sum(waits), len(waits)),
        longest_wait=waits[-1] if waits else None,
        longest_waiting_now=None if t.waiting_since is None else max(0, now - t.waiting_since),
        wait_p50=percentile(waits, 50),
        wait_p90=percentile(waits, 90),
        wait_p95=percentile(waits, 95),
        holds=t.holds,
        holds_share=ratio(t.holds, t.answered),
        transfers=t.transfers,
        transfers_share=ratio(t.transfers, t.answered),
        conferences=t.conferences,
        conferences_share=ratio(t.conferences, t.answered),
        rescued=t.rescued,
        estimate_bias=estimated.bias,
        estimate_error=estimated.mean_absolute,
        estimate_error_p90=estimated.absolute_p90,
        handled=t.handled,
        aht=ratio(t.talking + t.on_hold + t.wrapping_up + t.dialling, t.handled),
        att=ratio(t.talking, t.handled),
        hold=ratio(t.on_hold, t.handled),
        acw=ratio(t.wrapping_up, t.handled),
        dialling_time=ratio(t.dialling, t.handled),
    )
