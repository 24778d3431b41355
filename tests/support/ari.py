"""In the place of the engine: an application that tests drive request by request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import pytest

from acd.adapters.standby import STANDBY
from telephony.ari.base import Request
from telephony.ari.connection import AriClient
from telephony.ari.models import Bridge, Channel
from telephony.ari.protocol import AriResponse
from telephony.ari.provisioning import Fields, Key, apply, changes
from telephony.ari.requests import DestroyBridge, HangUpChannel, ListBridges, ListChannels
from telephony.ari.signals import AriSignal, EventReceived
from telephony.asterisk.objects import grows, in_order
from tests.support.asterisk import AsteriskNode

SECONDS_MAX = 60

E = TypeVar("E")
Answer = TypeVar("Answer")


class Inbox:
    """Signals in order; each is looked at by whoever waits, so that nothing is missed and nothing is slept for."""

    def __init__(self) -> None:
        self.all: list[AriSignal] = []
        self._news = asyncio.Event()

    def __call__(self, signal: AriSignal) -> None:
        self.all.append(signal)
        self._news.set()

    async def wait(self, kind: type[E], where: Callable[[E], bool] = lambda _: True, *, after: int = 0) -> E:
        """The first signal or event of this kind (from position `after` on) that fits."""
        position = after
        try:
            async with asyncio.timeout(SECONDS_MAX):
                while True:
                    while position < len(self.all):
                        signal = self.all[position]
                        position += 1
                        found = signal.event if isinstance(signal, EventReceived) else signal
                        if isinstance(found, kind) and where(found):
                            return found
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {kind.__name__} that fits; there were {self.all[after:][-12:]}") from None


async def gone(client: AriClient, *wanted: Request[list[Bridge]] | Request[list[Channel]], ids: Collection[str] | None = None) -> None:
    """Return when Asterisk lists none of these any more (None = none at all but
    prepared legs, which belong to no call). It answers an order before it has cleared up,
    and of a bridge that nobody subscribed to it tells no end: it is asked until it does."""
    for request in wanted:
        left: list[str] = []
        try:
            async with asyncio.timeout(SECONDS_MAX):
                while True:
                    outcome = await client.ask(request)
                    assert isinstance(outcome, AriResponse), outcome
                    listed = cast(Sequence[Bridge | Channel], outcome.answer())
                    left = [one.id for one in listed if (one.id in ids if ids is not None else not one.id.startswith(STANDBY))]
                    if not left:
                        break
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{request} still lists {left}") from None


class Application:
    """A connected application: `do` demands success, `put` makes SIP objects that `open_application` removes again."""

    def __init__(self, client: AriClient, inbox: Inbox) -> None:
        self.client = client
        self.inbox = inbox
        self.objects: dict[Key, Fields | None] = {}

    async def do(self, request: Request[Answer], key: str = "test") -> Answer:
        """The answer; a failure fails the test."""
        match await self.client.ask(request, key=key):
            case AriResponse() as response:
                answer: Answer = response.answer()
                return answer
            case failure:
                pytest.fail(str(failure))

    async def want(self, objects: Mapping[Key, Fields]) -> None:
        """Make the node's dynamic objects these."""
        failures = await apply(self.client, changes(self.objects, objects, in_order, grows))
        assert failures == []
        self.objects = dict(objects)

    async def clear(self) -> None:
        """Leave the node as it was found: tests share it."""
        for channel in await self.do(ListChannels()):
            await self.client.ask(HangUpChannel(channel_id=channel.id))
        for bridge in await self.do(ListBridges()):
            await self.client.ask(DestroyBridge(bridge_id=bridge.id))
        await gone(self.client, ListChannels(), ListBridges())
        await self.want({})


@asynccontextmanager
async def open_application(node: AsteriskNode, **options: Any) -> AsyncIterator[Application]:
    """The engine's application on this node, until the block ends."""
    inbox = Inbox()
    async with node.ari(inbox, **options) as client:
        application = Application(client, inbox)
        yield application
        if client.connected:
            await application.clear()
