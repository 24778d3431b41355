"""Whether tiles can be drawn: their shape, their place on the grid, and whether each number fits the tile that shows it. No database."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import msgspec

from ccplatform.boards.measures import MEASURES, Of
from ccplatform.kernel.references import UNKNOWN, Kind
from ccplatform.kernel.words import Words, said
from contracts.boards import (
    BOARD_CHOSEN_MAX,
    BOARD_COLUMNS,
    BOARD_COLUMNS_OF_TABLE_MAX,
    BOARD_LIST_ROWS_MAX,
    BOARD_ROWS_MAX,
    BOARD_TEXT_LENGTH_MAX,
    BOARD_TILE_ID_LENGTH_MAX,
    BOARD_TITLE_LENGTH_MAX,
    BOARD_TREND_HOURS_MAX,
    BOARD_TREND_MINUTES,
    BoardMeasure,
    ClockTile,
    ListOf,
    ListTile,
    MessageTile,
    NumberTile,
    Place,
    TableOf,
    TableTile,
    Thresholds,
    Tile,
    TrendTile,
)
from reporting.metrics.definitions import Better, Unit

TILE_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{BOARD_TILE_ID_LENGTH_MAX}}}")
WHERE = re.compile(r"(?P<why>.*) - at `\$(?P<path>.*)`", re.DOTALL)
"""How msgspec says what is wrong, and at which place."""
READ_WHY_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` below the tile ("place", "queues.0"), or "" for the tile itself; `code` is for programs."""

    path: str
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Known:
    """What may be chosen now."""

    queues: Collection[int]
    teams: Collection[int]


def read(raw: Sequence[Any]) -> tuple[list[Tile | None], dict[int, Fault]]:
    """Each tile by itself, so that one bad tile hides no fault of another: None where it cannot be read, and then why."""
    tiles: list[Tile | None] = []
    faults: dict[int, Fault] = {}
    for index, one in enumerate(raw):
        try:
            tiles.append(msgspec.convert(one, Tile))
        except msgspec.ValidationError as error:
            tiles.append(None)
            faults[index] = _unreadable(str(error))
    return tiles, faults


def _unreadable(text: str) -> Fault:
    found = WHERE.fullmatch(text)
    why, path = (found["why"], found["path"]) if found else (text, "")
    path = re.sub(r"\[(\d+)\]", r".\1", path).removeprefix(".")
    words = said(en="This cannot be read: {why}", de="Das ist nicht lesbar: {why}", why=why[:READ_WHY_LENGTH_MAX])
    return Fault(path, "tile_unreadable", words)


def faults(tiles: Sequence[Tile | None], known: Known) -> Iterator[tuple[int, Fault]]:
    """Everything that is wrong, with the number of its tile; tiles that could not be read (None) are left out."""
    seen: set[str] = set()
    placed: list[Place] = []
    for index, tile in enumerate(tiles):
        if tile is None:
            continue
        yield from ((index, fault) for fault in _id_faults(tile, seen))
        yield from ((index, fault) for fault in _place_faults(tile.place, placed))
        yield from ((index, fault) for fault in _text_faults("title", tile.title, BOARD_TITLE_LENGTH_MAX))
        yield from ((index, fault) for fault in _content_faults(tile, known))
        seen.add(tile.id)
        placed.append(tile.place)


def _id_faults(tile: Tile, seen: Collection[str]) -> Iterator[Fault]:
    if not TILE_ID.fullmatch(tile.id):
        yield Fault(
            "id",
            "tile_id",
            said(
                en="A tile's id has 1 to {most} letters, digits, - and _.",
                de="Die Kennung einer Kachel hat 1 bis {most} Buchstaben, Ziffern, - und _.",
                most=BOARD_TILE_ID_LENGTH_MAX,
            ),
        )
    elif tile.id in seen:
        yield Fault("id", "tile_id_taken", said(en="Another tile has this id.", de="Eine andere Kachel hat diese Kennung."))


