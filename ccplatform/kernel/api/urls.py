from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.documents import SchemaView

urlpatterns = [
    path("api/schema", SchemaView.as_view(), name="schema"),
]
