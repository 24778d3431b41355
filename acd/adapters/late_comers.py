"""Callers who came while nobody was there enter in the order of their calls.

The dialplan offers each of them again once a second, so that after the connection they come in any order. Who has called
before and is still to come is known from the list of channels; whoever is later waits for them here, WAIT_S at most.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from acd.core.commands import LegId
from acd.core.events import Event, LegArrived, LegHungUp
from telephony.ari.models import Channel
from telephony.asterisk.dialplan import INBOUND as INBOUND_CONTEXT

#: the dialplan's second between two offers, and some
WAIT_S: Final = 1.5
#: where a caller is whom the dialplan will offer again
WAITING_APPS: Final = frozenset({"Wait", "Ringing", "StartMusicOnHold", "Set", "Goto", "GotoIf"})


class LateComers:
    """`deliver` is the engine's inbox. What is no arrival, and no end of one that is held here, does not come here."""

    def __init__(self, deliver: Callable[[Event], None]) -> None:
        self._deliver = deliver
        self._expected: set[LegId] = set()
        self._held: dict[LegId, LegArrived] = {}
        self._alarm: asyncio.TimerHandle | None = None

    def expect(self, channels: Iterable[Channel]) -> frozenset[LegId]:
        """Who is in the dialplan, on the way to us, after a connection."""
        self.forget()
        self._expected = {channel.id for channel in channels if _is_on_the_way(channel)}
        if self._expected:
            self._alarm = asyncio.get_running_loop().call_later(WAIT_S, self._let_in)
        return frozenset(self._expected)

    def forget(self) -> None:
        """The node is lost: it will be read anew."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._expected, self._held = set(), {}

    def arrived(self, event: LegArrived) -> None:
        """Deliver an arrival, now or when those before it are in."""
        if not self._expected:
            self._deliver(event)
            return
        self._expected.discard(event.leg)
        self._held[event.leg] = event
        self._let_in_before(min(map(turn, self._expected), default=None))

    def hung_up(self, event: LegHungUp) -> None:
        """Deliver an end. Nobody waits for a caller who is gone, and who was held has arrived first."""
        if event.leg in self._held:
            self._deliver(self._held.pop(event.leg))
        if event.leg in self._expected:
            self._expected.remove(event.leg)
            self._let_in_before(min(map(turn, self._expected), default=None))
        self._deliver(event)

    def _let_in(self) -> None:
        self._expected = set()
        self._let_in_before(None)

    def _let_in_before(self, before: int | None) -> None:
        """Deliver those who called before that turn, all for None."""
        for leg in sorted(self._held, key=turn):
            if before is None or turn(leg) <= before:
                self._deliver(self._held.pop(leg))


def turn(leg: LegId) -> int:
    """Asterisk names a caller's leg `<its time>.<number>` and counts on: by the number, since its clock may be set."""
    number = leg.rpartition(".")[2]
    return int(number) if number.isdecimal() else 0


def _is_on_the_way(channel: Channel) -> bool:
    return channel.dialplan.context == INBOUND_CONTEXT and channel.dialplan.app_name in WAITING_APPS
