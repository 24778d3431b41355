from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.configuration.doctor.examining import examine
from ccplatform.configuration.doctor.findings import GROUPS, TONES
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from contracts.permissions import Permission


class FindingSerializer(serializers.Serializer[Any]):
    """`title` says what was looked at, `found` what it is like, `advice` what to do ("" when nothing)."""

    group = serializers.ChoiceField(choices=[(group, group) for group in GROUPS])
    code = serializers.CharField()
    tone = serializers.ChoiceField(choices=[(tone, tone) for tone in TONES])
    title = serializers.CharField()
    found = serializers.CharField()
    advice = serializers.CharField(allow_blank=True)


class ExaminationSerializer(serializers.Serializer[Any]):
    """The ports are those of the phones in browsers, which a page tries itself: ws on a plain page, wss on a secure one."""

    findings = FindingSerializer(many=True)
    ws_port = serializers.IntegerField()
    wss_port = serializers.IntegerField()


class DoctorView(View):
    """What is well and what is not."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=None, responses=ExaminationSerializer)
    def post(self, request: Request) -> Response:
        """Looks at processes, trunks, network, certificate and disk; asks providers, and changes nothing. Takes up to a dozen seconds."""
        center = settings.CENTER
        told = {"findings": examine(), "ws_port": center.ws_port, "wss_port": center.wss_port}
        return Response(ExaminationSerializer(told).data)
