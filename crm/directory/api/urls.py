from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.routers import router
from crm.directory.api.views import OwnDirectoryView, SpeedDialViewSet

routes = router()
routes.register("speed-dials", SpeedDialViewSet, basename="speed-dial")
urlpatterns = [path("directory/own", OwnDirectoryView.as_view(), name="own-directory"), *routes.urls]
