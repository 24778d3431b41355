from __future__ import annotations

from django.urls import path

from ccplatform.agents.api.session import SessionView
from ccplatform.agents.api.staffing import StaffingView
from ccplatform.agents.api.views import AgentViewSet, NotReadyReasonViewSet, PresenceView, TeamViewSet
from ccplatform.kernel.api.routers import router

routes = router()
routes.register("agents", AgentViewSet, basename="agent")
routes.register("not-ready-reasons", NotReadyReasonViewSet, basename="not-ready-reason")
routes.register("teams", TeamViewSet, basename="team")
urlpatterns = [
    path("session", SessionView.as_view(), name="session"),
    path("agents/<int:agent>/presence", PresenceView.as_view(), name="presence"),
    path("agents/<int:agent>/queues", StaffingView.as_view(), name="agent-queues"),
    *routes.urls,
]
