"""A board that is saved is drawn anew on every screen that shows it, and goes where it is not shared any more."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async

from ccplatform.accounts.models import User
from ccplatform.boards import services
from ccplatform.boards.models import Board
from ccplatform.boards.services import Content
from ccplatform.realtime.hub import Hub
from contracts.boards import Sharing
from contracts.permissions import Role
from tests.integration.realtime.browsers import browser, person
from tests.support.live import LENA, TalkingEngine

pytestmark = pytest.mark.django_db(transaction=True)


def content(sharing: Sharing) -> Content:
    return Content(name="Floor", sharing=sharing, teams=[], tiles=[])


@sync_to_async
def made(by: User) -> Board:
    return services.make(content=content(Sharing.EVERYBODY), by=by)


@sync_to_async
def saved(board: Board, version: int, sharing: Sharing, by: User) -> None:
    services.save(board=board, version=version, content=content(sharing), by=by)


async def test_every_screen_hears_of_a_board_that_it_shows(hub: Hub, engine: TalkingEngine) -> None:
    jonas = await sync_to_async(person)("jonas", Role.SUPERVISOR)
    lena = await sync_to_async(person)("lena", Role.AGENT, LENA)
    async with browser(jonas) as wall, browser(jonas) as other_wall, browser(lena) as desk:
        await wall.until(lambda: wall.hello)
        await other_wall.until(lambda: other_wall.hello)
        await desk.until(lambda: desk.hello)
        board = await made(jonas)
        await saved(board, 1, Sharing.EVERYBODY, jonas)
        await saved(board, 2, Sharing.PRIVATE, jonas)
        await sync_to_async(services.delete)(board=board, by=jonas)

        def told(*versions: int) -> list[dict[str, object]]:
            return [{"kind": "board", "board": board.pk, "version": version} for version in versions]

        await wall.until(lambda: wall.news == told(1, 2, 3, 0))
        await other_wall.until(lambda: other_wall.news == told(1, 2, 3, 0))
        await desk.until(lambda: desk.news == told(1, 2, 0))
