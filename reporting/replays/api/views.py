"""`/replays`: what if?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from contracts.permissions import Permission
from reporting.replays import selectors, services
from reporting.replays.api.serializers import RecordedDaySerializer, ReplayDetailSerializer, ReplaySerializer, WishSerializer
from reporting.replays.models import Replay


class ReplaysView(GenericAPIView[Replay]):
    """Days replayed with something changed."""

    permission: ClassVar[Declaration] = Permission.REPORT_VIEW
    ordering: ClassVar[tuple[str, ...]] = ("-asked_at", "-id")
    queryset = selectors.replays()
    serializer_class = ReplaySerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    @extend_schema(responses=ReplaySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.get_paginated_response(ReplaySerializer(self.paginate_queryset(self.get_queryset()), many=True).data)

    @extend_schema(request=WishSerializer, responses={202: ReplayDetailSerializer})
    def post(self, request: Request) -> Response:
        """It runs in a process of its own, one after the other; ask for it until `state` is done, failed or cancelled."""
        wish = WishSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        ordered = services.order_replay(wish=services.fields_of(wish.validated_data), by=who(request))
        return Response(ReplayDetailSerializer(ordered).data, status=status.HTTP_202_ACCEPTED)


class ReplayView(View):
    permission: ClassVar[Declaration] = Permission.REPORT_VIEW

    @extend_schema(responses=ReplayDetailSerializer)
    def get(self, request: Request, replay: int) -> Response:
        """With its result, once it is done."""
        return Response(ReplayDetailSerializer(_found(replay)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, replay: int) -> Response:
        """Cancels one that waits or runs; forgets one that is over."""
        services.cancel_replay(ordered=_found(replay))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RecordedDaysView(View):
    """Days that can be replayed."""

    permission: ClassVar[Declaration] = Permission.REPORT_VIEW

    @extend_schema(responses=RecordedDaySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Of the last three months, newest first: how many entered a queue."""
        return Response(RecordedDaySerializer(selectors.recorded_days(datetime.now(UTC).date()), many=True).data)


def _found(key: int) -> Replay:
    return get_object_or_404(selectors.replays(), pk=key)
