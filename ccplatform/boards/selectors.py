"""Who sees which boards."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from django.db.models import Q, QuerySet

from ccplatform.accounts.models import User
from ccplatform.boards.models import Board, BoardDeed
from contracts import boards
from contracts.boards import Sharing, Tile
from contracts.permissions import ROLE_PERMISSIONS, Permission

SEE_ALL_SHARED = frozenset({Permission.LIVE_ALL, Permission.BOARD_EDIT})
"""Who looks after the whole floor sees the boards of every team."""
EDIT_ALL_SHARED = frozenset({Permission.BOARD_EDIT, Permission.CONFIGURATION_EDIT})
"""Administrators: a shared board outlives who made it, and somebody must be able to change it."""


def visible(user: User) -> QuerySet[Board]:
    """A private board is its owner's alone."""
    found = Q(owner=user)
    if user.permissions >= SEE_ALL_SHARED:
        found |= ~Q(sharing=Sharing.PRIVATE.value)
    else:
        of_my_teams = Board.objects.filter(teams__agents__user=user, teams__agents__active=True)
        found |= Q(sharing=Sharing.EVERYBODY.value) | Q(sharing=Sharing.TEAMS.value, pk__in=of_my_teams.values("pk"))
    return Board.objects.filter(found).select_related("owner").prefetch_related("teams")


def may_edit(board: Board, user: User) -> bool:
    """Of a board that is visible to this person."""
    permissions = user.permissions
    return permissions >= EDIT_ALL_SHARED or (board.owner_id == user.pk and Permission.BOARD_EDIT in permissions)


def viewers(*, owner: int, sharing: Sharing, teams: Collection[int]) -> set[int] | None:
    """Accounts that see such a board; None = every account."""
    if sharing is Sharing.EVERYBODY:
        return None
    if sharing is Sharing.PRIVATE:
        return {owner}
    watching = [role.value for role, held in ROLE_PERMISSIONS.items() if held >= SEE_ALL_SHARED]
    members = Q(agent__active=True, agent__teams__in=teams)
    return {owner, *User.objects.filter(Q(role__in=watching) | members, is_active=True).values_list("pk", flat=True)}


def tiles(board: Board) -> list[Tile]:
    """As they are kept, with what has come to a tile since then."""
    return msgspec.convert(board.tiles, list[Tile])


def view(board: Board, user: User) -> boards.Board:
    """As `user` sees it."""
    return boards.Board(
        id=board.pk,
        name=board.name,
        owner=board.owner.name,
        mine=board.owner_id == user.pk,
        sharing=Sharing(board.sharing),
        teams=sorted(team.pk for team in board.teams.all()),
        tiles=tiles(board),
        version=board.version,
        may_edit=may_edit(board, user),
    )


def deeds(board: int) -> QuerySet[BoardDeed]:
    """Newest first."""
    return BoardDeed.objects.filter(board=board).select_related("by").order_by("-id")
