from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.routers import router
from ivr.flows.api.views import FlowVersionsView, FlowViewSet

routes = router()
routes.register("flows", FlowViewSet, basename="flow")
urlpatterns = [path("flows/<int:flow>/versions", FlowVersionsView.as_view(), name="flow-versions"), *routes.urls]
