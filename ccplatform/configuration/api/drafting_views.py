from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.configuration import agents_csv, drafts, rehearsal
from ccplatform.configuration.api.drafting import (
    CsvPreviewSerializer,
    CsvSerializer,
    DraftSerializer,
    EffectsSerializer,
    MadeSerializer,
    OutlookSerializer,
    PreviewSerializer,
    plain,
)
from ccplatform.configuration.forms import CenterSerializer
from ccplatform.configuration.models import Draft
from ccplatform.configuration.rehearsal import CENTER, FORMS, Wish
from ccplatform.configuration.selectors import center
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from contracts.permissions import Permission

BOTH: Declaration = {"get": Permission.CONFIGURATION_VIEW, "post": Permission.CONFIGURATION_EDIT}
THING: Declaration = {
    "get": Permission.CONFIGURATION_VIEW,
    "post": Permission.CONFIGURATION_EDIT,
    "patch": Permission.CONFIGURATION_EDIT,
    "delete": Permission.CONFIGURATION_EDIT,
}


def wishes_in(asked: Sequence[Mapping[str, Any]]) -> list[Wish]:
    """What WantedChangeSerializer read. A thing that is to be created gets its key here."""
    found = []
    for one in asked:
        key = one["id"]
        if key is None:
            key = rehearsal.reserve(one["kind"]) if one["deed"] == "created" else 0
        found.append(Wish(kind=one["kind"], id=key, deed=one["deed"], fields=one["fields"]))
    return found


class PreviewView(View):
    """What changes would do, without making them."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=PreviewSerializer, responses=EffectsSerializer)
    def post(self, request: Request) -> Response:
        """The same as saving them would say, by field, and beyond that whom it leaves with nobody. 200 also for what would be refused."""
        asked = PreviewSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        former = drafts.wishes_of(_draft(asked.validated_data["draft"])) if asked.validated_data["draft"] else []
        wanted = [*former, *wishes_in(asked.validated_data["changes"])]
        return Response(EffectsSerializer(rehearsal.effects(wanted, who(request), timezone.localdate())).data)


class ChangesView(View):
    """Many changes as one."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=PreviewSerializer, responses=MadeSerializer)
    def post(self, request: Request) -> Response:
        """All of them in one version, or none: 409 with `errors` by place ("changes.3.name"). With `draft` they are added to it instead."""
        asked = PreviewSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = wishes_in(asked.validated_data["changes"])
        if asked.validated_data["draft"]:
            drafts.add_all(draft=_draft(asked.validated_data["draft"]), wishes=wanted, by=who(request))
            return Response({"version": 0})
        return Response({"version": drafts.make_now(wanted, by=who(request), what="bulk")})


class DraftsView(ListAPIView[Draft]):
    """Drafts, newest first; those that were published stay for history."""

    permission: ClassVar[Declaration] = BOTH
    queryset = Draft.objects.select_related("created_by", "scheduled_by")
    serializer_class = DraftSerializer
    ordering = ("-id",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def get_queryset(self) -> QuerySet[Draft]:
        found = super().get_queryset()
        return found.filter(published_at=None) if self.request.query_params.get("open") == "true" else found

    @extend_schema(parameters=[OpenApiParameter("open", bool, description="Only those that are not published yet.")])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=DraftSerializer, responses={201: DraftSerializer})
    def post(self, request: Request) -> Response:
        """An empty one."""
        asked = DraftSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = drafts.begin(name=asked.validated_data["name"], by=who(request))
        return Response(DraftSerializer(made).data, status.HTTP_201_CREATED)


