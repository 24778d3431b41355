from __future__ import annotations

from django.urls import path

from reporting.reports.api.views import AgentReportView, LimitReportView, QueueReportView

urlpatterns = [
    path("reports/queues", QueueReportView.as_view(), name="queue-report"),
    path("reports/agents", AgentReportView.as_view(), name="agent-report"),
    path("reports/limits", LimitReportView.as_view(), name="limit-report"),
]
