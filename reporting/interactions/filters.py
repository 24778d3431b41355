"""`?search&queue&agent&from&to&outcome&caller&disposition&contact&behind` of the list of interactions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import said
from contracts.vocabulary import OfferOutcome, SegmentKind
from crm.contacts.models import Contact
from crm.contacts.selectors import contacts, search
from crm.contacts.words import backwards, e164, number_beginnings, prefix_query
from crm.timeline.models import InteractionNote
from reporting.facts.models import AgentSegment, Handling, Interaction, Offer
from reporting.facts.models.history import InteractionOutcome
from reporting.interactions.selectors import with_contact
from reporting.metrics.definitions import AGENT

SEARCH_LENGTH_MAX = 100
REFERENCE_LENGTH_MAX = 200
CONTACTS_FOUND_MAX = 100
"""Contacts whose interactions one search brings up; a search that finds more is too wide to be meant."""


HANDLING_MEASURES = frozenset({"handled", "aht", "att", "hold", "acw", "dialling_time"})
OFFER_MEASURES: dict[str, OfferOutcome | None] = {
    "answer_rate": None,
    "offers_accepted": OfferOutcome.ACCEPTED,
    "offers_declined": OfferOutcome.DECLINED,
    "offers_missed": OfferOutcome.MISSED,
    "offers_failed": OfferOutcome.FAILED,
    "offers_withdrawn": OfferOutcome.WITHDRAWN,
}
"""None: every one that was not withdrawn."""
SEGMENT_MEASURES = {kind.value: kind for kind in SegmentKind}
"""Times of one kind; every other number of the agents' report is made of all their work."""


class Moment(serializers.Field[datetime, Any, str, Any]):
    """An instant (ISO 8601; without an offset it is UTC), or a date, which means its first instant in UTC."""

    def to_internal_value(self, data: Any) -> datetime:
        try:
            if len(text := str(data).strip()) <= len("2026-06-01"):
                return datetime.combine(date.fromisoformat(text), time(), UTC)
            # A "+" that was not escaped in an address arrives as a space.
            moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        except ValueError as error:
            wrong = said(en="Write an instant like 2026-06-01T08:00:00Z.", de="Bitte wie 2026-06-01T08:00:00Z schreiben.")
            raise serializers.ValidationError(str(wrong), code="instant") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def to_representation(self, value: Any) -> str:
        return str(value.isoformat())


class Filters(serializers.Serializer[Any]):
    search = serializers.CharField(required=False, allow_blank=True, max_length=SEARCH_LENGTH_MAX)
    queue = serializers.IntegerField(required=False)
    agent = serializers.IntegerField(required=False)
    to = Moment(required=False)
    outcome = serializers.ChoiceField(required=False, choices=InteractionOutcome.choices)
    caller = serializers.CharField(required=False, max_length=SEARCH_LENGTH_MAX)
    disposition = serializers.IntegerField(required=False)
    reference = serializers.CharField(required=False, max_length=REFERENCE_LENGTH_MAX)
    contact = serializers.IntegerField(required=False)
    behind = serializers.ChoiceField(required=False, choices=list(AGENT))

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": Moment(required=False)}


def narrowed(rows: QuerySet[Interaction], given: dict[str, Any]) -> QuerySet[Interaction]:
    """Raises ValidationError for a value that cannot be, Invalid for a contact that is not there."""
    filters = Filters(data=given)
    filters.is_valid(raise_exception=True)
    wanted = filters.validated_data
    plain = {"queue": "queue", "outcome": "outcome", "reference": "reference", "from": "arrived_at__gte", "to": "arrived_at__lt"}
    if "behind" in wanted:
        rows = rows.filter(_behind(wanted))
        wanted = {name: value for name, value in wanted.items() if name not in {"from", "to", "agent"}}
    rows = rows.filter(**{column: wanted[name] for name, column in plain.items() if name in wanted})
    if "agent" in wanted:
        rows = of_agent(rows, wanted["agent"])
    if "caller" in wanted:
        rows = rows.filter(caller=e164(wanted["caller"]) or wanted["caller"])
    if "disposition" in wanted:
        rows = rows.filter(pk__in=InteractionNote.objects.filter(disposition=wanted["disposition"]).values("interaction"))
    if "contact" in wanted:
        rows = with_contact(rows, _contact(wanted["contact"]))
    if text := wanted.get("search", "").strip():
        rows = rows.filter(_found_by(text))
    return rows


def _behind(wanted: dict[str, Any]) -> Q:
    for name in ("agent", "from"):
        if name not in wanted:
            sentence = said(en="A number is an agent's and of a period.", de="Eine Zahl gehört zu einer Person und einem Zeitraum.")
            raise Invalid.field(name, "required", sentence)
    return behind(wanted["behind"], wanted["agent"], wanted["from"], wanted.get("to") or datetime.now(UTC))


def behind(measure: str, agent: int, start: datetime, end: datetime) -> Q:
    """The interactions that a number of the agents' report counts (reporting.metrics.agents): handlings where they ended, offers where
    they were made, times where they touch the period."""
    within = {"agent": agent}
    if measure in OFFER_MEASURES:
        offers = Offer.objects.filter(**within, made_at__gte=start, made_at__lt=end, outcome__isnull=False)
        outcome = OFFER_MEASURES[measure]
        offers = offers.exclude(outcome=OfferOutcome.WITHDRAWN.value) if outcome is None else offers.filter(outcome=outcome.value)
        return Q(pk__in=offers.values("interaction"))
    if measure in HANDLING_MEASURES:
        return Q(pk__in=Handling.objects.filter(**within, ended_at__gte=start, ended_at__lt=end).values("interaction"))
    touching = Q(ended_at=None) | Q(ended_at__gt=start)
    segments = AgentSegment.objects.filter(touching, **within, started_at__lt=end)
    kind = SEGMENT_MEASURES.get(measure)
    segments = segments.exclude(kind=SegmentKind.MONITORING.value) if kind is None else segments.filter(kind=kind.value)
    return Q(pk__in=segments.values("interaction"))


def of_agent(rows: QuerySet[Interaction], agent: int) -> QuerySet[Interaction]:
    """Those that the agent talked in, held or wrapped up; an offer that was not taken makes nobody an interaction's agent."""
    worked = AgentSegment.objects.filter(interaction=OuterRef("pk"), agent=agent).exclude(kind=SegmentKind.ALERTING.value)
    return rows.filter(Q(agent=agent) | Exists(worked))


def _contact(key: int) -> Contact:
    found = Contact.objects.prefetch_related("phone_numbers").filter(pk=key).first()
    if found is None:
        raise Invalid.field("contact", "unknown", said(en="There is no such contact.", de="Diesen Kontakt gibt es nicht."))
    return found


def _found_by(text: str) -> Q:
    """The caller's name or number, the interaction's id, or a contact whom the text finds."""
    wanted = Q(pk=text)
    if beginnings := number_beginnings(text):
        wanted |= Q(backwards__startswith=backwards(text))
        for beginning in beginnings:
            wanted |= Q(caller__startswith=beginning)
    if query := prefix_query(text):
        matching = Interaction.objects.alias(searched=SearchVector("words", config="simple"))
        wanted |= Q(pk__in=matching.filter(searched=SearchQuery(query, search_type="raw", config="simple")).values("pk"))
    found = list(search(contacts(), text)[:CONTACTS_FOUND_MAX])
    numbers = [row.number for contact in found for row in contact.phone_numbers.all()]
    named = InteractionNote.objects.filter(contact__in=found).values("interaction")
    return wanted | Q(caller__in=numbers) | Q(pk__in=named)
