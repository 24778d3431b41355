from __future__ import annotations

from django.urls import path

from ccplatform.configuration.api.views import CenterView, ConfigurationVersionsView, ConfigurationView

urlpatterns = [
    path("center", CenterView.as_view(), name="center"),
    path("configuration", ConfigurationView.as_view(), name="configuration"),
    path("configuration/versions", ConfigurationVersionsView.as_view(), name="configuration-versions"),
]
