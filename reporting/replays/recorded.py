"""A day of history as the simulator takes it (contracts.replays)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.kernel.instants import MICROSECOND, instant, moment
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from contracts.configuration import CenterConfiguration
from contracts.ids import Instant, InteractionId, Microseconds
from contracts.replays import RecordedDay, ReplayedCaller, ReplayedPresence
from contracts.vocabulary import Direction, Medium, OfferOutcome, Presence, PresenceReason
from reporting.facts.models import Interaction, Offer, PresenceInterval, QueueVisit
from reporting.facts.models.history import InteractionOutcome
from reporting.metrics.intervals import Step, intervals, midnight

CALLERS_MAX = 500_000


def recorded_day(day: date, zone: ZoneInfo, seed: int = 1) -> RecordedDay:
    """The local day of `zone`. Raises Invalid when nobody came, or under no version that is known."""
    start = midnight(day, zone)
    end = next(interval.end for interval in intervals(start, start + 26 * 3_600_000_000, Step.DAY, zone))
    visits = _first_visits(start, end)
    if not visits:
        nobody = said(en="Nobody entered a queue on {day}.", de="Am {day} kam niemand in eine Warteschlange.", day=day.isoformat())
        raise Invalid.field("day", "nothing_recorded", nobody)
    configuration = _configuration(visits)
    return RecordedDay(
        start=start,
        end=end,
        configuration=configuration,
        callers=_callers(visits, configuration),
        presences=_presences(start, end),
        seed=seed,
    )


def _first_visits(start: Instant, end: Instant) -> list[QueueVisit]:
    """Where an interaction was led afterwards (overflow, transfer) is for the rules of either side to say."""
    rows = QueueVisit.objects.filter(entered_at__gte=moment(start), entered_at__lt=moment(end)).order_by("entered_at", "epoch", "seq")
    first: dict[str, QueueVisit] = {}
    for row in rows[:CALLERS_MAX].iterator(chunk_size=5_000):
        first.setdefault(row.interaction, row)
    voice = Interaction.objects.filter(medium=Medium.VOICE.value, direction=Direction.INBOUND.value)
    known = set(voice.filter(pk__in=list(first)).values_list("pk", flat=True))
    return [row for row in first.values() if row.interaction in known]


def _configuration(visits: list[QueueVisit]) -> CenterConfiguration:
    """Of the version under which most callers came; without what a replay has no use for, secrets above all."""
    counted = Counter(visit.version for visit in visits if visit.version)
    versions = ConfigurationVersion.objects.filter(pk__in=counted) if counted else ConfigurationVersion.objects.all()
    found = max(versions, key=lambda version: (counted[version.version], version.version), default=None)
    if found is None:
        unknown = said(
            en="The configuration of that day is not known any more.", de="Die Konfiguration jenes Tages ist nicht mehr bekannt."
        )
        raise Invalid.field("day", "no_configuration", unknown)
    return msgspec.structs.replace(found.told, trunks=[], devices=[], numbers=[])


def _callers(visits: list[QueueVisit], configuration: CenterConfiguration) -> list[ReplayedCaller]:
    keys = [visit.interaction for visit in visits]
    interactions = Interaction.objects.in_bulk(keys)
    rings = _rings(keys)
    queues = {queue.id: queue for queue in configuration.queues}
    callers = []
    for visit in visits:
        queue = queues.get(visit.queue)
        if queue is None:
            continue
        demanded = {required.skill: required.level_min for required in queue.required_skills}
        own = {int(skill): level for skill, level in visit.required_skills.items() if level > demanded.get(int(skill), 0)}
        one = _caller(visit, interactions[visit.interaction], rings)
        callers.append(msgspec.structs.replace(one, priority=visit.priority - queue.priority, required_skills=own))
    return callers


def _caller(visit: QueueVisit, interaction: Interaction, rings: Mapping[InteractionId, Microseconds]) -> ReplayedCaller:
    answered = interaction.connected_at is not None
    gone_at = interaction.connected_at or interaction.ended_at or visit.left_at or visit.entered_at
    waited = max(0, (gone_at - visit.entered_at) // MICROSECOND)
    return ReplayedCaller(
        at=instant(visit.entered_at),
        queue=visit.queue,
        label=interaction.label,
        waited=waited,
        patience=waited if interaction.outcome == InteractionOutcome.ABANDONED else None,
        rings=rings.get(visit.interaction),
        talk=interaction.talking + interaction.on_hold if answered else None,
        wrap_up=interaction.wrapping_up if answered else None,
    )


def _rings(interactions: list[InteractionId]) -> dict[InteractionId, Microseconds]:
    """How long the phone rang that was picked up, or that still rang when the caller gave up."""
    ends = (OfferOutcome.ACCEPTED.value, OfferOutcome.WITHDRAWN.value)
    rows = Offer.objects.filter(interaction__in=interactions, outcome__in=ends, ended_at__isnull=False)
    found: dict[InteractionId, Microseconds] = {}
    for interaction, made_at, ended_at in rows.order_by("made_at").values_list("interaction", "made_at", "ended_at"):
        assert ended_at is not None
        found.setdefault(interaction, (ended_at - made_at) // MICROSECOND)
    return found


def _presences(start: Instant, end: Instant) -> list[ReplayedPresence]:
    """What people wanted: who was there when the day began is there from its first instant on; who signed out in a talk signed out then."""
    rows = PresenceInterval.objects.filter(started_at__lt=moment(end)).exclude(ended_at__lte=moment(start))
    found = [
        ReplayedPresence(
            at=max(start, instant(row.started_at)),
            agent=row.agent,
            presence=Presence.OFFLINE if row.reason == PresenceReason.SIGNING_OUT else Presence(row.presence),
            reason=row.reason,
        )
        for row in rows.order_by("started_at", "epoch", "seq").iterator(chunk_size=5_000)
    ]
    return sorted(found, key=lambda one: one.at)
