from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ccplatform.accounts import selectors, services
from ccplatform.accounts.api.people import who
from ccplatform.accounts.api.serializers import MadeTokenSerializer, NewTokenSerializer, PasswordSerializer, TokenSerializer
from ccplatform.accounts.models import ServiceToken
from ccplatform.kernel.api.permissions import Declaration
from ccplatform.kernel.api.views import View, speak_to
from contracts.permissions import Permission


class PasswordView(View):
    """The own password."""

    permission: ClassVar[Declaration] = Permission.ACCOUNT_OWN

    @extend_schema(request=PasswordSerializer, responses={204: None})
    def put(self, request: Request) -> Response:
        """Takes the present one, too. Ends every other session of this person."""
        asked = PasswordSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        services.change_password(request._request, user=who(request), **asked.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RenewalView(View):
    """The session of a board on a wall, where nobody signs in every day."""

    permission: ClassVar[Declaration] = Permission.ACCOUNT_OWN

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """The session and its cookie last for another shift from now on; refused with `session_too_old` two weeks after its sign-in."""
        services.renew_session(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, GenericViewSet[ServiceToken]):
    """Tokens with which programs sign in. A secret is shown once, when it is made."""

    permission: ClassVar[Declaration] = Permission.TOKEN_OWN
    queryset = ServiceToken.objects.none()
    serializer_class = TokenSerializer
    ordering = ("created", "public_id")
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_converter = "uuid"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def get_queryset(self) -> QuerySet[ServiceToken]:
        none: QuerySet[ServiceToken] = ServiceToken.objects.none()
        return none if getattr(self, "swagger_fake_view", False) else selectors.tokens_of(who(self.request))

    @extend_schema(request=NewTokenSerializer, responses={201: MadeTokenSerializer})
    def create(self, request: Request) -> Response:
        asked = NewTokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, secret = services.make_token(by=who(request), **asked.validated_data)
        token.secret = secret
        return Response(MadeTokenSerializer(token).data, status.HTTP_201_CREATED)

    def perform_destroy(self, instance: ServiceToken) -> None:
        services.delete_token(token=instance)
