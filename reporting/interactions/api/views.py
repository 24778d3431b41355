"""`/interactions`, and a contact's timeline."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.models import User
from ccplatform.agents.selectors import agent_of
from ccplatform.intents.api.serializers import NewInteractionSerializer, OpenedSerializer
from ccplatform.intents.api.views import opened
from ccplatform.kernel.api.permissions import Declaration, permissions_of
from ccplatform.kernel.api.views import speak_to
from contracts.intents import OpenInteraction
from contracts.permissions import Permission
from crm.contacts.models import Contact
from reporting.decisions.rows import decisions
from reporting.decisions.serializers import DecisionSerializer
from reporting.facts.models import Interaction
from reporting.interactions.api.serializers import (
    InteractionDetailSerializer,
    InteractionSerializer,
    NotedSerializer,
    NoteSerializer,
)
from reporting.interactions.filters import narrowed, of_agent
from reporting.interactions.rows import disposition_of, interaction_detail, interaction_rows
from reporting.interactions.selectors import with_contact
from reporting.interactions.services import write_on

OWN_OR_ANY = (Permission.INTERACTION_OWN, Permission.INTERACTION_ANY)
FILTERS = [
    OpenApiParameter("search", str, description="Name, number, contact, or the interaction's id."),
    OpenApiParameter("queue", int),
    OpenApiParameter("agent", int),
    OpenApiParameter("from", str, description="Arrived at this instant or later (ISO 8601)."),
    OpenApiParameter("to", str, description="Arrived before this instant."),
    OpenApiParameter("outcome", str),
    OpenApiParameter("caller", str),
    OpenApiParameter("disposition", int),
    OpenApiParameter("contact", int),
    OpenApiParameter(
        "behind", str, description="A number of the agents' report: what it counts, for `agent` between `from` and `to` (now without it)."
    ),
    OpenApiParameter("reference", str, description="Another system's name for it."),
]


class InteractionsBase(GenericAPIView[Interaction]):
    """Agents see what they handled; whoever has interaction.any sees all."""

    ordering: ClassVar[tuple[str, ...]] = ("-arrived_at", "-id")
    queryset = Interaction.objects.none()
    serializer_class = InteractionSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def visible(self) -> QuerySet[Interaction]:
        if Permission.INTERACTION_ANY in permissions_of(self.request.user):
            return Interaction.objects.all()
        agent = agent_of(cast("User", self.request.user))
        return of_agent(Interaction.objects.all(), agent.pk) if agent else Interaction.objects.none()

    def page(self, rows: QuerySet[Interaction]) -> Response:
        found = self.paginate_queryset(rows)
        return self.get_paginated_response(InteractionSerializer(interaction_rows(cast("list[Interaction]", found)), many=True).data)


class InteractionsView(InteractionsBase):
    permission: ClassVar[Declaration] = {"get": OWN_OR_ANY, "post": OpenInteraction.other}

    @extend_schema(parameters=FILTERS, responses=InteractionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Newest first."""
        return self.page(narrowed(self.visible(), request.query_params.dict()))

    @extend_schema(request=NewInteractionSerializer, responses={202: OpenedSerializer})
    def post(self, request: Request) -> Response:
        """A chat, an e-mail, a task of another system enters a queue."""
        return opened(request)


class InteractionView(InteractionsBase):
    permission: ClassVar[Declaration] = {"get": OWN_OR_ANY, "patch": OWN_OR_ANY}
    pagination_class = None

    @extend_schema(responses=InteractionDetailSerializer)
    def get(self, request: Request, interaction: str) -> Response:
        """Everything that happened, in order."""
        found = get_object_or_404(self.visible(), pk=interaction)
        return Response(InteractionDetailSerializer(interaction_detail(found)).data)

    @extend_schema(request=NoteSerializer, responses=NotedSerializer)
    def patch(self, request: Request, interaction: str) -> Response:
        """Note, disposition, contact and answers, from the first ring on."""
        serializer = NoteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        note = write_on(interaction=interaction, fields=serializer.validated_data, by=cast("User", request.user))
        contact = note.contact
        written = {
            "id": note.interaction,
            "note": note.note,
            "answers": note.answers,
            "disposition": disposition_of(note.disposition),
            "contact": None if contact is None else {"id": contact.pk, "name": contact.name},
        }
        return Response(NotedSerializer(written).data)


class DecisionsView(InteractionsBase):
    """Why this agent?"""

    permission: ClassVar[Declaration] = {"get": OWN_OR_ANY}
    pagination_class = None

    @extend_schema(responses=DecisionSerializer(many=True))
    def get(self, request: Request, interaction: str) -> Response:
        """Each offer in order: who could have had it, what each had and lacked, which ring, who won by which rule; and one sentence."""
        found = get_object_or_404(self.visible(), pk=interaction)
        return Response(DecisionSerializer(decisions(found.pk), many=True).data)


class ContactTimelineView(InteractionsBase):
    """Every interaction with one contact."""

    permission: ClassVar[Declaration] = {"get": Permission.CONTACT_VIEW}

    @extend_schema(responses=InteractionSerializer(many=True))
    def get(self, request: Request, contact: int) -> Response:
        """Newest first, whoever handled it: an agent should know what colleagues were told."""
        found = get_object_or_404(Contact.objects.prefetch_related("phone_numbers"), pk=contact)
        return self.page(with_contact(Interaction.objects.all(), found))
