from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import ConfigurationViewSet, View, edited_and_seen_by
from ccplatform.kernel.problems import Conflict
from ccplatform.kernel.words import said
from contracts.configuration import SIP_REALM
from contracts.permissions import Permission
from telephony.provisioning import selectors, services
from telephony.provisioning.api.serializers import DeviceSerializer, NumberSerializer, SoftphoneSerializer, TrunkSerializer
from telephony.provisioning.models import Device, Number, Trunk

REGISTER_EXPIRES_SECONDS = 120
"""A browser that vanished is known to be gone after so long, even if its socket was never closed."""


@extend_schema_view(
    create=extend_schema(
        examples=[
            OpenApiExample(
                "Known by address", {"name": "Provider", "source_addresses": ["192.0.2.10", "198.51.100.0/24"]}, request_only=True
            ),
            OpenApiExample(
                "We register there",
                {"name": "Provider", "registration": {"server": "sip.example.net", "username": "4940555", "secret": "from the provider"}},
                request_only=True,
            ),
        ]
    )
)
class TrunkViewSet(ConfigurationViewSet[Trunk]):
    """SIP trunks. What is saved works in the PBX within a second."""

    queryset = selectors.trunks()
    serializer_class = TrunkSerializer
    ordering = ("name", "id")

    def store(self, thing: Trunk, fields: dict[str, Any]) -> Trunk:
        return services.save_trunk(trunk=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Trunk) -> None:
        services.delete_trunk(trunk=thing, by=who(self.request))


@extend_schema_view(
    list=extend_schema(parameters=[OpenApiParameter("agent", int, description="Only this agent's devices.")]),
    create=extend_schema(
        examples=[
            OpenApiExample(
                "At a fixed address", {"kind": "sip_fixed", "agent": 7, "contact": "sip:desk7@192.0.2.7:5060"}, request_only=True
            ),
            OpenApiExample("That registers", {"kind": "sip_registered", "agent": 7}, request_only=True),
        ]
    ),
)
class DeviceViewSet(ConfigurationViewSet[Device]):
    """Agents' phones. An agent sees the own ones."""

    permission = edited_and_seen_by(Permission.PRESENCE_OWN)
    queryset = selectors.devices()
    serializer_class = DeviceSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Device]:
        if getattr(self, "swagger_fake_view", False):
            return selectors.devices()
        seen = selectors.devices_seen_by(who(self.request))
        agent = self.request.query_params.get("agent", "")
        return seen.filter(agent=int(agent)) if agent.isdecimal() and len(agent) < 18 else seen

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        return context if getattr(self, "swagger_fake_view", False) else {**context, "reachable": selectors.reachable_devices()}

    def store(self, thing: Device, fields: dict[str, Any]) -> Device:
        return services.save_device(device=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Device) -> None:
        services.delete_device(device=thing, by=who(self.request))


@extend_schema_view(
    create=extend_schema(
        examples=[OpenApiExample("Into a queue", {"number": "+49 40 5550199", "name": "Billing", "queue": 1}, request_only=True)]
    )
)
class NumberViewSet(ConfigurationViewSet[Number]):
    """Numbers that callers dial, and where each leads."""

    queryset = selectors.numbers()
    serializer_class = NumberSerializer
    ordering = ("number", "id")

    def store(self, thing: Number, fields: dict[str, Any]) -> Number:
        return services.save_number(number=thing, fields=fields, by=who(self.request))

    def remove(self, thing: Number) -> None:
        services.delete_number(number=thing, by=who(self.request))


class SoftphoneView(View):
    """The softphone of the person who is signed in."""

    permission: ClassVar[Declaration] = Permission.PRESENCE_OWN

    @extend_schema(request=None, responses=SoftphoneSerializer)
    def post(self, request: Request) -> Response:
        """A new secret for the browser's softphone, with the engine when the answer comes; the former one is void."""
        user = who(request)
        agent = agent_of(user)
        if agent is None:
            raise Conflict("no_agent", said(en="This account is no agent.", de="Dieses Konto gehört keinem Agenten."))
        device = services.open_softphone(agent=agent, by=user)
        host = _host(request._request)
        return Response(
            {
                "device": device.pk,
                "username": device.username,
                "password": device.shown_secret,
                "realm": SIP_REALM,
                "uri": f"sip:{device.username}@{host}",
                "ws_url": _ws_url(request._request, host),
                "ice_servers": [{"urls": url} for url in settings.CENTER.ice_servers],
                "register_expires_seconds": REGISTER_EXPIRES_SECONDS,
            }
        )


def _host(request: HttpRequest) -> str:
    """The name under which the browser reached us is the one under which it will reach the PBX (already checked by Django)."""
    host = request.get_host()
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _ws_url(request: HttpRequest, host: str) -> str:
    """A secure page may not open an insecure socket (W3C Mixed Content)."""
    center = settings.CENTER
    return f"wss://{host}:{center.wss_port}/ws" if request.is_secure() else f"ws://{host}:{center.ws_port}/ws"
