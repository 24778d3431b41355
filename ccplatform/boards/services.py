"""Making, saving, copying and deleting boards. Each service is one transaction, one deed in the records and one announcement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.db import transaction

from ccplatform.accounts.models import User
from ccplatform.agents.models import Team
from ccplatform.boards import checking, selectors
from ccplatform.boards.models import Board, BoardDeed, Deed
from ccplatform.kernel.news import announce_news_on_commit
from ccplatform.kernel.problems import Conflict, Invalid, NotAllowed
from ccplatform.kernel.references import UNKNOWN, Kind, names_of
from ccplatform.kernel.words import Words, said
from contracts.boards import BOARD_NAME_LENGTH_MAX, BOARD_TILES_MAX, BOARDS_PER_OWNER_MAX, Sharing, Tile
from contracts.views import BoardChanged

#: of one board: who made, saved, copied and deleted it; older ones are forgotten
BOARD_DEEDS_KEPT_MAX: Final = 200


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a person wants a board to be; `tiles` as they were sent. Teams mean something for a board that is shared with teams only."""

    name: str
    sharing: Sharing
    teams: Sequence[int]
    tiles: Sequence[Any]


@transaction.atomic
def make(*, content: Content, by: User) -> Board:
    """Raises Invalid, which names each field, and Conflict when this person has BOARDS_PER_OWNER_MAX."""
    return _make(content, by, Deed.MADE)


@transaction.atomic
def copy(*, board: Board, name: str, by: User) -> Board:
    """A private one of `by`, who sees `board`. Raises Conflict when this person has BOARDS_PER_OWNER_MAX."""
    _demand_room(by)
    copied = said(en="{name} (copy)", de="{name} (Kopie)", name=board.name)
    name = name or str(copied)
    if len(name) > BOARD_NAME_LENGTH_MAX:
        name = board.name
    # As it is, unchecked: what a tile shows may be gone by now, and a copy shows the same as its original.
    made = Board.objects.create(name=name, owner=by, tiles=board.tiles)
    _record(made, Deed.COPIED, by)
    _announce(made, before=set())
    return made


@transaction.atomic
def save(*, board: Board, version: int, content: Content, by: User) -> Board:
    """Raises NotAllowed, Invalid, and Conflict `board_changed` when `version` is not the newest."""
    current = _locked(board, by)
    if current.version != version:
        raise Conflict.field("version", "board_changed", _saved_meanwhile(current))
    tiles, teams = _checked(content)
    before = _viewers(current)
    current.name, current.sharing, current.tiles = content.name, content.sharing.value, _plain(tiles)
    current.version += 1
    current.save()
    current.teams.set(teams)
    _record(current, Deed.SAVED, by)
    _announce(current, before=before)
    return current


@transaction.atomic
def delete(*, board: Board, by: User) -> None:
    """Raises NotAllowed. Its deeds stay in the records."""
    current = _locked(board, by)
    before = _viewers(current)
    _record(current, Deed.DELETED, by)
    _tell(current.pk, 0, before)
    current.delete()


def _make(content: Content, by: User, deed: Deed) -> Board:
    _demand_room(by)
    tiles, teams = _checked(content)
    board = Board.objects.create(name=content.name, owner=by, sharing=content.sharing.value, tiles=_plain(tiles))
    board.teams.set(teams)
    _record(board, deed, by)
    _announce(board, before=set())
    return board


def _demand_room(owner: User) -> None:
    # One after the other, so that two at once cannot both be the last.
    User.objects.select_for_update().get(pk=owner.pk)
    if owner.boards.count() >= BOARDS_PER_OWNER_MAX:
        sentence = said(
            en="You have {most} boards already. Delete one first.",
            de="Sie haben schon {most} Tafeln. Bitte erst eine löschen.",
            most=BOARDS_PER_OWNER_MAX,
        )
        raise Conflict("too_many_boards", sentence)


