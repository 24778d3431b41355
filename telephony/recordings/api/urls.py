from __future__ import annotations

from ccplatform.kernel.api.routers import router
from telephony.recordings.api.views import RecordingViewSet

routes = router()
routes.register("recordings", RecordingViewSet, basename="recording")
urlpatterns = routes.urls
