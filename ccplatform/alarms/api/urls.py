from __future__ import annotations

from django.urls import path

from ccplatform.alarms.api.views import AlarmRuleViewSet, AlarmsView, OpenAlarmsView, TakeView, TryRuleView
from ccplatform.kernel.api.routers import router

routes = router()
routes.register("alarm-rules", AlarmRuleViewSet, basename="alarm-rule")
urlpatterns = [
    path("alarms", AlarmsView.as_view(), name="alarms"),
    path("alarms/open", OpenAlarmsView.as_view(), name="open-alarms"),
    path("alarms/<int:alarm>/take", TakeView.as_view(), name="alarm-take"),
    path("alarm-rules/<int:rule>/test", TryRuleView.as_view(), name="alarm-rule-test"),
    *routes.urls,
]