def _locked(board: Board, by: User) -> Board:
    current = Board.objects.select_for_update().filter(pk=board.pk).first()
    if current is None:
        raise Conflict("board_gone", said(en="Somebody has deleted this board.", de="Jemand hat diese Tafel gelöscht."))
    if not selectors.may_edit(current, by):
        sentence = said(
            en="Only {owner} and administrators change this board. You can copy it.",
            de="Diese Tafel ändern nur {owner} und die Administration. Sie können sie kopieren.",
            owner=current.owner.name,
        )
        raise NotAllowed("not_your_board", sentence)
    return current


def _saved_meanwhile(board: Board) -> Words:
    last = selectors.deeds(board.pk).first()
    return said(
        en="{who} has saved this board since you opened it.",
        de="{who} hat diese Tafel gespeichert, seit Sie sie geöffnet haben.",
        who=last.by.name if last else board.owner.name,
    )


def _checked(content: Content) -> tuple[list[Tile], list[Team]]:
    """Raises Invalid with everything that is wrong, by field; its code is that of the first."""
    found = [(path, code, words) for path, code, words in _sharing_faults(content)]
    if len(content.tiles) > BOARD_TILES_MAX:
        most = said(en="At most {most} tiles.", de="Höchstens {most} Kacheln.", most=BOARD_TILES_MAX)
        raise Invalid.field("tiles", "too_many_tiles", most)
    tiles, unreadable = checking.read(content.tiles)
    known = checking.Known(queues=names_of(Kind.QUEUE), teams=names_of(Kind.TEAM))
    for index, fault in sorted([*unreadable.items(), *checking.faults(tiles, known)], key=lambda pair: pair[0]):
        found.append((f"tiles.{index}.{fault.path}".removesuffix("."), fault.code, fault.words))
    if found:
        errors: dict[str, list[Words]] = {}
        for path, _, words in found:
            errors.setdefault(path, []).append(words)
        raise Invalid(found[0][1], found[0][2], errors)
    teams = list(Team.objects.filter(pk__in=content.teams)) if content.sharing is Sharing.TEAMS else []
    return [tile for tile in tiles if tile is not None], teams


def _sharing_faults(content: Content) -> list[tuple[str, str, Words]]:
    if content.sharing is not Sharing.TEAMS:
        return []
    if not content.teams:
        return [("teams", "teams_missing", said(en="Choose the teams.", de="Bitte die Teams wählen."))]
    known = names_of(Kind.TEAM)
    return [(f"teams.{n}", "unknown_team", UNKNOWN[Kind.TEAM](team)) for n, team in enumerate(content.teams) if team not in known]


def _plain(tiles: list[Tile]) -> Any:
    return msgspec.to_builtins(tiles)


def _record(board: Board, deed: Deed, by: User) -> None:
    BoardDeed.objects.create(
        board=board.pk, name=board.name, deed=deed, version=board.version, sharing=board.sharing, tiles=len(board.tiles), by=by
    )
    old = selectors.deeds(board.pk).values_list("pk", flat=True)[BOARD_DEEDS_KEPT_MAX : BOARD_DEEDS_KEPT_MAX + 1]
    for last in old:
        BoardDeed.objects.filter(board=board.pk, pk__lte=last).delete()


def _viewers(board: Board) -> set[int] | None:
    teams = list(board.teams.values_list("pk", flat=True))
    return selectors.viewers(owner=board.owner_id, sharing=Sharing(board.sharing), teams=teams)


def _announce(board: Board, *, before: Collection[int] | None) -> None:
    """To those who see it now, and that it is gone to those who saw it `before` and do not any more (None = everybody)."""
    now = _viewers(board)
    _tell(board.pk, board.version, now)
    if now is None:
        return
    if before is None:
        before = User.objects.filter(is_active=True).values_list("pk", flat=True)
    if gone := set(before) - now:
        _tell(board.pk, 0, gone)


def _tell(board: int, version: int, users: Collection[int] | None) -> None:
    announce_news_on_commit(BoardChanged(board=board, version=version), users=users)
