"""A phone rings first: what was ordered in the same breath waits until Asterisk has taken that one.

Answering the caller, music, a bridge, taking down the talk before: each keeps one of Asterisk's threads busy for a
millisecond, in the very millisecond in which the INVITE for the agent's phone is made. None of it is missed for as long.
"""

import asyncio
from collections.abc import Callable

from acd.adapters.orders import RINGING, Order
from acd.core.commands import PbxCommand

Held = list[tuple[Order, PbxCommand | None]]


class RingFirst:
    """`send` sends at once. Orders of one key keep their sequence, held back or not."""

    def __init__(self, send: Callable[[Order, PbxCommand | None], None]) -> None:
        self._send = send
        self._breath: Held | None = None
        self._waiting: dict[str, Held] = {}

    def rings(self) -> Held:
        """A phone is being rung: what follows until the event loop turns waits for `rung` with what is returned here."""
        breath: Held = []
        self._breath = breath
        asyncio.get_running_loop().call_soon(self._exhale, breath)
        return breath

    def rung(self, breath: Held) -> None:
        """Asterisk has answered: send what waited for it."""
        self._exhale(breath)
        for order, _ in breath:
            self._waiting.pop(order.key, None)
        for order, command in breath:
            self._send(order, command)

    def pass_on(self, order: Order, command: PbxCommand | None) -> None:
        """Send an order, now or when its time has come."""
        held = self._waiting.get(order.key)
        if held is None and order.key != RINGING:
            held = self._breath
        if held is None:
            self._send(order, command)
        else:
            self._waiting[order.key] = held
            held.append((order, command))

    def _exhale(self, breath: Held) -> None:
        if self._breath is breath:
            self._breath = None
