from __future__ import annotations

from django.urls import path

from ccplatform.messages.api.views import MessagesView, ReadView, SentView

urlpatterns = [
    path("messages", MessagesView.as_view(), name="messages"),
    path("messages/sent", SentView.as_view(), name="sent-messages"),
    path("messages/<int:message>/read", ReadView.as_view(), name="message-read"),
]
