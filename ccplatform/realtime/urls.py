from __future__ import annotations

from django.urls import path

from ccplatform.realtime.api import DirectoryView, LiveView

urlpatterns = [path("live", LiveView.as_view(), name="live"), path("directory", DirectoryView.as_view(), name="directory")]
