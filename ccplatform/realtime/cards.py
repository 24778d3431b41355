"""Contact cards for open interactions, looked up beside the live stream: an offer never waits for the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from contracts.ids import InteractionId
from contracts.live import Changes, LiveState
from contracts.views import ContactCard

log = logging.getLogger(__name__)

LOOK_UP: Final = 200
"""Interactions per query."""
RETRY_SECONDS: Final = 2.0

LookUp = Callable[[Mapping[InteractionId, str]], Mapping[InteractionId, ContactCard]]
"""From interaction -> caller to the cards of those whom the CRM knows. Blocks; runs in a thread of its own."""


@dataclass
class Cards:
    """`found` holds every open interaction that was looked up; None = nobody known. `changed` is told whose card has come."""

    look_up: LookUp
    changed: Callable[[Changes], None]
    found: dict[InteractionId, ContactCard | None] = field(default_factory=dict)
    _wanted: dict[InteractionId, str] = field(default_factory=dict)
    _asked: dict[InteractionId, str] = field(default_factory=dict)
    """Being looked up. Who is wanted again meanwhile is looked up again: the answer may be older than the news."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def follow(self, state: LiveState, changes: Changes | None) -> None:
        """Asks for the cards of new interactions and forgets those of interactions that are over."""
        touched = (
            set(self.found) | set(self._wanted) | set(self._asked) | set(state.interactions) if changes is None else changes.interactions
        )
        for interaction in touched:
            live = state.interactions.get(interaction)
            if live is None:
                self.found.pop(interaction, None)
                self._wanted.pop(interaction, None)
                self._asked.pop(interaction, None)
            elif live.caller and not any(interaction in known for known in (self.found, self._wanted, self._asked)):
                self._wanted[interaction] = searchable(live.caller)
                self._news.set()

    def again(self, state: LiveState, interaction: InteractionId) -> None:
        """Contacts have changed: looks up the card of one open interaction, or with "" of all. Until then the old card is shown."""
        for one in [interaction] if interaction else list(state.interactions):
            live = state.interactions.get(one)
            if live is not None and live.caller:
                self._wanted[one] = searchable(live.caller)
                self._news.set()

    async def run(self) -> None:
        """For ever. One thread, so that it keeps one connection to the database."""
        with ThreadPoolExecutor(1, "cards") as thread:
            try:
                while True:
                    await self._news.wait()
                    self._news.clear()
                    while batch := dict(list(self._wanted.items())[:LOOK_UP]):
                        self._asked = batch
                        for interaction in batch:
                            del self._wanted[interaction]
                        await self._look_up(thread, dict(batch))
            finally:
                thread.submit(connection.close)

    async def _look_up(self, thread: ThreadPoolExecutor, batch: dict[InteractionId, str]) -> None:
        try:
            cards = await asyncio.get_running_loop().run_in_executor(thread, _on_own_connection, self.look_up, batch)
        except (OperationalError, InterfaceError):
            log.warning("callers have no cards meanwhile: the database does not answer")
            await asyncio.sleep(RETRY_SECONDS)
            self._wanted = self._asked | self._wanted
            self._asked = {}
            return
        except DatabaseError as error:
            # Something in these callers is not for the database: they stay strangers, and everybody else gets cards.
            log.error("callers have no cards: %s", error)
            cards = {}
        # Interactions that ended meanwhile were taken out of `_asked` and want no card any more.
        done, self._asked = set(self._asked), {}
        different = {interaction for interaction in done if self.found.get(interaction) != cards.get(interaction)}
        self.found |= {interaction: cards.get(interaction) for interaction in done}
        if different:
            self.changed(Changes(interactions=different))


def searchable(caller: str) -> str:
    """PostgreSQL takes no U+0000 in a text, not even to look for it; history keeps U+FFFD in its place, too."""
    return caller.replace("\x00", "\ufffd")


def _on_own_connection(look_up: LookUp, batch: dict[InteractionId, str]) -> Mapping[InteractionId, ContactCard]:
    try:
        return look_up(batch)
    except (OperationalError, InterfaceError):
        connection.close()
        raise
