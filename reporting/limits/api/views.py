"""`/limits` and `/dialling/refused`."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from contracts.permissions import Permission
from reporting.limits.api.serializers import NamedLimitSerializer, RefusedNumberSerializer
from reporting.limits.named import named_limits, refused_numbers


class NamedLimitsView(View):
    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=NamedLimitSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What each limit protects, how much of it is used now, how often it was met in the last seven days."""
        return Response(NamedLimitSerializer(named_limits(), many=True).data)


class RefusedNumbersView(View):
    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=RefusedNumberSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The last fifty numbers that the dial rules stopped, newest first."""
        return Response(RefusedNumberSerializer(refused_numbers(), many=True).data)
