"""The live web of one process: follows the engine, and sends every browser what it may see and what has changed."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from channels.db import database_sync_to_async
from django.db import InterfaceError, OperationalError
from redis.exceptions import RedisError

from ccplatform.kernel.engine import EngineClient, NoAnswer, Reply, open_engine
from ccplatform.kernel.instants import instant
from ccplatform.kernel.redis import async_redis
from ccplatform.realtime.admission import SignIn, still_signed_in
from ccplatform.realtime.cards import Cards, LookUp
from ccplatform.realtime.codes import CONNECTIONS_MAX, CONNECTIONS_PER_USER_MAX, OUTBOX_LENGTH_MAX, Close
from ccplatform.realtime.groups import Audience, Group, Scene, delta
from ccplatform.realtime.priorities import Priorities
from ccplatform.realtime.replica import RETRY_SECONDS, Replica
from ccplatform.realtime.views import EncodedViews, everything, merge, widen
from contracts.ids import AgentId, Instant, InteractionId
from contracts.intents import Intent
from contracts.live import Changes
from contracts.permissions import Permission
from contracts.views import DELTA_INTERVAL_MS, Me, Pulse
from contracts.wire import News

log = logging.getLogger(__name__)

PULSE_SECONDS: Final = 1.0
GATHER_MS: Final = 5
"""One event makes several facts, and Redis wakes its readers at the first: without this pause the others would be shown DELTA_INTERVAL_MS
later, in a message and a drawing of their own."""
ADMISSION_SECONDS: Final = 20.0
"""After a sign-out or a change of role a browser is let go within this time."""
_encoder = msgspec.json.Encoder()
_news = msgspec.json.Decoder(News)


def now() -> Instant:
    return instant(datetime.now(UTC))


@dataclass(eq=False)
class Connection:
    """One browser: what it may do, and the messages that wait for it. `Close` as the last one ends it."""

    me: Me
    audience: Audience
    sign_in: SignIn
    outbox: asyncio.Queue[str | Close] = field(default_factory=lambda: asyncio.Queue(OUTBOX_LENGTH_MAX))
    closing: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        return frozenset(self.me.permissions)

    def send(self, message: str) -> None:
        """Never waits: whoever reads too slowly is let go, instead of holding up everybody or growing without end."""
        if self.closing:
            return
        try:
            self.outbox.put_nowait(message)
        except asyncio.QueueFull:
            self.close(Close.TOO_SLOW)

    def close(self, why: Close) -> None:
        """Messages that still wait are dropped."""
        if self.closing:
            return
        self.closing = True
        while not self.outbox.empty():
            self.outbox.get_nowait()
        self.outbox.put_nowait(why)


class Hub:
    """`run` follows everything until it is cancelled; `join` and `leave` are for connections of the same event loop."""

    def __init__(self, look_up: LookUp) -> None:
        self.replica = Replica(self._changed, self._cards_changed, self._news)
        self.cards = Cards(look_up, self._cards_came)
        self.priorities = Priorities(self.ask)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._encoded = EncodedViews()
        self._groups: dict[Audience, Group] = {}
        self._members: dict[Audience, set[Connection]] = {}
        self._pending: Changes = Changes()
        self._all_pending = False
        self._colleagues: set[AgentId] = set()
        """Whose state is another than every browser's list of colleagues says."""
        self._listed: set[AgentId] = set()
        self._dirty = asyncio.Event()
        self._engine: EngineClient | None = None

    async def run(self) -> None:
        self.loop = asyncio.get_running_loop()
        async with async_redis() as facts, async_redis() as pulses, asyncio.TaskGroup() as tasks:
            tasks.create_task(self.replica.follow_facts(facts))
            tasks.create_task(self.replica.follow_pulse(pulses))
            tasks.create_task(self.cards.run())
            tasks.create_task(self.priorities.run())
            tasks.create_task(self._flush())
            tasks.create_task(self._pulse())
            tasks.create_task(self._reach_engine())
            tasks.create_task(self._look_who_may_stay())

    # What the rest of the process asks for

    def join(self, connection: Connection) -> None:
        """Sends hello, then whatever changes. Closes at once when there are too many."""
        mine = Counter(member.me.user for member in self.connections())
        if mine.total() >= CONNECTIONS_MAX or mine[connection.me.user] >= CONNECTIONS_PER_USER_MAX:
            connection.close(Close.TOO_MANY)
            return
        audience = connection.audience
        group = self._groups.setdefault(audience, Group(audience))
        shown, message = self._hello(connection.me, audience)
        merge(group.shown, shown)
        connection.send(message)
        self._members.setdefault(audience, set()).add(connection)

    def leave(self, connection: Connection) -> None:
        members = self._members.get(connection.audience, set())
        members.discard(connection)
        if not members:
            self._members.pop(connection.audience, None)
            self._groups.pop(connection.audience, None)

    def connections(self) -> Iterable[Connection]:
        return (connection for members in self._members.values() for connection in members)

    def hello(self, me: Me, audience: Audience) -> str:
        return self._hello(me, audience)[1]

    async def ask(self, intent: Intent, *, by: int) -> Reply:
        if self._engine is None:
            return NoAnswer()
        try:
            return await self._engine.ask(intent, by=by)
        except (RedisError, OSError):
            return NoAnswer()

    # How it comes about

    def _hello(self, me: Me, audience: Audience) -> tuple[Changes, str]:
        scene = self._scene()
        shown, views = scene.all_parts(audience)
        hello: dict[str, Any] = {
            "kind": "hello",
            "server_at": scene.now,
            "fresh_at": scene.fresh_at,
            "engine": self.replica.engine,
            "pbx": self.replica.pbx,
            "me": me,
            **views,
            "colleagues": scene.colleagues(scene.state.agents),
        }
        return shown, _encoder.encode(hello).decode()

    def _scene(self) -> Scene:
        replica = self.replica
        return Scene(replica.state, replica.names, self._encoded, self.cards.found, now(), replica.fresh_at)

    def _changed(self, changes: Changes | None) -> None:
        """The replica has moved on."""
        self.cards.follow(self.replica.state, changes)
        self.priorities.follow(self.replica.state, changes)
        self._colleagues |= set(self.replica.state.agents) | self._listed if changes is None else changes.agents
        if changes is None:
            self._all_pending = True
            self._encoded.forget(None)
            self._dirty.set()
        elif changes.queues or changes.agents or changes.interactions or changes.callbacks:
            self._touch(widen(changes, self.replica.state, self.replica.names))

    def _cards_changed(self, interaction: InteractionId) -> None:
        self.cards.again(self.replica.state, interaction)

    def _cards_came(self, changes: Changes) -> None:
        self._touch(changes)
        self.priorities.consider(self.replica.state, self.replica.names, self.cards.found, changes.interactions)

    def _news(self, raw: bytes) -> None:
        """To whom it concerns, as it came. Who is not connected asks for it later."""
        try:
            news = _news.decode(raw)
        except msgspec.MsgspecError:
            log.warning("news that cannot be read")
            return
        users = None if news.users is None else frozenset(news.users)
        text = bytes(news.message).decode()
        for connection in list(self.connections()):
            if (users is None or connection.me.user in users) and news.permission in ("", *connection.me.permissions):
                connection.send(text)

    def _touch(self, changes: Changes) -> None:
        self._encoded.forget(changes)
        merge(self._pending, changes)
        self._dirty.set()

    async def _flush(self) -> None:
        """The first change is shown GATHER_MS later, with those of the same event; what comes then together, DELTA_INTERVAL_MS later."""
        while True:
            await self._dirty.wait()
            await asyncio.sleep(GATHER_MS / 1_000)
            self._dirty.clear()
            self.flush()
            await asyncio.sleep((DELTA_INTERVAL_MS - GATHER_MS) / 1_000)

    def flush(self) -> None:
        changes, self._pending = self._pending, Changes()
        if self._all_pending:
            self._all_pending = False
            changes = everything(self.replica.state, (group.shown for group in self._groups.values()))
        scene = self._scene()
        for audience, members in self._members.items():
            message = self._groups[audience].delta(scene, changes)
            if message is not None:
                text = message.decode()
                for connection in members:
                    connection.send(text)

    def flush_colleagues(self) -> None:
        """Everybody sees the same of everybody, so it is encoded once, and seldom: thousands of desks need not hear of each ring."""
        changed, self._colleagues = self._colleagues, set()
        if not changed:
            return
        scene = self._scene()
        present = changed & scene.state.agents.keys()
        gone = (changed & self._listed) - present
        self._listed = (self._listed | present) - gone
        text = delta(scene.fresh_at, {"colleagues": scene.colleagues(present), "gone_colleagues": sorted(gone)}).decode()
        for connection in list(self.connections()):
            connection.send(text)

    async def _pulse(self) -> None:
        while True:
            await asyncio.sleep(PULSE_SECONDS)
            at = now()
            if new_days := self._encoded.new_days(self.replica.names, at):
                self._touch(Changes(queues=new_days))
            self.flush_colleagues()
            replica = self.replica
            pulse = Pulse(server_at=at, fresh_at=replica.fresh_at, engine=replica.engine, pbx=replica.pbx)
            text = _encoder.encode(pulse).decode()
            for connection in list(self.connections()):
                connection.send(text)

    async def _look_who_may_stay(self) -> None:
        while True:
            await asyncio.sleep(ADMISSION_SECONDS)
            await self.close_signed_out()

    async def close_signed_out(self) -> None:
        """Ends the connections whose sign-in is over. The database away: nobody is ended for it."""
        present = list(self.connections())
        with suppress(OperationalError, InterfaceError):
            staying = await database_sync_to_async(still_signed_in)({connection.sign_in for connection in present})
            for connection in present:
                if connection.sign_in not in staying:
                    connection.close(Close.NOT_SIGNED_IN)

    async def _reach_engine(self) -> None:
        """Keeps the way for intents open; Redis away is waited for."""
        while True:
            try:
                async with open_engine() as self._engine:
                    await asyncio.get_running_loop().create_future()
            except* (RedisError, OSError, msgspec.MsgspecError) as errors:
                log.warning("no way to the engine: %s", errors.exceptions[0])
            finally:
                self._engine = None
            await asyncio.sleep(RETRY_SECONDS)


class _Holder:
    """The hub of this process while it runs."""

    hub: Hub | None = None


def current() -> Hub | None:
    return _Holder.hub


@asynccontextmanager
async def running(look_up: LookUp) -> AsyncIterator[Hub]:
    """The hub of this process, for as long as the block lasts; every browser is told to come back at its end."""
    hub = Hub(look_up)
    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(hub.run())
        _Holder.hub = hub
        try:
            yield hub
        finally:
            _Holder.hub = None
            for connection in list(hub.connections()):
                connection.close(Close.NOT_READY)
            following.cancel()
