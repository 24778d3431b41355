"""Every view declares what it takes: one Permission, or one per action or method; `PUBLIC` is said aloud, never assumed.

A tuple means: any one of these opens the door, and the view then looks at whose thing it is (own or another's).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from rest_framework.permissions import BasePermission

from contracts.permissions import ROLE_PERMISSIONS, Permission, Role

if TYPE_CHECKING:
    # REST framework loads this module while it defines its views.
    from rest_framework.request import Request
    from rest_framework.views import APIView


class Public(Enum):
    PUBLIC = "public"


PUBLIC = Public.PUBLIC
"""Anybody, signed in or not."""

Demand = Permission | tuple[Permission, ...] | Public
Declaration = Demand | Mapping[str, Demand]


def permissions_of(user: object) -> frozenset[Permission]:
    """Empty for strangers and for roles that do not exist (any more)."""
    role = getattr(user, "role", "")
    if not getattr(user, "is_active", False) or role not in set(Role):
        return frozenset()
    return ROLE_PERMISSIONS[Role(role)]


def demand(view: APIView, method: str) -> Demand:
    """What this view asks for; KeyError when it forgot to declare (tests/house finds such views)."""
    declared: Declaration | None = getattr(view, "permission", None)
    if declared is None:
        raise KeyError(f"{type(view).__name__} declares no permission")
    if not isinstance(declared, Mapping):
        return declared
    action: Any = getattr(view, "action", None)
    for key in (action, method.lower()):
        if key in declared:
            return declared[key]
    # OPTIONS describes a view, and HEAD is a GET without its body.
    if method in {"OPTIONS", "HEAD"} and declared:
        return declared.get("get") or declared.get("list") or declared.get("retrieve") or next(iter(declared.values()))
    raise KeyError(f"{type(view).__name__} declares no permission for {action or method}")


class DeclaredPermission(BasePermission):
    """The only permission class of the house; it stands in REST_FRAMEWORK for every view."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        # A method that the view does not have is 405 for those who may use the view at all, as far as that can be said.
        if request.method not in view.allowed_methods:
            return bool(request.user and request.user.is_authenticated)
        wanted = demand(view, request.method or "GET")
        return satisfied(wanted, permissions_of(request.user))


def satisfied(wanted: Demand, held: frozenset[Permission]) -> bool:
    if isinstance(wanted, Public):
        return True
    return not held.isdisjoint(wanted if isinstance(wanted, tuple) else (wanted,))