def _place_faults(place: Place, placed: Collection[Place]) -> Iterator[Fault]:
    inside = place.x >= 0 and place.y >= 0 and place.width >= 1 and place.height >= 1
    if not inside or place.x + place.width > BOARD_COLUMNS or place.y + place.height > BOARD_ROWS_MAX:
        words = said(
            en="A board has {columns} columns and {rows} rows: this tile lies outside.",
            de="Eine Tafel hat {columns} Spalten und {rows} Zeilen: Diese Kachel liegt außerhalb.",
            columns=BOARD_COLUMNS,
            rows=BOARD_ROWS_MAX,
        )
        yield Fault("place", "outside_grid", words)
    elif any(_overlap(place, other) for other in placed):
        yield Fault("place", "overlap", said(en="This tile lies on another one.", de="Diese Kachel liegt auf einer anderen."))


def _overlap(a: Place, b: Place) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def _text_faults(path: str, text: str, most: int, *, lines: bool = False) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault(path, "too_long", said(en="At most {most} characters.", de="Höchstens {most} Zeichen.", most=most))
    allowed = {"\n"} if lines else set()
    if any(unicodedata.category(one) in {"Cc", "Cs"} for one in set(text) - allowed):
        yield Fault(path, "control_characters", said(en="Control characters are not allowed.", de="Steuerzeichen sind nicht erlaubt."))


def _content_faults(tile: Tile, known: Known) -> Iterator[Fault]:
    match tile:
        case NumberTile():
            yield from _chosen_faults(tile.queues, tile.teams, known, queues=_of_queues(tile.measure), teams=not _of_queues(tile.measure))
            yield from _threshold_faults(tile.measure, tile.thresholds)
        case TrendTile():
            yield from _trend_faults(tile)
            yield from _chosen_faults(tile.queues, [], known, queues=True, teams=False)
            yield from _threshold_faults(tile.measure, tile.thresholds)
        case TableTile():
            yield from _table_faults(tile)
            of_queues = tile.of is TableOf.QUEUES
            yield from _chosen_faults(tile.queues, tile.teams, known, queues=of_queues, teams=not of_queues)
        case ListTile():
            if not 1 <= tile.rows_max <= BOARD_LIST_ROWS_MAX:
                yield _range("rows_max", 1, BOARD_LIST_ROWS_MAX)
            yield from _chosen_faults(tile.queues, tile.teams, known, queues=True, teams=tile.of is ListOf.AGENTS)
        case ClockTile():
            if tile.time_zone and tile.time_zone not in _time_zones():
                words = said(
                    en="This is no time zone. Write it like Europe/Berlin.", de="Das ist keine Zeitzone. Bitte wie Europe/Berlin schreiben."
                )
                yield Fault("time_zone", "time_zone", words)
        case MessageTile():
            if not tile.text.strip():
                yield Fault("text", "text_missing", said(en="Write the message.", de="Bitte die Nachricht schreiben."))
            yield from _text_faults("text", tile.text, BOARD_TEXT_LENGTH_MAX, lines=True)


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _of_queues(measure: BoardMeasure) -> bool:
    return MEASURES[measure].of is not Of.AGENTS_NOW


def _range(path: str, least: int, most: int) -> Fault:
    return Fault(path, "out_of_range", said(en="From {least} to {most}.", de="Von {least} bis {most}.", least=least, most=most))


def _trend_faults(tile: TrendTile) -> Iterator[Fault]:
    if not MEASURES[tile.measure].trend:
        words = said(en="History does not keep this number.", de="Diese Zahl wird nicht aufgezeichnet.")
        yield Fault("measure", "measure_without_history", words)
    if not 1 <= tile.hours <= BOARD_TREND_HOURS_MAX:
        yield _range("hours", 1, BOARD_TREND_HOURS_MAX)
    if tile.minutes not in BOARD_TREND_MINUTES:
        choices = ", ".join(str(minutes) for minutes in BOARD_TREND_MINUTES)
        yield Fault("minutes", "minutes_not_offered", said(en="One of {choices}.", de="Eines von {choices}.", choices=choices))


