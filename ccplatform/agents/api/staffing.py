"""Which queues an agent works for, changed from the floor: lending somebody for an hour is no administration."""

from __future__ import annotations

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents import selectors, services
from ccplatform.agents.api.serializers import QUEUES_MAX, LevelsField
from ccplatform.agents.models import RANK_MAX, RANK_MIN, Agent
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View
from ccplatform.queues.models import Queue
from contracts.permissions import Permission


class StaffingSerializer(serializers.Serializer[Any]):
    """`levels`: {queue id: 1 (asked first) .. 9}; a queue of which nothing is said keeps its level, a new one has 1."""

    queues = serializers.PrimaryKeyRelatedField[Queue](many=True, queryset=Queue.objects.filter(active=True))
    levels = LevelsField(child=serializers.IntegerField(min_value=RANK_MIN, max_value=RANK_MAX), required=False)

    def validate_queues(self, queues: list[Queue]) -> list[Queue]:
        return queues[:QUEUES_MAX]

    def to_representation(self, instance: Agent) -> dict[str, Any]:
        memberships = list(instance.memberships.all())
        return {
            "queues": [membership.queue_id for membership in memberships],
            "levels": {str(membership.queue_id): membership.level for membership in memberships},
        }


class StaffingView(View):
    """The queues of one agent."""

    permission: ClassVar[Declaration] = {"get": Permission.LIVE_ALL, "put": Permission.QUEUE_STAFF}

    @extend_schema(responses=StaffingSerializer)
    def get(self, request: Request, agent: int) -> Response:
        return Response(StaffingSerializer(get_object_or_404(selectors.agents(), pk=agent)).data)

    @extend_schema(request=StaffingSerializer, responses=StaffingSerializer)
    def put(self, request: Request, agent: int) -> Response:
        """Replaces them. It is published at once, as every change of the configuration, and stands in its history."""
        found = get_object_or_404(Agent, pk=agent, active=True)
        wanted = StaffingSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.save_agent(agent=found, fields=dict(wanted.validated_data), by=who(request))
        return Response(StaffingSerializer(selectors.agents().get(pk=agent)).data)
