"""`/goals` for whoever sets them, `/agents/{id}/day` for the agent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents.models import Agent
from ccplatform.agents.selectors import is_own
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import ConfigurationViewSet, View
from ccplatform.kernel.instants import instant, moment
from contracts.permissions import Permission
from reporting.goals import selectors, services
from reporting.goals.api.serializers import (
    DayQuestion,
    DaySerializer,
    GoalChangeSerializer,
    GoalSerializer,
    MeasureSerializer,
    described,
    shown,
)
from reporting.goals.day import day_of
from reporting.goals.models import Goal, GoalChange
from reporting.metrics.definitions import AGENT

READERS = (Permission.GOAL_EDIT, Permission.CONFIGURATION_VIEW)
WANTED = OpenApiExample(
    "Five minutes a call, a warning above six", {"measure": "aht", "aim": "at_most", "target": 300, "warn": 360}, request_only=True
)


@extend_schema_view(create=extend_schema(examples=[WANTED]))
class GoalViewSet(ConfigurationViewSet[Goal]):
    """What the numbers of an agent's day are to be: for everybody, a team or an agent. The most special one counts."""

    permission = {
        "list": READERS,
        "retrieve": READERS,
        "create": Permission.GOAL_EDIT,
        "update": Permission.GOAL_EDIT,
        "partial_update": Permission.GOAL_EDIT,
        "destroy": Permission.GOAL_EDIT,
    }
    queryset = selectors.goals()
    serializer_class = GoalSerializer
    ordering = ("measure", "id")

    def store(self, thing: Goal, fields: dict[str, Any]) -> Goal:
        return services.save_goal(goal=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Goal) -> None:
        services.delete_goal(goal=thing, by=who(self.request))


class GoalMeasuresView(View):
    """The numbers for which there can be goals."""

    permission: ClassVar[Declaration] = READERS

    @extend_schema(responses=MeasureSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response([described(name, definition) for name, definition in AGENT.items()])


class GoalChangesView(ListAPIView[GoalChange]):
    """Who set, changed and deleted goals, newest first."""

    permission: ClassVar[Declaration] = READERS
    serializer_class = GoalChangeSerializer
    ordering: ClassVar[tuple[str, ...]] = ("-id",)
    queryset = GoalChange.objects.none()

    def get_queryset(self) -> QuerySet[GoalChange]:
        return selectors.changes()


class DayView(View):
    """An agent's own day, or any agent's for whoever reads reports."""

    permission: ClassVar[Declaration] = (Permission.LIVE_OWN, Permission.REPORT_VIEW)

    @extend_schema(
        parameters=[OpenApiParameter("time_zone", str, description="IANA name; the day is the local one. UTC without it.")],
        responses=DaySerializer,
    )
    def get(self, request: Request, agent: int) -> Response:
        """The numbers of today with the goals that count, equal to the agents' report of the same day."""
        found = get_object_or_404(Agent, pk=agent)
        if not is_own(request.user, found) and Permission.REPORT_VIEW not in who(request).permissions:
            raise PermissionDenied
        asked = DayQuestion(data=request.query_params)
        asked.is_valid(raise_exception=True)
        day = day_of(found, ZoneInfo(asked.validated_data["time_zone"]), instant(datetime.now(UTC)))
        answer = {
            "from": moment(day.interval.start),
            "to": moment(day.interval.end),
            "numbers": [shown(number) for number in day.numbers],
        }
        return Response(DaySerializer(answer).data)
