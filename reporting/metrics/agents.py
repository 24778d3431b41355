"""Handling and agent metrics of metrics.md. Handlings are booked where they ended, offers where they were made, time is clipped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

from contracts.ids import Instant, Microseconds
from contracts.vocabulary import OfferOutcome, Presence, SegmentKind
from reporting.metrics.arithmetic import Span, ratio, subtract, union
from reporting.metrics.intervals import Interval, place, spread
from reporting.metrics.rows import Handling, Offer, PresenceInterval, Segment


@dataclass(slots=True)
class AgentTally:
    """One agent in one interval. Times are sums of clipped stretches, so tallies of neighbouring intervals add up exactly."""

    signed_in: Microseconds = 0
    ready: Microseconds = 0
    not_ready: Microseconds = 0
    productive_not_ready: Microseconds = 0
    """Not ready for a productive reason and without an interaction in hand."""
    idle: Microseconds = 0
    """Ready and without an interaction in hand."""
    in_hand: Microseconds = 0
    """Wall-clock time with at least one interaction in hand, counted once."""
    alerting: Microseconds = 0
    talking: Microseconds = 0
    on_hold: Microseconds = 0
    wrapping_up: Microseconds = 0
    dialling: Microseconds = 0
    consulting: Microseconds = 0
    monitoring: Microseconds = 0
    """Listening to others: neither work in hand nor idle."""
    handled: int = 0
    handled_talking: Microseconds = 0
    handled_on_hold: Microseconds = 0
    handled_wrapping_up: Microseconds = 0
    handled_dialling: Microseconds = 0
    offers_accepted: int = 0
    offers_declined: int = 0
    offers_missed: int = 0
    offers_failed: int = 0
    offers_withdrawn: int = 0

    def __add__(self, other: AgentTally) -> AgentTally:
        return AgentTally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def add_presence(self, presence: Presence, part: Microseconds) -> None:
        if presence is Presence.OFFLINE:
            return
        self.signed_in += part
        if presence is Presence.READY:
            self.ready += part
        else:
            self.not_ready += part

    def add_work(self, kind: SegmentKind, part: Microseconds) -> None:
        match kind:
            case SegmentKind.ALERTING:
                self.alerting += part
            case SegmentKind.TALKING:
                self.talking += part
            case SegmentKind.ON_HOLD:
                self.on_hold += part
            case SegmentKind.WRAPPING_UP:
                self.wrapping_up += part
            case SegmentKind.DIALLING:
                self.dialling += part
            case SegmentKind.CONSULTING:
                self.consulting += part
            case SegmentKind.MONITORING:
                self.monitoring += part

    def add_handling(self, handling: Handling) -> None:
        self.handled += 1
        self.handled_talking += handling.talking
        self.handled_on_hold += handling.on_hold
        self.handled_wrapping_up += handling.wrapping_up
        self.handled_dialling += handling.dialling

    def add_offer(self, offer: Offer) -> None:
        match offer.outcome:
            case OfferOutcome.ACCEPTED:
                self.offers_accepted += 1
            case OfferOutcome.DECLINED:
                self.offers_declined += 1
            case OfferOutcome.MISSED:
                self.offers_missed += 1
            case OfferOutcome.FAILED:
                self.offers_failed += 1
            case OfferOutcome.WITHDRAWN:
                self.offers_withdrawn += 1
            case None:
                pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRows:
    """Everything about one agent that touches the period of a report."""

    presences: list[PresenceInterval]
    segments: list[Segment]
    handlings: list[Handling]
    offers: list[Offer]


def _spans(rows: Iterable[PresenceInterval | Segment], now: Instant) -> list[Span]:
    return union((row.started_at, now if row.ended_at is None else row.ended_at) for row in rows)


def tally(rows: AgentRows, cut: Sequence[Interval], productive: Collection[str], now: Instant) -> list[AgentTally]:
    """One tally per interval of `cut` (in order, without overlap). What has no end yet lasts until `now`.

    `productive`: codes of the not-ready reasons that count as work.
    """
    tallies = [AgentTally() for _ in cut]
    _add_wall_clock(tallies, rows, cut, productive, now)
    for presence in rows.presences:
        for index, part in spread(cut, presence.started_at, now if presence.ended_at is None else presence.ended_at):
            tallies[index].add_presence(presence.presence, part)
    for segment in rows.segments:
        for index, part in spread(cut, segment.started_at, now if segment.ended_at is None else segment.ended_at):
            tallies[index].add_work(segment.kind, part)
    for handling in rows.handlings:
        if (place_of := place(cut, handling.ended_at)) is not None:
            tallies[place_of].add_handling(handling)
    for offer in rows.offers:
        if (place_of := place(cut, offer.made_at)) is not None:
            tallies[place_of].add_offer(offer)
    return tallies


def _add_wall_clock(tallies: list[AgentTally], rows: AgentRows, cut: Sequence[Interval], productive: Collection[str], now: Instant) -> None:
    """Time that counts once however many interactions are in hand, as sets of spans."""
    in_hand = _spans((s for s in rows.segments if s.kind is not SegmentKind.MONITORING), now)
    watching = _spans((s for s in rows.segments if s.kind is SegmentKind.MONITORING), now)
    taken = union([*in_hand, *watching])
    ready = _spans((p for p in rows.presences if p.presence is Presence.READY), now)
    useful = _spans((p for p in rows.presences if p.presence is Presence.NOT_READY and p.reason in productive), now)
    for start, end in in_hand:
        for index, part in spread(cut, start, end):
            tallies[index].in_hand += part
    for start, end in subtract(ready, taken):
        for index, part in spread(cut, start, end):
            tallies[index].idle += part
    for start, end in subtract(useful, in_hand):
        for index, part in spread(cut, start, end):
            tallies[index].productive_not_ready += part


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentMeasures:
    """One row of the agent report. Times in microseconds; names as in `definitions.AGENT`."""

    signed_in: Microseconds
    ready: Microseconds
    not_ready: Microseconds
    idle: Microseconds
    alerting: Microseconds
    talking: Microseconds
    on_hold: Microseconds
    wrapping_up: Microseconds
    dialling: Microseconds
    consulting: Microseconds
    monitoring: Microseconds
    handled: int
    aht: float | None
    att: float | None
    hold: float | None
    acw: float | None
    dialling_time: float | None
    occupancy: float | None
    utilisation: float | None
    concurrency: float | None
    offers_accepted: int
    offers_declined: int
    offers_missed: int
    offers_failed: int
    offers_withdrawn: int
    answer_rate: float | None


def measure(t: AgentTally) -> AgentMeasures:
    settled = t.offers_accepted + t.offers_declined + t.offers_missed + t.offers_failed
    return AgentMeasures(
        signed_in=t.signed_in,
        ready=t.ready,
        not_ready=t.not_ready,
        idle=t.idle,
        alerting=t.alerting,
        talking=t.talking,
        on_hold=t.on_hold,
        wrapping_up=t.wrapping_up,
        dialling=t.dialling,
        consulting=t.consulting,
        monitoring=t.monitoring,
        handled=t.handled,
        aht=ratio(t.handled_talking + t.handled_on_hold + t.handled_wrapping_up + t.handled_dialling, t.handled),
        att=ratio(t.handled_talking, t.handled),
        hold=ratio(t.handled_on_hold, t.handled),
        acw=ratio(t.handled_wrapping_up, t.handled),
        dialling_time=ratio(t.handled_dialling, t.handled),
        occupancy=ratio(t.in_hand, t.in_hand + t.idle),
        utilisation=ratio(t.in_hand + t.productive_not_ready, t.signed_in),
        concurrency=ratio(t.alerting + t.talking + t.on_hold + t.consulting + t.dialling + t.wrapping_up, t.in_hand),
        offers_accepted=t.offers_accepted,
        offers_declined=t.offers_declined,
        offers_missed=t.offers_missed,
        offers_failed=t.offers_failed,
        offers_withdrawn=t.offers_withdrawn,
        answer_rate=ratio(t.offers_accepted, settled),
    )
