from __future__ import annotations

from django.urls import path

from crm.followups.api.views import FollowUpsView, FollowUpView, HandsView

urlpatterns = [
    path("follow-ups", FollowUpsView.as_view(), name="follow-ups"),
    path("follow-ups/hands", HandsView.as_view(), name="follow-up-hands"),
    path("follow-ups/<int:follow_up>", FollowUpView.as_view(), name="follow-up"),
]
