"""`/speed-dials` for administrators, `/directory/own` for whoever takes calls."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.accounts.models import User
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import ConfigurationViewSet, View, edited_and_seen_by
from contracts.permissions import Permission
from crm.directory import selectors, services
from crm.directory.api.serializers import MarkSerializer, OwnDirectorySerializer, SpeedDialSerializer
from crm.directory.models import SpeedDial


class SpeedDialViewSet(ConfigurationViewSet[SpeedDial]):
    """Numbers outside that everybody finds by name."""

    permission = edited_and_seen_by(Permission.INTERACTION_OWN)
    queryset = selectors.speed_dials()
    serializer_class = SpeedDialSerializer
    ordering = ("name", "id")

    def store(self, thing: SpeedDial, fields: dict[str, Any]) -> SpeedDial:
        return services.save_speed_dial(entry=thing, fields=fields)

    def remove(self, thing: SpeedDial) -> None:
        thing.delete()


class OwnDirectoryView(View):
    """What a person has marked and used, and the numbers that everybody has."""

    permission: ClassVar[Declaration] = Permission.INTERACTION_OWN

    @extend_schema(responses=OwnDirectorySerializer)
    def get(self, request: Request) -> Response:
        return Response(_own(who(request)))

    @extend_schema(request=MarkSerializer, responses=OwnDirectorySerializer)
    def put(self, request: Request) -> Response:
        """Marks one place. 409 `too_many_favourites` above the limit."""
        asked = MarkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        mark = asked.validated_data
        if "starred" in mark:
            services.star(user=who(request), place=mark["place"], starred=mark["starred"])
        else:
            services.use(user=who(request), place=mark["place"])
        return Response(_own(who(request)))


def _own(user: User) -> dict[str, Any]:
    numbers = SpeedDialSerializer(selectors.speed_dials().order_by("name", "pk"), many=True).data
    return {"favourites": selectors.starred(user), "recent": selectors.recent(user), "numbers": numbers}
