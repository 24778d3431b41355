from __future__ import annotations

from django.urls import path

from ccplatform.kernel.api.routers import router
from ccplatform.queues.api.holidays import PublicHolidaysView
from ccplatform.queues.api.views import DispositionViewSet, HoursViewSet, LabelViewSet, OutcomeFieldViewSet, QueueViewSet, SkillViewSet

routes = router()
routes.register("queues", QueueViewSet, basename="queue")
routes.register("skills", SkillViewSet, basename="skill")
routes.register("dispositions", DispositionViewSet, basename="disposition")
routes.register("outcome-fields", OutcomeFieldViewSet, basename="outcome-field")
routes.register("hours", HoursViewSet, basename="hours")
routes.register("labels", LabelViewSet, basename="label")
urlpatterns = [*routes.urls, path("public-holidays", PublicHolidaysView.as_view())]
