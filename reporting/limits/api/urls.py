from __future__ import annotations

from django.urls import path

from reporting.limits.api.views import NamedLimitsView, RefusedNumbersView

urlpatterns = [
    path("limits", NamedLimitsView.as_view(), name="limits"),
    path("dialling/refused", RefusedNumbersView.as_view(), name="dialling-refused"),
]
