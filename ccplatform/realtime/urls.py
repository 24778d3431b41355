from __future__ import annotations

from django.urls import path

from ccplatform.realtime.api import DirectoryView, LiveView
from ccplatform.realtime.outlook import InteractionOutlookView, QueueOutlookView

urlpatterns = [
    path("live", LiveView.as_view(), name="live"),
    path("live/queues/<int:queue>/outlook", QueueOutlookView.as_view(), name="queue-outlook"),
    path("live/interactions/<str:interaction>/outlook", InteractionOutlookView.as_view(), name="interaction-outlook"),
    path("directory", DirectoryView.as_view(), name="directory"),
]
