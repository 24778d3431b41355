"""Reads a run's facts into the metric contract (docs/metrics.md): the same functions as reports and wallboards."""

from __future__ import annotations

from typing import Final

from contracts import facts as f
from contracts.configuration import CenterConfiguration
from contracts.ids import AgentId, Instant, InteractionId, QueueId
from contracts.replays import ReplayedQueue, ReplayedSide
from contracts.vocabulary import OfferOutcome, Presence
from reporting.metrics import agents, queues
from reporting.metrics.agents import AgentRows, AgentTally
from reporting.metrics.intervals import Interval
from reporting.metrics.queues import QueueTally
from reporting.metrics.rows import MICROSECONDS, Handling, PresenceInterval, Segment, Visit


class Book:
    """Everything of one run that counts."""

    def __init__(self, configuration: CenterConfiguration, start: Instant, end: Instant) -> None:
        self._names: Final = {queue.id: queue.name for queue in configuration.queues}
        self._day: Final = Interval(start, end)
        self._tallies: Final[dict[QueueId, QueueTally]] = {}
        self._rows: Final[dict[AgentId, AgentRows]] = {}
        self._open: Final[dict[InteractionId, tuple[QueueId, Instant]]] = {}
        self._last: Instant = start
        self._offers = self._accepted = 0

    def read(self, envelope: f.FactEnvelope) -> None:
        self._last = at = envelope.at
        match fact := envelope.fact:
            case f.InteractionQueued():
                self._open[fact.interaction] = fact.queue, fact.entered_at or at
            case f.QueueVisitEnded():
                self._visit(fact, at)
            case f.OfferEnded():
                self._offers += fact.outcome is not OfferOutcome.WITHDRAWN
                self._accepted += fact.outcome is OfferOutcome.ACCEPTED
            case f.SegmentEnded():
                self._of(fact.agent).segments.append(
                    Segment(
                        agent=fact.agent,
                        queue=fact.queue,
                        interaction=fact.interaction,
                        kind=fact.segment,
                        started_at=fact.started_at,
                        ended_at=at,
                    )
                )
            case f.HandlingEnded():
                handling = Handling(
                    agent=fact.agent,
                    queue=fact.queue,
                    ended_at=at,
                    talking=fact.talking,
                    on_hold=fact.on_hold,
                    wrapping_up=fact.wrapping_up,
                )
                self._tally(fact.queue).add_handling(handling)
            case f.PresenceChanged():
                self._presence(fact, at)

    def _of(self, agent: AgentId) -> AgentRows:
        return self._rows.setdefault(agent, AgentRows(presences=[], segments=[], handlings=[], offers=[]))

    def _tally(self, queue: QueueId) -> QueueTally:
        return self._tallies.setdefault(queue, QueueTally())

    def _visit(self, fact: f.QueueVisitEnded, at: Instant) -> None:
        self._open.pop(fact.interaction, None)
        self._tally(fact.queue).add_visit(
            Visit(
                queue=fact.queue,
                interaction=fact.interaction,
                entered_at=fact.entered_at,
                left_at=at,
                outcome=fact.outcome,
                service_level_seconds=fact.service_level_seconds,
                short_abandon_seconds=fact.short_abandon_seconds,
            )
        )

    def _presence(self, fact: f.PresenceChanged, at: Instant) -> None:
        presences = self._of(fact.agent).presences
        if presences and presences[-1].ended_at is None:
            open_one = presences.pop()
            presences.append(
                PresenceInterval(
                    agent=fact.agent, presence=open_one.presence, reason=open_one.reason, started_at=open_one.started_at, ended_at=at
                )
            )
        if fact.presence is not Presence.OFFLINE:
            presences.append(PresenceInterval(agent=fact.agent, presence=fact.presence, reason=fact.reason, started_at=at))

    def side(self, *, events: int, seconds: float) -> ReplayedSide:
        """Ends the book: whoever still waits is counted as waiting."""
        for interaction, (queue, entered_at) in self._open.items():
            self._tally(queue).add_visit(Visit(queue=queue, interaction=interaction, entered_at=entered_at))
        self._open.clear()
        rows = [_row(queue, self._names.get(queue, f"#{queue}"), tally, self._last) for queue, tally in sorted(self._tallies.items())]
        whole = sum(self._tallies.values(), QueueTally())
        tallies = (agents.tally(one, [self._day], (), self._last)[0] for one in self._rows.values())
        measured = agents.measure(sum(tallies, AgentTally()))
        return ReplayedSide(
            queues=[*rows, _row(None, "", whole, self._last)],
            occupancy=measured.occupancy,
            offers=self._offers,
            offers_accepted=self._accepted,
            events=events,
            seconds=seconds,
        )


def _row(queue: QueueId | None, name: str, tally: QueueTally, now: Instant) -> ReplayedQueue:
    m = queues.measure(tally, now)
    return ReplayedQueue(
        queue=queue,
        name=name,
        offered=m.offered,
        answered=m.answered,
        abandoned=m.abandoned,
        flowed_out=m.flowed_out,
        callbacks=m.callbacks,
        service_level=m.service_level,
        abandonment_rate=m.abandonment_rate,
        asa=_seconds(m.asa),
        wait_p50=_seconds(m.wait_p50),
        wait_p95=_seconds(m.wait_p95),
        longest_wait=_seconds(m.longest_wait),
        aht=_seconds(m.aht),
    )


def _seconds(length: float | None) -> float | None:
    return None if length is None else length / MICROSECONDS
