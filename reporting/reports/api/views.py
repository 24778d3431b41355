"""`/reports/queues`, `/reports/agents` and `/reports/limits`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.kernel.instants import instant
from ccplatform.kernel.words import language
from contracts.permissions import Permission
from reporting.metrics.definitions import Definition
from reporting.metrics.intervals import Step
from reporting.reports.api.serializers import (
    AgentReportSerializer,
    LimitReportSerializer,
    QueueReportSerializer,
)
from reporting.reports.building import Report, agent_report, queue_report
from reporting.reports.csv import as_csv
from reporting.reports.limits import limits_met
from reporting.reports.period import Period, read_period

QUESTION = [
    OpenApiParameter("from", str, required=True, description="A date (local midnight) or an instant; ISO 8601."),
    OpenApiParameter("to", str, required=True, description="The same; not included."),
    OpenApiParameter("interval", str, enum=[step.value for step in Step], default="1h"),
    OpenApiParameter("queue", str, description="Keys with commas; all without."),
    OpenApiParameter("time_zone", str, description="IANA name; by default each queue's own zone, for agents UTC."),
    OpenApiParameter("format", str, enum=["json", "csv"], default="json"),
    OpenApiParameter("language", str, enum=["en", "de"], description="Of definitions and CSV header."),
]
LIMITS = [one for one in QUESTION if one.name in {"from", "to", "queue", "time_zone"}]
BY_AGENT = OpenApiParameter("agent", str, description="Keys with commas; all without.")


class ReportView(View):
    """Numbers by interval, their totals, and what each of them means."""

    permission: ClassVar[Declaration] = Permission.REPORT_VIEW

    def answer(self, request: Request, build: Callable[[Period, int], Report], name: str) -> HttpResponseBase:
        period = read_period(request.query_params.dict())
        report = build(period, instant(datetime.now(UTC)))
        tongue = period.language or language()
        if not period.as_csv:
            definitions = {key: _described(definition, tongue) for key, definition in report.definitions.items()}
            return Response({"definitions": definitions, "rows": report.rows, "totals": report.totals})
        response = HttpResponse(as_csv(report, tongue), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}-{period.start:%Y-%m-%d}.csv"'
        return response


class QueueReportView(ReportView):
    @extend_schema(parameters=QUESTION, responses=QueueReportSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        """By queue and interval of entry."""
        return self.answer(request, queue_report, "queues")


class AgentReportView(ReportView):
    @extend_schema(parameters=[*QUESTION, BY_AGENT], responses=AgentReportSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        """By agent and interval; time is clipped exactly."""
        return self.answer(request, agent_report, "agents")


class LimitReportView(View):
    permission: ClassVar[Declaration] = Permission.REPORT_VIEW

    @extend_schema(parameters=LIMITS, responses=LimitReportSerializer)
    def get(self, request: Request) -> Response:
        """Named limits that were met, so that somebody was turned away: how often, first and last. At most seven days."""
        rows = limits_met(read_period(request.query_params.dict()))
        return Response(LimitReportSerializer({"rows": rows}).data)


def _described(definition: Definition, tongue: str) -> dict[str, Any]:
    german = tongue == "de"
    return {
        "name": definition.name_de if german else definition.name_en,
        "formula": definition.formula_de if german else definition.formula_en,
        "unit": definition.unit.value,
        "better": definition.better.value,
    }
