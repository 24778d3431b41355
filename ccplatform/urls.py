"""Every address of the web process; one line per app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

API = "api/v1/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ccplatform.kernel.api.urls")),
    path(API, include("ccplatform.accounts.api.urls")),
    path(API, include("ccplatform.queues.api.urls")),
    path(API, include("ccplatform.agents.api.urls")),
    path(API, include("ivr.flows.api.urls")),
    path(API, include("telephony.provisioning.api.urls")),
    path(API, include("ccplatform.configuration.api.urls")),
    path(API, include("ccplatform.intents.api.urls")),
    path(API, include("telephony.recordings.api.urls")),
    path(API, include("crm.contacts.api.urls")),
    path(API, include("crm.directory.api.urls")),
    path(API, include("crm.followups.api.urls")),
    path(API, include("reporting.interactions.api.urls")),
    path(API, include("reporting.reports.api.urls")),
    path(API, include("reporting.replays.api.urls")),
    path(API, include("reporting.limits.api.urls")),
    path(API, include("reporting.ribbons.api.urls")),
    path(API, include("reporting.goals.api.urls")),
    path(API, include("ccplatform.realtime.urls")),
    path(API, include("ccplatform.messages.api.urls")),
    path(API, include("ccplatform.alarms.api.urls")),
    path(API, include("ccplatform.boards.api.urls")),
]

handler400 = "ccplatform.kernel.api.failures.bad_request"
handler404 = "ccplatform.kernel.api.failures.not_found"
handler500 = "ccplatform.kernel.api.failures.server_error"
