from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform import VERSION
from ccplatform.kernel.api.permissions import PUBLIC, Declaration
from ccplatform.kernel.api.views import View
from ccplatform.kernel.health import database_answers, heartbeats


class HealthSerializer(serializers.Serializer[Any]):
    """`engine`, `recorder` and `worker` are null when Redis, through which they are seen, is away."""

    version = serializers.CharField()
    database = serializers.BooleanField()
    redis = serializers.BooleanField()
    engine = serializers.BooleanField(allow_null=True)
    recorder = serializers.BooleanField(allow_null=True)
    worker = serializers.BooleanField(allow_null=True)


class HealthView(View):
    """For load balancers and monitors: asks nobody who they are, and touches no session."""

    permission: ClassVar[Declaration] = PUBLIC
    authentication_classes = ()

    @extend_schema(responses={200: HealthSerializer, 503: HealthSerializer})
    def get(self, request: Request) -> Response:
        """200 while this process, the database and Redis answer; 503 else. What the others do is told, and judged by the reader."""
        beats = heartbeats()
        database = database_answers()
        well = database and beats is not None
        seen = beats or dict.fromkeys(("engine", "recorder", "worker"))
        answer = {"version": VERSION, "database": database, "redis": beats is not None, **seen}
        return Response(answer, status.HTTP_200_OK if well else status.HTTP_503_SERVICE_UNAVAILABLE)
