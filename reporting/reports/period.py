"""Which period a report covers, in which steps, for whom: parsed once at the border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from rest_framework import serializers

from ccplatform.kernel.api.fields import TimeZoneField
from ccplatform.kernel.instants import instant
from ccplatform.kernel.problems import Invalid
from ccplatform.kernel.words import LANGUAGES, said
from contracts.ids import Instant
from reporting.metrics.intervals import Interval, Step, intervals, midnight

ROWS_MAX: Final = 20_000
"""Rows of one report: half a year of quarter hours, or two years of hours."""
DAYS_MAX: Final = 3_700
Edge = date | datetime


class EdgeField(serializers.Field[Any, Any, str, Any]):
    """A date (the local midnight of each queue's own zone) or an instant (ISO 8601; UTC where it has no offset)."""

    def to_internal_value(self, data: Any) -> Edge:
        text = str(data).strip()
        try:
            if len(text) == len("2026-06-01"):
                return date.fromisoformat(text)
            # A "+" that was not escaped in an address arrives as a space.
            moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        except ValueError as error:
            wrong = said(
                en="Write a date like 2026-06-01 or an instant like 2026-06-01T08:00:00Z.",
                de="Bitte ein Datum wie 2026-06-01 oder einen Zeitpunkt wie 2026-06-01T08:00:00Z schreiben.",
            )
            raise serializers.ValidationError(str(wrong), code="edge") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def to_representation(self, value: Any) -> str:
        return str(value.isoformat())


class Keys(serializers.Field[list[int], Any, list[int], Any]):
    """One key, or several with commas."""

    def to_internal_value(self, data: Any) -> list[int]:
        try:
            return [int(part) for part in str(data).split(",") if part.strip()]
        except ValueError as error:
            wrong = said(en="Write numbers with commas between.", de="Bitte Zahlen mit Kommas dazwischen schreiben.")
            raise serializers.ValidationError(str(wrong), code="keys") from error

    def to_representation(self, value: list[int]) -> list[int]:
        return value


class Question(serializers.Serializer[Any]):
    """`from` and `to` (not included); `format` is json or csv."""

    to = EdgeField()
    interval = serializers.ChoiceField(choices=[step.value for step in Step], default=Step.HOUR.value)
    time_zone = TimeZoneField(required=False)
    queue = Keys(required=False)
    agent = Keys(required=False)
    format = serializers.ChoiceField(choices=["json", "csv"], default="json")
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"from": EdgeField()}


@dataclass(frozen=True, slots=True)
class Period:
    """`time_zone` overrides the queues' own zones; agents have none and are told in UTC without it."""

    start: Edge
    end: Edge
    step: Step
    time_zone: ZoneInfo | None
    queues: list[int] | None
    agents: list[int] | None
    as_csv: bool
    language: str | None

    def span(self, zone: ZoneInfo) -> tuple[Instant, Instant]:
        return _instant(self.start, zone), _instant(self.end, zone)

    def cut(self, zone: ZoneInfo) -> list[Interval]:
        """Raises Invalid when the period ends before it begins, or has more than ROWS_MAX intervals."""
        start, end = self.span(zone)
        if end <= start:
            wrong = said(en="The period ends before it begins.", de="Der Zeitraum endet, bevor er beginnt.")
            raise Invalid.field("to", "empty_period", wrong)
        if end - start > timedelta(days=DAYS_MAX) // timedelta(microseconds=1):
            raise Invalid.field("to", "too_long", said(en="At most ten years.", de="Höchstens zehn Jahre."))
        found: list[Interval] = []
        for interval in intervals(start, end, self.step, zone):
            found.append(interval)
            if len(found) > ROWS_MAX:
                raise too_many()
        return found


def too_many() -> Invalid:
    wrong = said(
        en="More than {limit} rows: choose a longer interval, a shorter period or fewer queues.",
        de="Mehr als {limit} Zeilen: bitte längeres Intervall, kürzeren Zeitraum oder weniger Warteschlangen wählen.",
        limit=ROWS_MAX,
    )
    return Invalid.field("interval", "too_many_rows", wrong)


def _instant(edge: Edge, zone: ZoneInfo) -> Instant:
    # A datetime is a date, too.
    return instant(edge) if isinstance(edge, datetime) else midnight(edge, zone)


def read_period(given: dict[str, Any]) -> Period:
    """Raises ValidationError naming each field that cannot be read."""
    question = Question(data=given)
    question.is_valid(raise_exception=True)
    wanted = question.validated_data
    zone = wanted.get("time_zone")
    return Period(
        start=wanted["from"],
        end=wanted["to"],
        step=Step(wanted["interval"]),
        time_zone=ZoneInfo(zone) if zone else None,
        queues=wanted.get("queue"),
        agents=wanted.get("agent"),
        as_csv=wanted["format"] == "csv",
        language=wanted.get("language"),
    )
