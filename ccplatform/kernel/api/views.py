"""The bases of every API view."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from ccplatform.kernel.api.permissions import Declaration, Demand
from contracts.permissions import Permission

M = TypeVar("M", bound=Model)


class View(APIView):
    """One address. `permission` must be declared; services raise kernel.problems and need no catching."""

    permission: ClassVar[Declaration]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)


EDITED: dict[str, Demand] = {
    "list": Permission.CONFIGURATION_VIEW,
    "retrieve": Permission.CONFIGURATION_VIEW,
    "create": Permission.CONFIGURATION_EDIT,
    "update": Permission.CONFIGURATION_EDIT,
    "partial_update": Permission.CONFIGURATION_EDIT,
    "destroy": Permission.CONFIGURATION_EDIT,
}
"""Who may see and change what an administrator sets up."""


def edited_and_seen_by(permission: Permission) -> dict[str, Demand]:
    """The same, but who has this permission may read it, too: an agent needs some of the words."""
    readers = (Permission.CONFIGURATION_VIEW, permission)
    return {**EDITED, "list": readers, "retrieve": readers}


class ConfigurationViewSet(ModelViewSet[M]):
    """Create, read, update and delete one kind of thing that an administrator sets up.

    A subclass gives queryset, serializer_class, and the services that `store` and `remove` call.
    """

    permission: ClassVar[Declaration] = EDITED
    ordering: ClassVar[tuple[str, ...]] = ("id",)
    lookup_value_regex = "[0-9]{1,18}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        speak_to(request)

    def store(self, thing: M, fields: dict[str, Any]) -> M:
        """Calls the service that saves a new or changed thing."""
        raise TypeError(f"{type(self).__name__} does not store")

    def remove(self, thing: M) -> None:
        """Calls the service that deletes."""
        raise TypeError(f"{type(self).__name__} does not remove")

    def perform_create(self, serializer: BaseSerializer[M]) -> None:
        serializer.instance = self.store(self.get_queryset().model(), dict(serializer.validated_data))

    def perform_update(self, serializer: BaseSerializer[M]) -> None:
        assert serializer.instance is not None
        serializer.instance = self.store(serializer.instance, dict(serializer.validated_data))

    def perform_destroy(self, instance: M) -> None:
        self.remove(instance)


def speak_to(request: Request) -> None:
    """Pages of ours ask for exactly the language they are shown in; any other page is answered in that of the account, and a program in
    that of Accept-Language."""
    if request.headers.get("Accept-Language", "") in dict(settings.LANGUAGES):
        return
    if isinstance(request.successful_authenticator, SessionAuthentication) and (tongue := getattr(request.user, "language", "")):
        translation.activate(tongue)
