"""A board that somebody put together, with every kind of tile: what the benches look at beside the Overview."""

from __future__ import annotations

from typing import Final

import msgspec
from playwright.async_api import BrowserContext

from contracts.boards import (
    BoardMeasure,
    ClockTile,
    ListOf,
    ListTile,
    MessageTile,
    NumberTile,
    Place,
    Sharing,
    TableOf,
    TableTile,
    Thresholds,
    Tile,
    TrendTile,
)


def place(x: int, y: int, width: int, height: int) -> Place:
    return Place(x=x, y=y, width=width, height=height)


EVERY_KIND: Final[tuple[Tile, ...]] = (
    NumberTile(id="waiting", place=place(0, 0, 3, 2), measure=BoardMeasure.WAITING, thresholds=Thresholds(warn=5, bad=20)),
    NumberTile(id="longest", place=place(3, 0, 3, 2), measure=BoardMeasure.LONGEST_WAIT),
    NumberTile(id="level", place=place(6, 0, 3, 2), measure=BoardMeasure.SERVICE_LEVEL),
    NumberTile(id="ready", place=place(9, 0, 3, 2), measure=BoardMeasure.AGENTS_READY),
    # By name and the waiting first: the benches find the marked queue in it as in the Overview.
    TableTile(
        id="queues",
        place=place(0, 2, 6, 5),
        of=TableOf.QUEUES,
        columns=[BoardMeasure.WAITING, BoardMeasure.FREE, BoardMeasure.ANSWERED, BoardMeasure.ABANDONED, BoardMeasure.SERVICE_LEVEL],
        by_trouble=False,
    ),
    TrendTile(id="answered", place=place(6, 2, 3, 3), measure=BoardMeasure.ANSWERED, hours=8, minutes=15),
    TrendTile(id="trend", place=place(9, 2, 3, 3), measure=BoardMeasure.SERVICE_LEVEL, hours=4, minutes=30),
    ListTile(id="callers", place=place(6, 5, 3, 4), of=ListOf.WAITING),
    ListTile(id="agents", place=place(9, 5, 3, 4), of=ListOf.AGENTS),
    ListTile(id="callbacks", place=place(0, 7, 2, 2), of=ListOf.CALLBACKS),
    ListTile(id="alarms", place=place(2, 7, 2, 2), of=ListOf.ALARMS),
    ClockTile(id="clock", place=place(4, 7, 1, 2), time_zone="Europe/Berlin"),
    MessageTile(id="message", place=place(5, 7, 1, 2), text="Cake in the kitchen"),
)


async def make_board(context: BrowserContext, url: str, name: str, tiles: tuple[Tile, ...] = EVERY_KIND) -> int:
    """By the API, as the person who is signed in there; its id. Raises SystemExit with the answer when it is refused."""
    token = next(cookie["value"] for cookie in await context.cookies(url) if cookie["name"] == "csrftoken")
    content = {"name": name, "sharing": Sharing.EVERYBODY.value, "teams": [], "tiles": msgspec.to_builtins(tiles)}
    answer = await context.request.post(f"{url}/api/v1/boards", data=content, headers={"X-CSRFToken": token})
    if answer.status != 201:
        raise SystemExit(f"the board was refused: {await answer.text()}")
    return int((await answer.json())["id"])
