"""The bases of every API view."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from django.utils import translation
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from ccplatform.kernel.api.permissions import Declaration
from contracts.permissions import Permission

M = TypeVar("M", bound=Model)


class View(APIView):
    """One address. `permission` must be declared; services raise kernel.problems and need no catching."""

    permission: ClassVar[Declaration]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)


class ConfigurationViewSet(ModelViewSet[M]):
    """Create, read, update and delete one kind of thing that an administrator sets up.

    A subclass gives queryset, serializer_class and the services in perform_create, perform_update and perform_destroy.
    """

    permission: ClassVar[Declaration] = {
        "list": Permission.CONFIGURATION_VIEW,
        "retrieve": Permission.CONFIGURATION_VIEW,
        "create": Permission.CONFIGURATION_EDIT,
        "update": Permission.CONFIGURATION_EDIT,
        "partial_update": Permission.CONFIGURATION_EDIT,
        "destroy": Permission.CONFIGURATION_EDIT,
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)


def speak_to(request: Request) -> None:
    """A person in a browser is answered in the language of the account; a program in that of Accept-Language."""
    if isinstance(request.successful_authenticator, SessionAuthentication) and (tongue := getattr(request.user, "language", "")):
        translation.activate(tongue)
