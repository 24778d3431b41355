"""`/follow-ups`: the list, one of them, and who may be given one."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from ccplatform.kernel.problems import NotAllowed
from ccplatform.kernel.words import said
from contracts.permissions import Permission
from crm.followups import selectors, services
from crm.followups.api.serializers import FollowUpSerializer, FollowUpWriteSerializer, HandsSerializer, told
from crm.followups.filters import narrowed, parsed
from crm.followups.models import FollowUp

OWN_OR_ANY = (Permission.INTERACTION_OWN, Permission.INTERACTION_ANY)
FILTERS = [
    OpenApiParameter("mine", bool, description="true: in my hand, or in that of my teams and queues."),
    OpenApiParameter("agent", int),
    OpenApiParameter("team", int, description="The team's own, and those of its people."),
    OpenApiParameter("queue", int),
    OpenApiParameter("contact", int, description="Given to this contact, or for one of the contact's numbers."),
    OpenApiParameter("interaction", str),
    OpenApiParameter("open", bool, description="true: not done, the next one first. false: done, the last one first."),
    OpenApiParameter("due_before", str, description="Due before this instant (ISO 8601)."),
    OpenApiParameter("done_since", str, description="Done at this instant or later."),
]


class FollowUpsBase(GenericAPIView[FollowUp]):
    """Agents see what is in their hand, what they made, and what was promised to a contact; with interaction.any all."""

    queryset = FollowUp.objects.none()
    serializer_class = FollowUpSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def visible(self) -> QuerySet[FollowUp]:
        return selectors.follow_ups().filter(selectors.visible(who(self.request)))

    def one(self, row: FollowUp, code: int = status.HTTP_200_OK) -> Response:
        fresh = selectors.follow_ups().get(pk=row.pk)
        may = selectors.changeable_ids(who(self.request), [fresh])
        return Response(FollowUpSerializer(told(fresh, may_change=fresh.pk in may)).data, code)


class FollowUpsView(FollowUpsBase):
    permission: ClassVar[Declaration] = {"get": OWN_OR_ANY, "post": OWN_OR_ANY}

    @property
    def ordering(self) -> tuple[str, ...]:
        done = self.request.query_params.get("open") == "false" or "done_since" in self.request.query_params
        return ("-done_at", "-id") if done else ("due_at", "id")

    @extend_schema(parameters=FILTERS, responses=FollowUpSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The next one first; of those that are done the last one."""
        rows = narrowed(self.visible(), parsed(request.query_params.dict()), who(request))
        found = cast("list[FollowUp]", self.paginate_queryset(rows))
        may = selectors.changeable_ids(who(request), found)
        shown = [told(row, may_change=row.pk in may) for row in found]
        return self.get_paginated_response(FollowUpSerializer(shown, many=True).data)

    @extend_schema(request=FollowUpWriteSerializer, responses={201: FollowUpSerializer})
    def post(self, request: Request) -> Response:
        """Without `agent`, `team` and `queue` it is one's own. 409 `too_many_follow_ups` when that hand is full."""
        wanted = FollowUpWriteSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        fields = dict(wanted.validated_data)
        if all(fields.get(hand) is None for hand in ("agent", "team", "queue")):
            fields["agent"] = agent_of(who(request))
        made = services.save_follow_up(follow_up=FollowUp(), fields=fields, by=who(request))
        return self.one(made, status.HTTP_201_CREATED)


class FollowUpView(FollowUpsBase):
    permission: ClassVar[Declaration] = {"get": OWN_OR_ANY, "patch": OWN_OR_ANY, "delete": OWN_OR_ANY}
    pagination_class = None

    def mine(self, key: int) -> FollowUp:
        """404 for what one may not see, 403 for what one may only see."""
        found = get_object_or_404(self.visible(), pk=key)
        if not selectors.changeable_ids(who(self.request), [found]):
            words = said(en="This is in the hand of somebody else.", de="Diese Wiedervorlage liegt in anderer Hand.")
            raise NotAllowed("other_hand", words)
        return found

    @extend_schema(responses=FollowUpSerializer)
    def get(self, request: Request, follow_up: int) -> Response:
        """One of them."""
        return self.one(get_object_or_404(self.visible(), pk=follow_up))

    @extend_schema(request=FollowUpWriteSerializer, responses=FollowUpSerializer)
    def patch(self, request: Request, follow_up: int) -> Response:
        """Ticked off (`done`), moved (`due_at`), handed over (`agent`, `team`; both null: to `queue`), or worded anew."""
        found = self.mine(follow_up)
        wanted = FollowUpWriteSerializer(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        return self.one(services.save_follow_up(follow_up=found, fields=wanted.validated_data, by=who(request)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, follow_up: int) -> Response:
        """It was never meant. What was done is ticked off instead."""
        services.delete_follow_up(follow_up=self.mine(follow_up))
        return Response(status=status.HTTP_204_NO_CONTENT)


class HandsView(View):
    """To which teams and queues one may give a follow-up; agents are named by the live connection."""

    permission: ClassVar[Declaration] = OWN_OR_ANY

    @extend_schema(responses=HandsSerializer)
    def get(self, request: Request) -> Response:
        """In the order of their names."""
        return Response(HandsSerializer(selectors.hands()).data)
