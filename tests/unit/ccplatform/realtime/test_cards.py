"""Cards of callers, looked up beside the live stream."""

import asyncio
import threading
from collections.abc import Mapping

from ccplatform.realtime.cards import Cards
from contracts.ids import InteractionId
from contracts.live import Changes
from contracts.views import ContactCard
from tests.support.centers import FIRST, arrives, opened, t


async def test_a_contact_made_while_its_caller_is_being_looked_up_is_found() -> None:
    """The answer under way is older than the news of the contact, and must not stand for it."""
    asked, go_on = threading.Event(), threading.Event()
    known: dict[InteractionId, ContactCard] = {}

    def look_up(callers: Mapping[InteractionId, str]) -> Mapping[InteractionId, ContactCard]:
        found = {one: known[one] for one in callers if one in known}
        asked.set()
        go_on.wait(20)
        return found

    came = asyncio.Event()

    def changed(changes: Changes) -> None:
        if changes.interactions == {FIRST}:
            came.set()

    state = (opened() >> arrives("c1", at=t(1))).floor.snapshot()
    cards = Cards(look_up, changed)
    cards.follow(state, None)
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        at_work = tasks.create_task(cards.run())
        await asyncio.to_thread(asked.wait, 10)
        known[FIRST] = ContactCard(id=7, name="Aylin Demir", company="", note="", interactions=0)
        cards.again(state, FIRST)
        go_on.set()
        await came.wait()
        at_work.cancel()
    assert cards.found[FIRST] == known[FIRST]
