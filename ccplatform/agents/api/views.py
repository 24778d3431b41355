from __future__ import annotations

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents import selectors, services
from ccplatform.agents.api.serializers import (
    AgentSerializer,
    LivePresenceSerializer,
    NotReadyReasonSerializer,
    PresenceSerializer,
    TeamSerializer,
)
from ccplatform.agents.models import Agent, NotReadyReason, Team
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import ConfigurationViewSet, View, edited_and_seen_by
from ccplatform.kernel.engine import may
from ccplatform.kernel.instants import moment
from contracts.intents import SetPresence
from contracts.live import LiveAgent
from contracts.permissions import Permission
from contracts.vocabulary import Presence


class AgentViewSet(ConfigurationViewSet[Agent]):
    """Agents with their account, queues and skills."""

    queryset = selectors.agents()
    serializer_class = AgentSerializer
    ordering = ("name", "id")

    def store(self, thing: Agent, fields: dict[str, Any]) -> Agent:
        saved = services.save_agent(agent=thing, fields=fields, by=who(self.request))
        # Read anew: what was prefetched before the change is stale.
        return selectors.agents().get(pk=saved.pk)

    def remove(self, thing: Agent) -> None:
        services.delete_agent(agent=thing, by=who(self.request))


class TeamViewSet(ConfigurationViewSet[Team]):
    """Teams whom queues may ask as well: in a later stage, or as long as they are lent."""

    queryset = selectors.teams()
    serializer_class = TeamSerializer
    ordering = ("name", "id")

    def store(self, thing: Team, fields: dict[str, Any]) -> Team:
        saved = services.save_team(team=thing, fields=fields, by=who(self.request))
        return selectors.teams().get(pk=saved.pk)

    def remove(self, thing: Team) -> None:
        services.delete_team(team=thing, by=who(self.request))


class NotReadyReasonViewSet(ConfigurationViewSet[NotReadyReason]):
    """Reasons for being not ready, in both languages, in the order in which the desk shows them."""

    permission = edited_and_seen_by(Permission.PRESENCE_OWN)
    queryset = selectors.not_ready_reasons()
    serializer_class = NotReadyReasonSerializer
    ordering = ("position", "id")

    def store(self, thing: NotReadyReason, fields: dict[str, Any]) -> NotReadyReason:
        return services.save_not_ready_reason(reason=thing, fields=fields)

    def remove(self, thing: NotReadyReason) -> None:
        services.delete_not_ready_reason(reason=thing)


class PresenceView(View):
    """An agent's presence, as the engine has it."""

    permission: ClassVar[Declaration] = {
        "get": (Permission.LIVE_OWN, Permission.LIVE_ALL),
        "put": (Permission.PRESENCE_OWN, Permission.PRESENCE_ANY),
    }

    @extend_schema(responses=LivePresenceSerializer)
    def get(self, request: Request, agent: int) -> Response:
        """From the engine's last snapshot."""
        found = get_object_or_404(Agent, pk=agent)
        if not selectors.is_own(request.user, found) and Permission.LIVE_ALL not in who(request).permissions:
            raise PermissionDenied
        return Response(LivePresenceSerializer(_shown(selectors.live_agent(agent))).data)

    @extend_schema(
        request=PresenceSerializer,
        responses=PresenceSerializer,
        examples=[
            OpenApiExample("Ready at device 12", {"presence": "ready", "device": 12}, request_only=True),
            OpenApiExample("Lunch", {"presence": "not_ready", "reason": "lunch"}, request_only=True),
        ],
    )
    def put(self, request: Request, agent: int) -> Response:
        """Asks the engine and waits for its answer: 409 with its code when it refuses, 503 when it is away."""
        found = get_object_or_404(Agent, pk=agent)
        asked = PresenceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        user = who(request)
        presence = Presence(wanted["presence"])
        if not may(user.permissions, agent if selectors.is_own(user, found) else None, SetPresence(agent=agent, presence=presence)):
            raise PermissionDenied
        services.set_presence(agent=found, presence=presence, reason=wanted["reason"], device=wanted["device"], by=user)
        return Response(PresenceSerializer(wanted).data)


def _shown(live: LiveAgent) -> dict[str, Any]:
    return {
        "presence": live.presence.value,
        "reason": live.reason,
        "device": live.device,
        "presence_since": moment(live.presence_since) if live.presence_since else None,
        "state": live.state.value,
        "state_since": moment(live.state_since) if live.state_since else None,
        "reachable_devices": live.reachable_devices,
    }
