from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.routers import router
from reporting.goals.api.views import DayView, GoalChangesView, GoalMeasuresView, GoalViewSet

routes = router()
routes.register("goals", GoalViewSet, basename="goal")
urlpatterns = [
    path("goals/measures", GoalMeasuresView.as_view(), name="goal-measures"),
    path("goals/changes", GoalChangesView.as_view(), name="goal-changes"),
    path("agents/<int:agent>/day", DayView.as_view(), name="agent-day"),
    *routes.urls,
]