class DraftView(View):
    """One draft."""

    permission: ClassVar[Declaration] = THING

    @extend_schema(responses=DraftSerializer)
    def get(self, request: Request, draft: int) -> Response:
        return Response(DraftSerializer(_draft(draft)).data)

    @extend_schema(request=DraftSerializer, responses=DraftSerializer)
    def patch(self, request: Request, draft: int) -> Response:
        """`name`, and `publish_at` when it shall publish itself in the asker's name."""
        found = _draft(draft)
        asked = DraftSerializer(found, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        if "name" in asked.validated_data:
            found = drafts.rename(draft=found, name=asked.validated_data["name"])
        if "publish_at" in asked.validated_data:
            found = drafts.schedule(draft=found, at=asked.validated_data["publish_at"], by=who(request))
        return Response(DraftSerializer(found).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, draft: int) -> Response:
        """Discards it; 409 for one that was published."""
        drafts.discard(draft=_draft(draft))
        return Response(status=status.HTTP_204_NO_CONTENT)


class DraftEffectsView(View):
    """What a draft would do now."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_VIEW

    @extend_schema(responses=OutlookSerializer)
    def get(self, request: Request, draft: int) -> Response:
        return Response(OutlookSerializer(drafts.outlook(_draft(draft), by=who(request), on=timezone.localdate())).data)


class DraftPublishView(View):
    """Publishing a draft."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(request=None, responses=DraftSerializer)
    def post(self, request: Request, draft: int) -> Response:
        """All of it in one version, or nothing: 409 says what cannot be made any more."""
        return Response(DraftSerializer(drafts.publish(draft=_draft(draft), by=who(request))).data)


class DraftChangesView(View):
    """What a draft wants of one thing."""

    permission: ClassVar[Declaration] = Permission.CONFIGURATION_EDIT

    @extend_schema(responses=DraftSerializer)
    def delete(self, request: Request, draft: int, kind: str, thing: int) -> Response:
        """Takes it back."""
        return Response(DraftSerializer(drafts.take_back(draft=_draft(draft), kind=kind, key=thing)).data)


class _ThroughDraft(View):
    """Lists and things as a draft would make them, at the same paths below it; changing them changes the draft."""

    def look(self, request: Request, draft: int, kind: str, thing: int | None = None) -> Response:
        _demand_kind(kind)
        wanted = drafts.wishes_of(_draft(draft))
        with rehearsal.trial():
            rehearsal.perform_all(wanted, who(request))
            if kind == CENTER:
                return Response(CenterSerializer(center()).data)
            view = FORMS[kind].as_view({"get": "list" if thing is None else "retrieve"})
            answer = view(request._request, **({} if thing is None else {"pk": thing}))
        return Response(answer.data, answer.status_code)

    def want(self, request: Request, draft: int, wish: Wish) -> Response:
        """Tried upon what the draft holds, so that what is wrong is said by field, as for any form."""
        found = _draft(draft)
        by = who(request)
        with rehearsal.trial():
            rehearsal.perform_all(drafts.wishes_of(found), by)
            made = rehearsal.perform(wish, by)
            if wish.kind == CENTER:
                answer: Any = CenterSerializer(made).data
            else:
                answer = None if made is None else rehearsal.form(wish.kind, by).get_serializer(made).data
        drafts.add(draft=found, wish=wish)
        if wish.deed == "removed":
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(answer, status.HTTP_201_CREATED if wish.deed == "created" else status.HTTP_200_OK)


class DraftThingsView(_ThroughDraft):
    """What a draft makes of a list. `kind`: agents, center, hours, labels, numbers, queues, skills or teams."""

    permission: ClassVar[Declaration] = THING

    @extend_schema(operation_id="draft_things_list", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, draft: int, kind: str) -> Response:
        """In the shape of the address of that kind, which is where it comes from."""
        return self.look(request, draft, kind)

    @extend_schema(operation_id="draft_things_create", request=OpenApiTypes.OBJECT, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, draft: int, kind: str) -> Response:
        """One that the draft shall create, with the id that it will have."""
        _demand_kind(kind, row=True)
        return self.want(request, draft, Wish(kind=kind, id=rehearsal.reserve(kind), deed="created", fields=dict(request.data)))

    @extend_schema(operation_id="draft_center_update", request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, draft: int, kind: str) -> Response:
        """Of `center` only."""
        if kind != CENTER:
            raise Http404
        return self.want(request, draft, Wish(kind=kind, id=0, deed="changed", fields=dict(request.data)))


class DraftThingView(_ThroughDraft):
    """What a draft makes of one thing."""

    permission: ClassVar[Declaration] = THING

    @extend_schema(operation_id="draft_thing_retrieve", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, draft: int, kind: str, thing: int) -> Response:
        """In the shape of the address of that kind."""
        return self.look(request, draft, kind, thing)

    @extend_schema(operation_id="draft_thing_update", request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, draft: int, kind: str, thing: int) -> Response:
        """A change that the draft shall make."""
        _demand_kind(kind, row=True)
        return self.want(request, draft, Wish(kind=kind, id=thing, deed="changed", fields=dict(request.data)))

    @extend_schema(operation_id="draft_thing_destroy", responses={204: None})
    def delete(self, request: Request, draft: int, kind: str, thing: int) -> Response:
        """One that the draft shall remove."""
        _demand_kind(kind, row=True)
        return self.want(request, draft, Wish(kind=kind, id=thing, deed="removed"))


def _demand_kind(kind: str, *, row: bool = False) -> None:
    if kind not in FORMS and (row or kind != CENTER):
        raise Http404


class AgentsCsvView(View):
    """Agents as a table: one line each, a column for every queue, skill and team."""

    permission: ClassVar[Declaration] = BOTH

    @extend_schema(responses=CsvSerializer)
    def get(self, request: Request) -> Response:
        """The file's text, to be saved, changed in a spreadsheet, and sent back."""
        return Response({"text": agents_csv.export()})

    @extend_schema(request=CsvSerializer, responses=CsvPreviewSerializer)
    def post(self, request: Request) -> Response:
        """What each line would do, wrong ones with why; nothing is changed. Columns that the file lacks leave their fields alone."""
        asked = CsvSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        read = agents_csv.read(asked.validated_data["text"])
        told = rehearsal.effects(read.wishes, who(request), timezone.localdate()) if read.wishes else None
        if told is not None:
            read = read.refused(told.refused)
        right = all(line.becomes != "wrong" for line in read.lines)
        changes = [plain(wish) for wish in read.wishes] if right else []
        return Response(CsvPreviewSerializer({"lines": read.lines, "changes": changes, "effects": told}).data)


def _draft(key: int) -> Draft:
    return get_object_or_404(Draft.objects.select_related("created_by", "scheduled_by"), pk=key)
