"""One browser's WebSocket `/ws/live` (contracts/views.py)."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

import msgspec
from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import InterfaceError, OperationalError

from ccplatform.agents.selectors import agent_of
from ccplatform.kernel.api.permissions import permissions_of
from ccplatform.kernel.engine import NoAnswer, may, may_cancel
from ccplatform.realtime.admission import SignIn
from ccplatform.realtime.codes import MESSAGE_LENGTH_MAX, Close
from ccplatform.realtime.groups import Audience
from ccplatform.realtime.hub import Connection, Hub, current
from contracts.intents import CancelCallback, Intent, Refusal
from contracts.views import Ask, Fault, Me, Outcome

log = logging.getLogger(__name__)

_asks = msgspec.json.Decoder(Ask)
_encoder = msgspec.json.Encoder()


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """Reads the browser's wishes one after another, so that they reach the engine in order; a task of its own writes."""

    channel_layer_alias = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self._hub: Hub | None = None
        self._connection: Connection | None = None
        self._writing: asyncio.Task[None] | None = None
        async with asyncio.TaskGroup() as self._tasks:
            try:
                await super().__call__(scope, receive, send)
            finally:
                self._end()

    def _end(self) -> None:
        """However it ended: nobody keeps this browser in mind."""
        if self._writing is not None:
            self._writing.cancel()
        if self._hub is not None and self._connection is not None:
            self._hub.leave(self._connection)

    async def connect(self) -> None:
        # Gone before it was answered: the reading side ends it.
        with suppress(OSError):
            await self._admit()

    async def _admit(self) -> None:
        await self.accept()
        self._hub = current()
        try:
            me = await _me(self.scope)
        except (OperationalError, InterfaceError):
            await self.close(Close.NOT_READY)
            return
        if self._hub is None:
            await self.close(Close.NOT_READY)
        elif me is None:
            await self.close(Close.NOT_SIGNED_IN)
        elif (audience := Audience.of(frozenset(me.permissions), me.agent)) is None:
            await self.close(Close.NOT_ALLOWED)
        else:
            self._connection = Connection(me, audience, SignIn(self.scope["session"].session_key or "", me.user, me.role))
            self._hub.join(self._connection)
            self._writing = self._tasks.create_task(self._write(self._connection))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        connection, hub = self._connection, self._hub
        if connection is None or hub is None:
            return
        if text_data is None or len(text_data) > MESSAGE_LENGTH_MAX:
            connection.close(Close.TOO_LONG)
            return
        try:
            ask = _asks.decode(text_data)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            connection.send(_encoded(Fault(code="not_understood", detail=str(error))))
            return
        connection.send(_encoded(Outcome(id=ask.id, refused=await self._refusal(connection, hub, ask))))

    async def _refusal(self, connection: Connection, hub: Hub, ask: Ask) -> Refusal | None:
        if not self._may(connection, hub, ask.intent):
            return Refusal(code="not_allowed", detail="the account may not ask this of the engine")
        reply = await hub.ask(ask.intent, by=connection.me.user)
        if isinstance(reply, NoAnswer):
            return Refusal(code="engine_away", detail="the engine does not answer")
        return reply if isinstance(reply, Refusal) else None

    def _may(self, connection: Connection, hub: Hub, intent: Intent) -> bool:
        agent = connection.me.agent
        if not may(connection.permissions, agent, intent):
            return False
        if not isinstance(intent, CancelCallback):
            return True
        return may_cancel(connection.permissions, agent, hub.replica.state.callbacks.get(intent.callback))

    async def _write(self, connection: Connection) -> None:
        # A server says by an OSError that the browser is gone (ASGI, "Send - exception"); the reading side hears of it, too.
        with suppress(OSError):
            while True:
                message = await connection.outbox.get()
                if isinstance(message, Close):
                    await self.close(message)
                    return
                await self.send(text_data=message)


def _encoded(message: msgspec.Struct) -> str:
    return _encoder.encode(message).decode()


def _describe(user: Any) -> Me:
    agent = agent_of(user)
    return me_of(user, agent.pk if agent else None)


def me_of(user: Any, agent: int | None) -> Me:
    return Me(user=user.pk, name=user.name, role=user.role, agent=agent, permissions=sorted(permissions_of(user)))


async def _me(scope: Any) -> Me | None:
    """None for strangers. Raises OperationalError or InterfaceError when the database does not answer."""
    user = await get_user(scope)
    if not (user.is_authenticated and user.is_active):
        return None
    me: Me = await database_sync_to_async(_describe)(user)
    return me
