from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import EDITED, ConfigurationViewSet, speak_to
from contracts.permissions import Permission
from ivr.flows import selectors, services
from ivr.flows.api.serializers import FlowSerializer, FlowVersionSerializer
from ivr.flows.models import Flow, FlowVersion

EXAMPLE = {
    "name": "Main number",
    "draft": {
        "entry": "welcome",
        "nodes": [
            {"kind": "greeting", "id": "welcome", "prompts": [{"language": "en", "text": "Welcome."}], "next": "billing"},
            {"kind": "queue", "id": "billing", "queue": 1, "language": "en"},
        ],
    },
}


@extend_schema_view(create=extend_schema(examples=[OpenApiExample("Greet, then queue", EXAMPLE, request_only=True)]))
class FlowViewSet(ConfigurationViewSet[Flow]):
    """IVR flows. A draft may be wrong (`problems` says how); publishing takes it whole or not at all."""

    permission = {**EDITED, "publish": Permission.CONFIGURATION_EDIT}
    queryset = selectors.flows()
    serializer_class = FlowSerializer
    ordering = ("name", "id")

    def store(self, thing: Flow, fields: dict[str, Any]) -> Flow:
        saved = services.save_flow(flow=thing, fields=fields, by=who(self.request))
        return selectors.flows().get(pk=saved.pk)

    def remove(self, thing: Flow) -> None:
        services.delete_flow(flow=thing, by=who(self.request))

    @extend_schema(request=None, responses={201: FlowVersionSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Speaks the prompts and makes the draft the next version. 400 with `errors` by node when something is wrong."""
        version = services.publish_flow(flow=self.get_object(), by=who(request))
        return Response(FlowVersionSerializer(version).data, status.HTTP_201_CREATED)


class FlowVersionsView(ListAPIView[FlowVersion]):
    """What was published of a flow, newest first."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW
    queryset = FlowVersion.objects.none()
    serializer_class = FlowVersionSerializer
    ordering = ("-version",)

    def get_queryset(self) -> QuerySet[FlowVersion]:
        return selectors.versions(get_object_or_404(Flow, pk=self.kwargs["flow"]).pk)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)
