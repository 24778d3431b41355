"""`/recordings`: list, detail, audio with ranges, peaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from ccplatform.accounts.models import User
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import speak_to
from ccplatform.kernel.problems import Conflict
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from telephony.recordings import selectors, services
from telephony.recordings.api.ranges import Range, Unsatisfiable, parse
from telephony.recordings.api.serializers import PeaksSerializer, RecordingSerializer
from telephony.recordings.models import Recording, State


class RecordingViewSet(ReadOnlyModelViewSet[Recording]):
    """What was recorded; agents hear their own calls only."""

    permission: ClassVar[Declaration] = (Permission.RECORDING_OWN, Permission.RECORDING_ANY)
    serializer_class = RecordingSerializer
    ordering: ClassVar[tuple[str, ...]] = ("-started_at", "-id")
    lookup_value_regex = "[0-9]{1,18}"
    queryset = Recording.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def get_queryset(self) -> QuerySet[Recording]:
        found = selectors.audible_to(cast("User", self.request.user))
        if self.action == "list" and (interaction := self.request.query_params.get("interaction")):
            return found.filter(interaction=interaction)
        return found

    @extend_schema(parameters=[OpenApiParameter("interaction", str, description="Recordings of one interaction.")])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=PeaksSerializer)
    @action(detail=True, methods=["get"])
    def peaks(self, request: Request, pk: str) -> Response:
        """The waveform: agent and caller, at most 800 columns each."""
        recording = self._ready()
        return Response({"duration_seconds": recording.duration_seconds, "channels": recording.peaks})

    @extend_schema(responses={(200, "audio/ogg"): OpenApiResponse(OpenApiTypes.BINARY, "Ogg/Opus, agent left, caller right.")})
    @action(detail=True, methods=["get"])
    def audio(self, request: Request, pk: str) -> HttpResponse:
        """The sound itself; understands `Range` of one range. Every play is written down."""
        recording = self._ready()
        path = Path(settings.CENTER.recordings_dir) / recording.path
        try:
            size = path.stat().st_size
            wanted = parse(request.headers.get("Range", ""), size)
            services.note_play(recording=recording, user=cast("User", request.user), address=request.META.get("REMOTE_ADDR") or None)
            return _answer(path, recording, size, wanted)
        except Unsatisfiable:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        except FileNotFoundError as error:
            raise Conflict("file_gone", said(en="The file is not there any more.", de="Die Datei ist nicht mehr da.")) from error

    def _ready(self) -> Recording:
        """Raises Conflict while there is nothing to hear."""
        recording = self.get_object()
        if recording.state != State.READY:
            sentence = said(
                en="There is nothing to hear yet: the recording is {state}.",
                de="Noch nichts zu hören: Zustand der Aufnahme ist {state}.",
                state=recording.state,
            )
            raise Conflict("not_ready", sentence)
        return recording


def _answer(path: Path, recording: Recording, size: int, wanted: Range | None) -> HttpResponse:
    """Read at once, not streamed: a whole hour is some ten megabytes, and a range is RANGE_LENGTH_MAX at most."""
    part = wanted or Range(0, size - 1)
    with path.open("rb") as file:
        file.seek(part.start)
        body = file.read(part.length)
    response = HttpResponse(body, status=206 if wanted else 200, content_type="audio/ogg")
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{recording.sha256}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = f'inline; filename="{recording.name}.ogg"'
    if wanted:
        response["Content-Range"] = f"bytes {part.start}-{part.last}/{size}"
    return response
