from __future__ import annotations

from django.urls import path

from ccplatform.configuration.api.dialling import TryNumberView
from ccplatform.configuration.api.doctor import DoctorView
from ccplatform.configuration.api.drafting_views import (
    AgentsCsvView,
    ChangesView,
    DraftChangesView,
    DraftEffectsView,
    DraftPublishView,
    DraftsView,
    DraftThingsView,
    DraftThingView,
    DraftView,
    PreviewView,
)
from ccplatform.configuration.api.views import (
    CenterView,
    ConfigurationDifferenceView,
    ConfigurationRestoreView,
    ConfigurationVersionsView,
    ConfigurationVersionView,
    ConfigurationView,
)

urlpatterns = [
    path("dialling/try", TryNumberView.as_view(), name="dialling-try"),
    path("center", CenterView.as_view(), name="center"),
    path("configuration", ConfigurationView.as_view(), name="configuration"),
    path("configuration/versions", ConfigurationVersionsView.as_view(), name="configuration-versions"),
    path("configuration/versions/<int:version>", ConfigurationVersionView.as_view(), name="configuration-version"),
    path("configuration/versions/<int:version>/diff/<int:other>", ConfigurationDifferenceView.as_view(), name="configuration-difference"),
    path("configuration/versions/<int:version>/restore", ConfigurationRestoreView.as_view(), name="configuration-restore"),
    path("configuration/preview", PreviewView.as_view(), name="configuration-preview"),
    path("configuration/changes", ChangesView.as_view(), name="configuration-changes"),
    path("configuration/drafts", DraftsView.as_view(), name="drafts"),
    path("configuration/drafts/<int:draft>", DraftView.as_view(), name="draft"),
    path("configuration/drafts/<int:draft>/effects", DraftEffectsView.as_view(), name="draft-effects"),
    path("configuration/drafts/<int:draft>/publish", DraftPublishView.as_view(), name="draft-publish"),
    path("configuration/drafts/<int:draft>/changes/<str:kind>/<int:thing>", DraftChangesView.as_view(), name="draft-changes"),
    path("configuration/drafts/<int:draft>/<str:kind>", DraftThingsView.as_view(), name="draft-things"),
    path("configuration/drafts/<int:draft>/<str:kind>/<int:thing>", DraftThingView.as_view(), name="draft-thing"),
    path("doctor", DoctorView.as_view(), name="doctor"),
    path("agents.csv", AgentsCsvView.as_view(), name="agents-csv"),
]
