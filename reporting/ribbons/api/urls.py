from __future__ import annotations

from django.urls import path

from reporting.ribbons.api.views import AgentHoursView

urlpatterns = [path("agent-hours", AgentHoursView.as_view(), name="agent-hours")]
