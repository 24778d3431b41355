"""Signing in and out, and who one is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import logout
from django.http import HttpRequest
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response

from ccplatform.accounts import services as accounts
from ccplatform.accounts.api.people import who
from ccplatform.accounts.models import User
from ccplatform.agents import selectors
from ccplatform.agents.api.serializers import MeSerializer, MeUserSerializer, PreferencesSerializer, SignInSerializer
from ccplatform.kernel.api.permissions import PUBLIC, Declaration, permissions_of
from ccplatform.kernel.api.views import View
from contracts.permissions import Permission


def me(request: Request, user: User) -> dict[str, Any]:
    agent = selectors.agent_of(user)
    return {
        "user": MeUserSerializer(user).data,
        "agent": None
        if agent is None
        else {"id": agent.pk, "name": agent.name, "queues": [membership.queue_id for membership in agent.memberships.all()]},
        "permissions": sorted(permission.value for permission in permissions_of(user)),
        "csrf": get_token(_plain(request)),
    }


def _plain(request: Request) -> HttpRequest:
    plain: HttpRequest = request._request
    return plain


class SessionView(View):
    """The session of a browser."""

    permission: ClassVar[Declaration] = {
        "get": PUBLIC,  # a stranger is told that nobody is signed in, with the CSRF cookie that signing in needs
        "post": PUBLIC,
        "patch": Permission.ACCOUNT_OWN,
        "delete": PUBLIC,
    }

    @extend_schema(responses={200: MeSerializer, 204: OpenApiResponse(description="Nobody is signed in.")})
    def get(self, request: Request) -> Response:
        """Who is signed in; 204 when nobody is, which is an answer and not an error."""
        get_token(_plain(request))
        if not isinstance(request.user, User):
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(me(request, request.user))

    @extend_schema(
        request=SignInSerializer,
        responses=MeSerializer,
        examples=[OpenApiExample("Sign in", {"username": "lena.fischer", "password": "correct horse battery"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Signs in. Takes the CSRF cookie and header, too: else another page could sign a victim in as somebody else."""
        SessionAuthentication().enforce_csrf(request)
        asked = SignInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        user = accounts.sign_in(_plain(request), address=request.META.get("REMOTE_ADDR") or None, **asked.validated_data)
        return Response(me(request, user))

    @extend_schema(request=PreferencesSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Language and theme of the person, the same on every screen."""
        asked = PreferencesSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        user = accounts.set_preferences(user=who(request), fields=dict(asked.validated_data))
        return Response(me(request, user))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Signs out; no error for who is out already."""
        logout(_plain(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
