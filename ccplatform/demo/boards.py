"""Halden Energie's wallboards and alarms: one board for everybody with every kind of tile, one of a team. Only data.

Titles stand only where a name of the company is meant: a tile without one is named after its number, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccplatform.boards.services import Content
from ccplatform.demo import company, rules
from contracts.boards import BoardMeasure as M
from contracts.boards import ListOf, MessageTone, Sharing, TableOf
from contracts.vocabulary import AgentState, AlarmKind

FLOOR, BILLING = "Service floor", "Billing · Abrechnung"
WELCOME = "Herzlich willkommen bei Halden Energie\nWelcome to Halden Energie"
BILLS = "Ab Montag: neue Abschläge. Vorlage im Wissen.\nFrom Monday on: new instalments."
Ids = Mapping[str, int]

ALARMS: tuple[dict[str, Any], ...] = (
    {"name": "Long wait · Lange Wartezeit", "kind": AlarmKind.WAIT.value, "severe": True, "bound": 180.0, "after_seconds": 5},
    {"name": "Many waiting · Viele warten", "kind": AlarmKind.WAITING.value, "bound": 20.0, "after_seconds": 15},
    {
        "name": "Long wrap-up · Lange Nacharbeit",
        "kind": AlarmKind.STATE.value,
        "state": AgentState.WRAPPING_UP.value,
        "bound": 600.0,
    },
)
"""Fields of AlarmRule. No service level: after a morning's first caller who gave up it would be 0 %."""


def _tile(kind: str, place: tuple[int, int, int, int], **fields: Any) -> dict[str, Any]:
    x, y, width, height = place
    return {"kind": kind, "id": f"{kind}-{x}-{y}", "place": {"x": x, "y": y, "width": width, "height": height}, **fields}


def _number(place: tuple[int, int, int, int], measure: M, warn: float | None = None, bad: float | None = None, **chosen: Any) -> Any:
    return _tile("number", place, measure=measure.value, thresholds={"warn": warn, "bad": bad}, **chosen)


def boards(queues: Ids, teams: Ids) -> list[Content]:
    return [_floor(), _billing([queues[name] for name in company.BILLING_QUEUES], teams)]


def _floor() -> Content:
    columns = [M.WAITING, M.LONGEST_WAIT, M.FREE, M.STAFFED, M.SERVICE_LEVEL, M.ABANDONMENT_RATE, M.ASA]
    tiles = [
        _number((0, 0, 3, 3), M.SERVICE_LEVEL),
        _number((3, 0, 3, 3), M.WAITING, 4, 10),
        _number((6, 0, 3, 3), M.LONGEST_WAIT, 60, 180),
        _number((9, 0, 3, 3), M.AGENTS_READY, 2, 0),
        _tile("trend", (0, 3, 6, 3), measure=M.SERVICE_LEVEL.value, hours=8, minutes=30),
        _tile("trend", (6, 3, 6, 3), measure=M.OFFERED.value, hours=8, minutes=30),
        _tile("table", (0, 6, 8, 5), of=TableOf.QUEUES.value, columns=[one.value for one in columns]),
        _tile("list", (8, 6, 4, 5), of=ListOf.WAITING.value),
        _tile("list", (0, 11, 3, 2), of=ListOf.ALARMS.value, rows_max=5),
        _tile("list", (3, 11, 3, 2), of=ListOf.CALLBACKS.value, rows_max=5),
        _tile("clock", (6, 11, 2, 2), title="Hamburg", time_zone="Europe/Berlin"),
        _tile("message", (8, 11, 4, 2), text=WELCOME, tone=MessageTone.GOOD.value),
    ]
    return Content(name=FLOOR, sharing=Sharing.EVERYBODY, teams=[], tiles=tiles)


def _billing(queues: list[int], teams: Ids) -> Content:
    team = teams[rules.BILLING]
    columns = [M.SIGNED_IN, M.AGENTS_READY, M.AGENTS_HANDLING, M.AGENTS_WRAPPING_UP, M.AGENTS_NOT_READY]
    tiles = [
        _number((0, 0, 3, 3), M.WAITING, 3, 6, queues=queues),
        _number((3, 0, 3, 3), M.SERVICE_LEVEL, queues=queues),
        _number((6, 0, 3, 3), M.ASA, 20, 40, queues=queues),
        _number((9, 0, 3, 3), M.AGENTS_READY, 1, 0, teams=[team]),
        _tile("trend", (0, 3, 8, 4), measure=M.ABANDONMENT_RATE.value, queues=queues, thresholds={"warn": 0.05, "bad": 0.1}, hours=4),
        _tile("message", (8, 3, 4, 4), text=BILLS, tone=MessageTone.WARN.value),
        _tile("table", (0, 7, 7, 4), of=TableOf.TEAMS.value, columns=[one.value for one in columns], by_trouble=False),
        _tile("list", (7, 7, 5, 4), of=ListOf.AGENTS.value, teams=[team], rows_max=12),
    ]
    return Content(name=BILLING, sharing=Sharing.TEAMS, teams=[team], tiles=tiles)
