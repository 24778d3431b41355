from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.routers import router
from telephony.provisioning.api.views import DeviceViewSet, NumberViewSet, SoftphoneView, TrunkViewSet

routes = router()
routes.register("trunks", TrunkViewSet, basename="trunk")
routes.register("devices", DeviceViewSet, basename="device")
routes.register("numbers", NumberViewSet, basename="number")
urlpatterns = [path("softphone/session", SoftphoneView.as_view(), name="softphone-session"), *routes.urls]
