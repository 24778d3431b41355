from __future__ import annotations

from django.urls import path

from reporting.interactions.api.quality import LegQualityView
from reporting.interactions.api.views import ContactTimelineView, DecisionsView, InteractionsView, InteractionView

urlpatterns = [
    path("interactions", InteractionsView.as_view(), name="interactions"),
    path("interactions/<str:interaction>", InteractionView.as_view(), name="interaction"),
    path("interactions/<str:interaction>/decisions", DecisionsView.as_view(), name="interaction-decisions"),
    path("interactions/<str:interaction>/leg-quality", LegQualityView.as_view(), name="interaction-leg-quality"),
    path("contacts/<int:contact>/timeline", ContactTimelineView.as_view(), name="contact-timeline"),
]
