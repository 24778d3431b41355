from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.configuration import selectors, services
from ccplatform.configuration.api.serializers import (
    ChangeSerializer,
    DifferenceSerializer,
    RestoredSerializer,
    StandingSerializer,
    VersionDetailSerializer,
    VersionSerializer,
)
from ccplatform.configuration.building import BrokenConfiguration, assemble
from ccplatform.configuration.checking import problems
from ccplatform.configuration.differences import differences
from ccplatform.configuration.forms import CenterSerializer
from ccplatform.configuration.models import ConfigurationVersion
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from contracts.permissions import Permission


class CenterView(View):
    """What concerns the center as a whole."""

    permission: ClassVar[Declaration] = {"get": Permission.CONFIGURATION_VIEW, "patch": Permission.CONFIGURATION_EDIT}

    @extend_schema(responses=CenterSerializer)
    def get(self, request: Request) -> Response:
        return Response(CenterSerializer(selectors.center()).data)

    @extend_schema(request=CenterSerializer, responses=CenterSerializer)
    def patch(self, request: Request) -> Response:
        """`capacity` is replaced whole."""
        asked = CenterSerializer(selectors.center(), data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        return Response(CenterSerializer(services.save_center(fields=dict(asked.validated_data), by=who(request))).data)


class ConfigurationView(View):
    """How far the configuration has come."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=StandingSerializer)
    def get(self, request: Request) -> Response:
        newest = selectors.newest()
        found = _problems()
        return Response(
            {
                "version": newest.version if newest else 0,
                "published_at": newest.published_at if newest else None,
                "delivered_version": _delivered(),
                "applied_version": selectors.applied_version(),
                "problem": found[0] if found else None,
                "problems": found,
            }
        )


def _delivered() -> int | None:
    try:
        return selectors.version_in_redis()
    except (RedisConnectionError, RedisTimeoutError):
        return None


def _problems() -> list[str]:
    try:
        return list(problems(assemble(version=0, published_at=0)))
    except BrokenConfiguration as error:
        return [str(error)]


class ConfigurationVersionsView(ListAPIView[ConfigurationVersion]):
    """Every version, newest first: who, when, and what was changed."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW
    queryset = selectors.versions()
    serializer_class = VersionSerializer
    ordering = ("-version",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)


class ConfigurationVersionView(View):
    """One version with all that it says."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=VersionDetailSerializer)
    def get(self, request: Request, version: int) -> Response:
        return Response(VersionDetailSerializer(_found(version)).data)


class ConfigurationDifferenceView(View):
    """What changed between two versions, in words."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=DifferenceSerializer)
    def get(self, request: Request, version: int, other: int) -> Response:
        """From `version` to `other`, whichever is older. Secrets are no part of it."""
        before, after = services.document_of(_found(version)), services.document_of(_found(other))
        return Response({"changes": ChangeSerializer(differences(before, after), many=True).data})


class ConfigurationRestoreView(View):
    """The way back."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=None, responses=RestoredSerializer)
    def post(self, request: Request, version: int) -> Response:
        """Makes everything what this version says, and publishes that as a new one. Talks and waiting callers go on."""
        restored = services.restore(version=_found(version), by=who(request))
        return Response({"version": restored.version, "restored": version, "notes": [str(note) for note in restored.notes]})


def _found(version: int) -> ConfigurationVersion:
    return get_object_or_404(selectors.versions(), pk=version)
