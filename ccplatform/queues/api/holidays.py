"""`/public-holidays`: what a calendar says, to be taken into opening hours."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.queues.holidays import calendar
from contracts.permissions import Permission

REGION_LENGTH_MAX = 40


class AskedCalendarSerializer(serializers.Serializer[Any]):
    """`region`: one of the answer's `regions`; without it what the whole country has."""

    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166-1, two letters.")
    region = serializers.CharField(required=False, allow_blank=True, default="", max_length=REGION_LENGTH_MAX)
    year = serializers.IntegerField()


class RegionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="The second part of ISO 3166-2.")
    name = serializers.CharField()


class HolidaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    name = serializers.CharField()


class CalendarSerializer(serializers.Serializer[Any]):
    """`countries`: those a calendar is known for; `regions`: of this country, with days of their own."""

    countries = serializers.ListField(child=serializers.CharField())
    regions = RegionSerializer(many=True)
    days = HolidaySerializer(many=True)


class PublicHolidaysView(View):
    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(parameters=[AskedCalendarSerializer], responses=CalendarSerializer)
    def get(self, request: Request) -> Response:
        """The public holidays of one year. Nothing is closed by them until they stand in opening hours."""
        asked = AskedCalendarSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(CalendarSerializer(calendar(**asked.validated_data, today=timezone.localdate())).data)
