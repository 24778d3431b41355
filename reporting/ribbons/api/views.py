"""`/agent-hours`: one request for all ribbons of the floor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from contracts.permissions import Permission
from reporting.ribbons.rows import agent_hours

HOUR = timedelta(hours=1)


class AgentHourSerializer(serializers.Serializer[Any]):
    """Stretches are [word, beginning, end] in milliseconds since 1970, end null while it goes on."""

    agent = serializers.IntegerField()
    presence = serializers.JSONField(help_text="Words: offline, ready, not_ready.")
    work = serializers.JSONField(help_text="Words: alerting, talking, on_hold, wrapping_up, dialling, consulting, monitoring.")


class AgentHoursView(View):
    """What every agent did in the last hour; screens continue it by the live state."""

    permission: ClassVar[Declaration] = Permission.LIVE_ALL

    @extend_schema(responses=AgentHourSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Work goes before presence where both are told of one instant. Agents without a word in this hour are left out."""
        return Response(agent_hours(timezone.now() - HOUR))
