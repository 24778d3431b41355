from __future__ import annotations

from django.urls import path

from ccplatform.configuration.api.views import (
    CenterView,
    ConfigurationDifferenceView,
    ConfigurationRestoreView,
    ConfigurationVersionsView,
    ConfigurationVersionView,
    ConfigurationView,
)

urlpatterns = [
    path("center", CenterView.as_view(), name="center"),
    path("configuration", ConfigurationView.as_view(), name="configuration"),
    path("configuration/versions", ConfigurationVersionsView.as_view(), name="configuration-versions"),
    path("configuration/versions/<int:version>", ConfigurationVersionView.as_view(), name="configuration-version"),
    path("configuration/versions/<int:version>/diff/<int:other>", ConfigurationDifferenceView.as_view(), name="configuration-difference"),
    path("configuration/versions/<int:version>/restore", ConfigurationRestoreView.as_view(), name="configuration-restore"),
]
