"""`/messages`: send, the own inbox, and what one has sent."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts.api.people import who
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from ccplatform.messages import selectors, services
from ccplatform.messages.api.serializers import MessageSerializer, ReceivedSerializer, SendSerializer, SentSerializer
from ccplatform.messages.models import Message, Receipt
from contracts.permissions import Permission
from contracts.vocabulary import MessageTo


class MessagesView(ListAPIView[Receipt]):
    """What one got, newest first; a POST writes to somebody."""

    permission: ClassVar[Declaration] = {"get": Permission.ACCOUNT_OWN, "post": Permission.MESSAGE_SEND}
    serializer_class = ReceivedSerializer
    ordering: ClassVar[tuple[str, ...]] = ("-message_id",)
    queryset = Receipt.objects.none()

    def get_queryset(self) -> QuerySet[Receipt]:
        return selectors.received(who(self.request), unread=self.request.query_params.get("unread") == "true")

    @extend_schema(parameters=[OpenApiParameter("unread", bool, description="true: only those that are not read.")])
    def get(self, request: Request) -> Response:
        speak_to(request)
        return super().get(request)

    @extend_schema(request=SendSerializer, responses={201: MessageSerializer})
    def post(self, request: Request) -> Response:
        """409 `nobody_there` when no account belongs there."""
        speak_to(request)
        wanted = SendSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        fields = wanted.validated_data
        message = services.send(to=MessageTo(fields["to_kind"]), to_id=fields["to_id"], text=fields["text"], by=who(request))
        return Response(MessageSerializer(message).data, status.HTTP_201_CREATED)


class SentView(ListAPIView[Message]):
    """What one has written, and how many have read it."""

    permission: ClassVar[Declaration] = Permission.MESSAGE_SEND
    serializer_class = SentSerializer
    ordering: ClassVar[tuple[str, ...]] = ("-id",)
    queryset = Message.objects.none()

    def get_queryset(self) -> QuerySet[Message]:
        return selectors.sent(who(self.request))


class ReadView(View):
    """A message that one got is read."""

    permission: ClassVar[Declaration] = Permission.ACCOUNT_OWN

    @extend_schema(request=None, responses=ReceivedSerializer)
    def put(self, request: Request, message: int) -> Response:
        """A second time changes nothing. 404 for messages of others."""
        receipt = get_object_or_404(selectors.received(who(request)), message=message)
        return Response(ReceivedSerializer(services.mark_read(receipt=receipt)).data)
