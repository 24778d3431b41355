from __future__ import annotations

from django.urls import path

from reporting.replays.api.views import RecordedDaysView, ReplaysView, ReplayView

urlpatterns = [
    path("replays", ReplaysView.as_view(), name="replays"),
    path("replays/days", RecordedDaysView.as_view(), name="replay-days"),
    path("replays/<int:replay>", ReplayView.as_view(), name="replay"),
]
