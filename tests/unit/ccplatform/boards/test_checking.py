"""Each rule of a tile, by its code and at its field."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ccplatform.boards import checking
from ccplatform.boards.checking import Known, faults, read
from contracts.boards import BOARD_CHOSEN_MAX, BOARD_COLUMNS, BOARD_ROWS_MAX

KNOWN = Known(queues={1, 2}, teams={7})
PLACE = {"x": 0, "y": 0, "width": 2, "height": 2}
CODES = {
    "chosen_in_vain",
    "column_of_something_else",
    "column_twice",
    "columns_number",
    "control_characters",
    "measure_without_history",
    "minutes_not_offered",
    "out_of_range",
    "outside_grid",
    "overlap",
    "text_missing",
    "threshold_order",
    "threshold_out_of_range",
    "threshold_without_direction",
    "tile_id",
    "tile_id_taken",
    "tile_unreadable",
    "time_zone",
    "too_long",
    "too_many_chosen",
    "unknown_queue",
    "unknown_team",
}


def number(**fields: Any) -> dict[str, Any]:
    return {"kind": "number", "id": "a", "place": PLACE, "measure": "waiting"} | fields


def trend(**fields: Any) -> dict[str, Any]:
    return {"kind": "trend", "id": "a", "place": PLACE, "measure": "asa"} | fields


def table(**fields: Any) -> dict[str, Any]:
    return {"kind": "table", "id": "a", "place": PLACE, "of": "queues", "columns": ["waiting"]} | fields


def entries(**fields: Any) -> dict[str, Any]:
    return {"kind": "list", "id": "a", "place": PLACE, "of": "waiting"} | fields


def clock(**fields: Any) -> dict[str, Any]:
    return {"kind": "clock", "id": "a", "place": PLACE} | fields


def message(**fields: Any) -> dict[str, Any]:
    return {"kind": "message", "id": "a", "place": PLACE, "text": "Hello"} | fields


def wrong(*tiles: Any) -> list[tuple[int, str, str]]:
    """(number of the tile, path, code)"""
    found, unreadable = read(tiles)
    return [(index, fault.path, fault.code) for index, fault in [*unreadable.items(), *faults(found, KNOWN)]]


@pytest.mark.parametrize(
    "tile",
    [
        number(),
        number(queues=[1, 2], thresholds={"warn": 3, "bad": 8}),
        number(measure="service_level", thresholds={"warn": 0.8, "bad": 0.7}),
        number(measure="service_level", thresholds={"bad": 0.7}),
        number(measure="agents_ready", teams=[7], thresholds={"warn": 5, "bad": 2}),
        number(place={"x": BOARD_COLUMNS - 1, "y": BOARD_ROWS_MAX - 1, "width": 1, "height": 1}),
        trend(hours=24, minutes=15, queues=[2]),
        table(columns=["waiting", "service_level", "free"], queues=[1]),
        table(of="teams", columns=["agents_ready"], teams=[7], by_trouble=False),
        entries(queues=[1]),
        entries(of="agents", queues=[1], teams=[7], rows_max=50),
        entries(of="alarms"),
        clock(time_zone="Europe/Berlin", title="Hamburg"),
        message(text="First line\nsecond line", tone="warn"),
    ],
)
def test_what_can_be_drawn_is_taken(tile: dict[str, Any]) -> None:
    assert wrong(tile) == []


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (number(id=""), "id", "tile_id"),
    (number(id="x" * 41), "id", "tile_id"),
    (number(id="a b"), "id", "tile_id"),
    (number(place={**PLACE, "x": -1}), "place", "outside_grid"),
    (number(place={**PLACE, "y": -1}), "place", "outside_grid"),
    (number(place={**PLACE, "width": 0}), "place", "outside_grid"),
    (number(place={**PLACE, "height": 0}), "place", "outside_grid"),
    (number(place={**PLACE, "x": 11}), "place", "outside_grid"),
    (number(place={**PLACE, "y": 23}), "place", "outside_grid"),
    (number(title="x" * 81), "title", "too_long"),
    (number(title="a\tb"), "title", "control_characters"),
    (number(queues=[1, 9]), "queues.1", "unknown_queue"),
    (number(measure="agents_ready", teams=[8]), "teams.0", "unknown_team"),
    (number(teams=[7]), "teams", "chosen_in_vain"),
    (number(measure="agents_ready", queues=[1]), "queues", "chosen_in_vain"),
    (number(queues=[1] * (BOARD_CHOSEN_MAX + 1)), "queues", "too_many_chosen"),
    (number(measure="offered", thresholds={"warn": 1}), "thresholds", "threshold_without_direction"),
    (number(thresholds={"warn": 8, "bad": 3}), "thresholds.bad", "threshold_order"),
    (number(measure="service_level", thresholds={"warn": 0.7, "bad": 0.8}), "thresholds.bad", "threshold_order"),
    (number(measure="service_level", thresholds={"warn": 80}), "thresholds.warn", "threshold_out_of_range"),
    (number(thresholds={"bad": -1}), "thresholds.bad", "threshold_out_of_range"),
    (number(thresholds={"bad": float("inf")}), "thresholds.bad", "threshold_out_of_range"),
    (number(thresholds={"warn": float("nan")}), "thresholds.warn", "threshold_out_of_range"),
    (trend(measure="waiting"), "measure", "measure_without_history"),
    (trend(hours=0), "hours", "out_of_range"),
    (trend(hours=25), "hours", "out_of_range"),
    (trend(minutes=7), "minutes", "minutes_not_offered"),
    (trend(queues=[9]), "queues.0", "unknown_queue"),
    (trend(thresholds={"warn": 60, "bad": 20}), "thresholds.bad", "threshold_order"),
    (table(columns=[]), "columns", "columns_number"),
    (table(columns=["waiting", "waiting"]), "columns.1", "column_twice"),
    (table(columns=["agents_ready"]), "columns.0", "column_of_something_else"),
    (table(of="teams", columns=["waiting"]), "columns.0", "column_of_something_else"),
    (table(teams=[7]), "teams", "chosen_in_vain"),
    (table(of="teams", columns=["agents_ready"], queues=[1]), "queues", "chosen_in_vain"),
    (entries(rows_max=0), "rows_max", "out_of_range"),
    (entries(rows_max=51), "rows_max", "out_of_range"),
    (entries(teams=[7]), "teams", "chosen_in_vain"),
    (clock(time_zone="Mars/Olympus"), "time_zone", "time_zone"),
    (message(text="  \n "), "text", "text_missing"),
    (message(text="x" * 501), "text", "too_long"),
    (message(text="a\x07b"), "text", "control_characters"),
    (number(measure="happiness"), "measure", "tile_unreadable"),
    (number(colour="red"), "", "tile_unreadable"),
    (number(place={"x": 0}), "place", "tile_unreadable"),
    (table(columns=["waiting", 3]), "columns.1", "tile_unreadable"),
]


@pytest.mark.parametrize(("tile", "path", "code"), REFUSED)
def test_what_cannot_be_drawn_is_refused_at_its_field(tile: dict[str, Any], path: str, code: str) -> None:
    assert wrong(tile) == [(0, path, code)]


def test_tiles_share_neither_a_place_nor_an_id() -> None:
    beside = {**PLACE, "x": 2}
    assert wrong(number(), number(id="b", place=beside)) == []
    assert wrong(number(), number(place=beside)) == [(1, "id", "tile_id_taken")]
    assert wrong(number(), number(id="b", place={**PLACE, "x": 1, "y": 1})) == [(1, "place", "overlap")]
    assert wrong(number(), "nonsense", number(id="c", place=beside)) == [(1, "", "tile_unreadable")]


def test_every_code_is_met_by_a_test() -> None:
    met = {code for _, _, code in REFUSED} | {"tile_id_taken", "overlap"}
    assert met == CODES
    written = set(re.findall(r"""Fault\(\s*f?"?[^,]*,\s*"(\w+)",""", Path(checking.__file__).read_text()))
    assert written | {"unknown_queue", "unknown_team"} == CODES


def test_both_languages_have_a_sentence() -> None:
    from django.utils import translation

    for tile, _, _ in REFUSED:
        found, unreadable = read([tile])
        for fault in [*unreadable.values(), *(fault for _, fault in faults(found, KNOWN))]:
            english = str(fault.words)
            with translation.override("de"):
                assert str(fault.words) != english
