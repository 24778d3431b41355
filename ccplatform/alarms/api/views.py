"""`/alarm-rules` for administrators, `/alarms` for whoever watches the floor."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.alarms import delivering, selectors, services
from ccplatform.alarms.api.serializers import AlarmRuleSerializer, AlarmSerializer, TestedSerializer
from ccplatform.alarms.models import Alarm, AlarmRule
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import ConfigurationViewSet, View
from contracts.permissions import Permission


class AlarmRuleViewSet(ConfigurationViewSet[AlarmRule]):
    """When somebody is to be told, and how."""

    queryset = selectors.rules()
    serializer_class = AlarmRuleSerializer
    ordering = ("name", "id")

    def store(self, thing: AlarmRule, fields: dict[str, Any]) -> AlarmRule:
        return services.save_rule(rule=thing, fields=fields)

    def remove(self, thing: AlarmRule) -> None:
        services.delete_rule(rule=thing)


class TryRuleView(View):
    """Whether whom a rule tells can be reached, before it matters."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=None, responses=TestedSerializer(many=True))
    def post(self, request: Request, rule: int) -> Response:
        """Sends a test to every address of the rule as it is saved, and says of each how that went."""
        found = get_object_or_404(selectors.rules(), pk=rule)
        rows = [{"way": way, "address": address, "error": error} for way, address, error in delivering.try_ways(found)]
        return Response(TestedSerializer(rows, many=True).data)


class AlarmsView(ListAPIView[Alarm]):
    """Every alarm there was, newest first, with who took it and who was told."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL
    serializer_class = AlarmSerializer
    ordering: ClassVar[tuple[str, ...]] = ("-id",)
    queryset = Alarm.objects.none()

    def get_queryset(self) -> QuerySet[Alarm]:
        return selectors.history()


class OpenAlarmsView(View):
    """The alarms that go on, the severe ones first, as browsers are told (contracts/views.py, AlarmView)."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(msgspec.json.encode(selectors.open_views()), content_type="application/json")


class TakeView(View):
    """A named person looks after an alarm."""

    permission: ClassVar[Declaration] = Permission.ALARM_TAKE

    @extend_schema(request=None, responses=AlarmSerializer)
    def post(self, request: Request, alarm: int) -> Response:
        """409 `alarm_taken` when somebody else was quicker, `alarm_over` when it ended. A second time changes nothing."""
        found = get_object_or_404(selectors.history(), pk=alarm)
        return Response(AlarmSerializer(services.take(alarm=found, by=who(request))).data)
