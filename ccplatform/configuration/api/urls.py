from __future__ import annotations

from django.urls import path

from ccplatform.configuration.api.views import ConfigurationVersionsView, ConfigurationView

urlpatterns = [
    path("configuration", ConfigurationView.as_view(), name="configuration"),
    path("configuration/versions", ConfigurationVersionsView.as_view(), name="configuration-versions"),
]
