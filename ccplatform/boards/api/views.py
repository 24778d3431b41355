"""`/boards`: wallboards that people put together, and what their tiles can show."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.boards import selectors, services
from ccplatform.boards.api.serializers import (
    BoardContentSerializer,
    BoardCopySerializer,
    BoardDeedSerializer,
    BoardMeasureSerializer,
    BoardSaveSerializer,
    BoardSerializer,
)
from ccplatform.boards.measures import MEASURES
from ccplatform.boards.models import Board
from ccplatform.kernel.api.permissions import Declaration, Demand
from ccplatform.kernel.api.views import View, speak_to
from contracts.permissions import Permission

LOOK: Demand = (Permission.LIVE_ALL, Permission.LIVE_OWN)


class BoardsView(ListAPIView[Board]):
    """Own ones, those shared with everybody, and those shared with a team one is in; who has `live.all` and `board.edit` sees those of
    all teams. A POST makes one."""

    permission: ClassVar[Declaration] = {"get": LOOK, "post": Permission.BOARD_EDIT}
    serializer_class = BoardSerializer
    ordering: ClassVar[tuple[str, ...]] = ("name", "id")
    queryset = Board.objects.none()

    def get_queryset(self) -> QuerySet[Board]:
        return selectors.visible(who(self.request))

    def get(self, request: Request) -> Response:
        speak_to(request)
        return super().get(request)

    @extend_schema(request=BoardContentSerializer, responses={201: BoardSerializer})
    def post(self, request: Request) -> Response:
        """409 `too_many_boards`; 400 names each field that is wrong ("tiles.3.place")."""
        speak_to(request)
        wanted = BoardContentSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        board = services.make(content=wanted.content(), by=who(request))
        return Response(_shown(request, board), status.HTTP_201_CREATED)


class BoardView(View):
    """One board."""

    permission: ClassVar[Declaration] = {"get": LOOK, "put": Permission.BOARD_EDIT, "delete": Permission.BOARD_EDIT}

    @extend_schema(responses=BoardSerializer)
    def get(self, request: Request, board: int) -> Response:
        """404 for boards of others that are not shared with the one who asks."""
        return Response(_shown(request, _visible(request, board)))

    @extend_schema(request=BoardSaveSerializer, responses=BoardSerializer)
    def put(self, request: Request, board: int) -> Response:
        """409 `board_changed` when somebody has saved it since `version`; 403 `not_your_board`."""
        found = _visible(request, board)
        wanted = BoardSaveSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        version: int = wanted.validated_data["version"]
        return Response(_shown(request, services.save(board=found, version=version, content=wanted.content(), by=who(request))))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, board: int) -> Response:
        """403 `not_your_board`."""
        services.delete(board=_visible(request, board), by=who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CopyView(View):
    """A private copy of one's own."""

    permission: ClassVar[Declaration] = Permission.BOARD_EDIT

    @extend_schema(request=BoardCopySerializer, responses={201: BoardSerializer})
    def post(self, request: Request, board: int) -> Response:
        """Without a name it is called as the original, with "(copy)" behind it. 409 `too_many_boards`."""
        found = _visible(request, board)
        wanted = BoardCopySerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        copied = services.copy(board=found, name=wanted.validated_data["name"], by=who(request))
        return Response(_shown(request, copied), status.HTTP_201_CREATED)


class HistoryView(View):
    """Who made, copied and saved a board, newest first."""

    permission: ClassVar[Declaration] = Permission.BOARD_EDIT

    @extend_schema(responses=BoardDeedSerializer(many=True), operation_id="boards_history")
    def get(self, request: Request, board: int) -> Response:
        """The last two hundred deeds."""
        return Response(BoardDeedSerializer(selectors.deeds(_visible(request, board).pk), many=True).data)


class MeasuresView(View):
    """What a tile can show."""

    permission: ClassVar[Declaration] = LOOK

    @extend_schema(responses=BoardMeasureSerializer(many=True), operation_id="boards_measures")
    def get(self, request: Request) -> Response:
        """Each number with its name and formula, in the reader's language."""
        return Response(BoardMeasureSerializer(list(MEASURES.values()), many=True).data)


def _visible(request: Request, board: int) -> Board:
    return get_object_or_404(selectors.visible(who(request)), pk=board)


def _shown(request: Request, board: Board) -> object:
    return BoardSerializer(board, context={"request": request}).data