def _table_faults(tile: TableTile) -> Iterator[Fault]:
    if not 1 <= len(tile.columns) <= BOARD_COLUMNS_OF_TABLE_MAX:
        words = said(en="A table has 1 to {most} columns.", de="Eine Tabelle hat 1 bis {most} Spalten.", most=BOARD_COLUMNS_OF_TABLE_MAX)
        yield Fault("columns", "columns_number", words)
    for index, measure in enumerate(tile.columns):
        if measure in tile.columns[:index]:
            yield Fault(f"columns.{index}", "column_twice", said(en="This column is there already.", de="Diese Spalte gibt es schon."))
        if _of_queues(measure) is not (tile.of is TableOf.QUEUES):
            if tile.of is TableOf.QUEUES:
                words = said(
                    en="A table of queues has no numbers of agents.", de="Eine Tabelle der Warteschlangen zeigt keine Agentenzahlen."
                )
            else:
                words = said(en="A table of teams shows no queues' numbers.", de="Teams haben keine Zahlen von Warteschlangen.")
            yield Fault(f"columns.{index}", "column_of_something_else", words)


def _chosen_faults(chosen_queues: list[int], chosen_teams: list[int], known: Known, *, queues: bool, teams: bool) -> Iterator[Fault]:
    """`queues` and `teams`: whether the tile's numbers are made of them."""
    for path, kind, chosen, there, fits in (
        ("queues", Kind.QUEUE, chosen_queues, known.queues, queues),
        ("teams", Kind.TEAM, chosen_teams, known.teams, teams),
    ):
        if chosen and not fits:
            if kind is Kind.QUEUE:
                words = said(en="This does not depend on queues.", de="Das hängt nicht von Warteschlangen ab.")
            else:
                words = said(en="This does not depend on teams.", de="Das hängt nicht von Teams ab.")
            yield Fault(path, "chosen_in_vain", words)
        elif len(chosen) > BOARD_CHOSEN_MAX:
            yield Fault(path, "too_many_chosen", said(en="At most {most}.", de="Höchstens {most}.", most=BOARD_CHOSEN_MAX))
        else:
            for index, key in enumerate(chosen):
                if key not in there:
                    yield Fault(f"{path}.{index}", f"unknown_{kind.value}", UNKNOWN[kind](key))


def _threshold_faults(measure: BoardMeasure, thresholds: Thresholds) -> Iterator[Fault]:
    definition = MEASURES[measure].definition
    given = {name: value for name in ("warn", "bad") if (value := getattr(thresholds, name)) is not None}
    if not given:
        return
    if definition.better is Better.NEITHER:
        words = said(
            en="Neither more nor less of this is better: it has no thresholds.",
            de="Hier ist weder mehr noch weniger besser: Es gibt keine Schwellen.",
        )
        yield Fault("thresholds", "threshold_without_direction", words)
        return
    most = 1.0 if definition.unit is Unit.SHARE else math.inf
    wrong = [name for name, value in given.items() if not (math.isfinite(value) and 0 <= value <= most)]
    for name in wrong:
        if definition.unit is Unit.SHARE:
            words = said(en="A share lies between 0 and 1.", de="Ein Anteil liegt zwischen 0 und 1.")
        else:
            words = said(en="A number from 0 on.", de="Eine Zahl ab 0.")
        yield Fault(f"thresholds.{name}", "threshold_out_of_range", words)
    if wrong or len(given) < 2:
        return
    if definition.better is Better.MORE and given["warn"] < given["bad"]:
        words = said(en="More is better here: the warning comes first, above.", de="Mehr ist hier besser: Die Warnung liegt darüber.")
        yield Fault("thresholds.bad", "threshold_order", words)
    if definition.better is Better.LESS and given["warn"] > given["bad"]:
        words = said(en="Less is better here: the warning comes first, below.", de="Weniger ist hier besser: Die Warnung liegt darunter.")
        yield Fault("thresholds.bad", "threshold_order", words)
