"""`/contacts`: list with search, and each contact."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import speak_to
from contracts.permissions import Permission
from crm.contacts import selectors, services
from crm.contacts.api.serializers import ContactSerializer
from crm.contacts.models import Contact

SEARCH_LENGTH_MAX = 100


class ContactViewSet(viewsets.ModelViewSet[Contact]):
    """People whom the center knows."""

    permission: ClassVar[Declaration] = {
        "list": Permission.CONTACT_VIEW,
        "retrieve": Permission.CONTACT_VIEW,
        "create": Permission.CONTACT_EDIT,
        "update": Permission.CONTACT_EDIT,
        "partial_update": Permission.CONTACT_EDIT,
        "destroy": Permission.CONTACT_EDIT,
    }
    serializer_class = ContactSerializer
    lookup_value_regex = "[0-9]{1,18}"
    queryset = Contact.objects.none()

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("-updated_at", "-id") if self.request.query_params.get("number") else ("name", "id")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def get_queryset(self) -> QuerySet[Contact]:
        found = selectors.contacts()
        if self.action != "list":
            return found
        if number := self.request.query_params.get("number", "").strip():
            # A "+" that was not escaped in an address arrives as a space.
            return selectors.with_number(number[:SEARCH_LENGTH_MAX])
        if text := self.request.query_params.get("search", "")[:SEARCH_LENGTH_MAX].strip():
            return selectors.search(found, text)
        return found

    @extend_schema(
        parameters=[
            OpenApiParameter("search", str, description="Beginnings of words, or the beginning or end of a number."),
            OpenApiParameter("number", str, description="Everybody with this number, the one changed last first."),
        ]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A second contact of the same external_id updates the first: 200 instead of 201."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        contact, new = services.create_contact(fields=serializer.validated_data)
        code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
        return Response(self.get_serializer(contact).data, code)

    def perform_update(self, serializer: BaseSerializer[Contact]) -> None:
        assert serializer.instance is not None
        serializer.instance = services.update_contact(contact=serializer.instance, fields=serializer.validated_data)

    def perform_destroy(self, instance: Contact) -> None:
        services.delete_contact(contact=instance)
