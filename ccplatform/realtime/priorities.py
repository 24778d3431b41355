"""A contact's segment is worth a priority: as soon as the caller is known, the engine is asked to give it, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ccplatform.kernel.engine import Accepted, Reply
from ccplatform.realtime.names import Published
from contracts.ids import InteractionId
from contracts.intents import SetPriority
from contracts.live import Changes, LiveInteraction, LiveState
from contracts.views import ContactCard
from contracts.vocabulary import Direction, Phase

log = logging.getLogger(__name__)

BY_THE_CENTER: Final = 0
"""The user id under which nobody in particular asks."""
BEFORE_AN_AGENT: Final = frozenset({Phase.ARRIVED, Phase.IN_FLOW, Phase.WAITING})

Ask = Callable[..., Awaitable[Reply]]


@dataclass
class Priorities:
    """Several web processes may ask the same; a priority is a value and no sum, so that changes nothing."""

    ask: Ask
    _asked: set[InteractionId] = field(default_factory=set)
    _wishes: asyncio.Queue[SetPriority] = field(default_factory=asyncio.Queue)

    def consider(
        self,
        state: LiveState,
        names: Published,
        cards: Mapping[InteractionId, ContactCard | None],
        interactions: Iterable[InteractionId],
    ) -> None:
        """Cards have come for these interactions."""
        for interaction in interactions:
            live, card = state.interactions.get(interaction), cards.get(interaction)
            if live is None or card is None or interaction in self._asked or not _is_worth(live, names, card):
                continue
            self._asked.add(interaction)
            self._wishes.put_nowait(SetPriority(interaction=interaction, priority=card.priority))

    def follow(self, state: LiveState, changes: Changes | None) -> None:
        """Forgets interactions that are over."""
        over = self._asked if changes is None else self._asked & changes.interactions
        self._asked -= {interaction for interaction in over if interaction not in state.interactions}

    async def run(self) -> None:
        """For ever. What the engine does not answer is left: the caller keeps the place that everybody has."""
        while True:
            wish = await self._wishes.get()
            reply = await self.ask(wish, by=BY_THE_CENTER)
            if not isinstance(reply, Accepted):
                log.info("interaction %s keeps its priority: %s", wish.interaction, reply)


def _is_worth(live: LiveInteraction, names: Published, card: ContactCard) -> bool:
    """What it has of its own (number, IVR, a supervisor) is never lowered; what its queue adds stands beside it."""
    queue = None if live.queue is None else names.queue.get(live.queue)
    own = live.priority - (queue.priority if queue is not None else 0)
    return live.direction is Direction.INBOUND and live.phase in BEFORE_AN_AGENT and card.priority > max(own, 0)
