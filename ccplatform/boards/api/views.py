"""`/boards`: wallboards that people put together, and what their tiles can show."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents.selectors import agent_of
from ccplatform.boards import selectors, services
from ccplatform.boards.api.serializers import (
    BoardContentSerializer,
    BoardCopySerializer,
    BoardDeedSerializer,
    BoardMeasureSerializer,
    BoardSaveSerializer,
    BoardSerializer,
    LanguageSerializer,
    TrendQuestionSerializer,
    TrendSerializer,
)
from ccplatform.boards.measures import MEASURES
from ccplatform.boards.models import Board
from ccplatform.boards.trend import Question, trend
from ccplatform.kernel.api.permissions import Declaration, Demand
from ccplatform.kernel.api.views import View, speak_to
from ccplatform.kernel.instants import instant, moment
from contracts.boards import BOARD_TREND_HOURS_MAX, BOARD_TREND_MINUTES, BoardMeasure
from contracts.permissions import Permission

TONGUE = OpenApiParameter("language", str, enum=["en", "de"], description="Without it that of the account.")
TREND = [
    OpenApiParameter("measure", str, required=True, enum=[one.value for one in MEASURES if MEASURES[one].trend]),
    OpenApiParameter("queue", str, description="Keys with commas, or several times; all without."),
    OpenApiParameter("hours", int, default=8, description=f"1 to {BOARD_TREND_HOURS_MAX}."),
    OpenApiParameter("minutes", int, enum=list(BOARD_TREND_MINUTES), default=30, description="Of one point."),
]
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

    @extend_schema(parameters=[TONGUE], responses=BoardMeasureSerializer(many=True), operation_id="boards_measures")
    def get(self, request: Request) -> Response:
        """Each number with its name and formula, in the reader's language."""
        wanted = LanguageSerializer(data=request.query_params.dict())
        wanted.is_valid(raise_exception=True)
        told = BoardMeasureSerializer(list(MEASURES.values()), many=True, context={"language": wanted.validated_data.get("language")})
        return Response(told.data)


class TrendView(View):
    """What a trend draws."""

    permission: ClassVar[Declaration] = LOOK

    @extend_schema(parameters=TREND, responses=TrendSerializer)
    def get(self, request: Request) -> Response:
        """One number over the last hours, as the reports count it. Who has not `live.all` is told of the own queues alone."""
        given = request.query_params.dict()
        if several := request.query_params.getlist("queue"):
            given["queue"] = ",".join(several)
        wanted = TrendQuestionSerializer(data=given)
        wanted.is_valid(raise_exception=True)
        asked = wanted.validated_data
        chosen = frozenset(asked.get("queue", ())) or None
        question = Question(BoardMeasure(asked["measure"]), chosen, asked["hours"], int(asked["minutes"]))
        points = trend(question, _own_queues(request), instant(datetime.now(UTC)))
        rows = [{"start": moment(point.start), "end": moment(point.end), "value": point.value} for point in points]
        return Response(TrendSerializer({"measure": question.measure.value, "points": rows}).data)


def _own_queues(request: Request) -> set[int] | None:
    """None = all of them."""
    user = who(request)
    if Permission.LIVE_ALL in user.permissions:
        return None
    agent = agent_of(user)
    return {membership.queue_id for membership in agent.memberships.all()} if agent else set()


def _visible(request: Request, board: int) -> Board:
    return get_object_or_404(selectors.visible(who(request)), pk=board)


def _shown(request: Request, board: Board) -> object:
    return BoardSerializer(board, context={"request": request}).data
