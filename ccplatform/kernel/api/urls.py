from __future__ import annotations

from django.urls import path, re_path

from ccplatform.kernel.api.documents import SchemaView
from ccplatform.kernel.api.health import HealthView
from ccplatform.kernel.api.pages import ROUTES, AppPage

urlpatterns = [
    path("api/schema", SchemaView.as_view(), name="schema"),
    path("healthz", HealthView.as_view(), name="health"),
    re_path(rf"^(?P<route>(?:{'|'.join(ROUTES)})(?:/.*)?)?$", AppPage.as_view(), name="app"),
]
