"""The ARI client on asyncio: the only module of this room that does I/O.

One socket belongs to the application that owns the legs and receives their events, one to an application that observes
endpoints, and `senders` more only send. The requests of one key (an interaction's id) always take the same socket and so
keep their order; those of different keys run side by side. The
sockets live and die together: when one is lost, all are closed, every unanswered request ends in AriLost,
`Disconnected` is delivered, and the client connects anew until it is closed.

    async with AriClient(config, inbox.append) as ari:
        ari.send(HangUpChannel(channel_id=leg), key=interaction, report=on_outcome)     # returns at once
        match await ari.ask(GetChannel(channel_id=leg), key=interaction):
            case AriResponse() as response: channel = response.answer()
            case AriRefused(status=404): ...
"""

import asyncio
import ssl
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast
from urllib.parse import quote

from telephony.ari.backoff import delays
from telephony.ari.base import Request
from telephony.ari.config import AriConfig
from telephony.ari.events import Event
from telephony.ari.protocol import (
    Answered,
    AriFailure,
    AriLost,
    AriOutcome,
    AriProtocol,
    AriResponse,
    AriTimedOut,
    OnOutcome,
    Unreadable,
)
from telephony.ari.requests import FilterEvents, PingAsterisk, SubscribeApplication
from telephony.ari.signals import AriSignal, Connected, Disconnected, EventReceived
from telephony.ari.websocket import WebSocket

Answer = TypeVar("Answer")

#: seconds for the TCP connection and the WebSocket's opening
OPEN_TIMEOUT_S: Final = 5.0
#: requests that `ask_all` has on the way at one time; leaves room for others of the same socket
BATCH: Final = 200


class AriUnusable(Exception):
    """A connection could not be made or is gone; the text says why."""


class _Socket(asyncio.Protocol):
    """One WebSocket: bytes to events and outcomes. `opened` and `lost` (with the reason) are set once.

    Requests leave at once on the first socket. On the others those that are sent until the event loop turns leave together: a system
    call and a wake-up of Asterisk's thread for all of them.
    """

    def __init__(self, config: AriConfig, index: int, on_event: Callable[[Event], None]) -> None:
        self._loop = asyncio.get_running_loop()
        host, port, secure = config.address
        scheme = "wss" if secure else "ws"
        uri = f"{scheme}://{host}:{port}/ari/events?app={quote(config.application(index))}"
        self._websocket = WebSocket(uri, config.user, config.password)
        self._ari = AriProtocol(timeout_s=config.request_timeout_s)
        self._on_event = on_event
        self._at_once = index == 0
        self._to_flush = False
        self._transport: asyncio.WriteTransport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.opened: asyncio.Future[None] = self._loop.create_future()
        self.lost: asyncio.Future[str] = self._loop.create_future()
        #: the last message that made no sense; for the log of whoever owns the client
        self.unreadable: Unreadable | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's is one without inheriting from it
        self._flush()

    def data_received(self, data: bytes) -> None:
        messages = self._websocket.receive(data)
        self._flush()
        if self._websocket.open and not self.opened.done():
            self.opened.set_result(None)
        for message in messages:
            self._understood(self._ari.receive(message))
        if failure := self._websocket.failure:
            self.drop(failure)

    def connection_lost(self, exc: Exception | None) -> None:
        self.drop(f"the connection broke: {exc}" if exc else "Asterisk went away")

    def send(self, request: Request[Any], report: OnOutcome | None) -> None:
        """Send now; the outcome comes later through `report`, never before this returns."""
        if self._transport is None or self.lost.done():
            self._later(report, AriLost(request))
            return
        message = self._ari.send(request, self._loop.time(), report)
        if not isinstance(message, bytes):
            self._later(report, message)
            return
        self._websocket.send(message)
        if self._at_once:
            self._flush()
        elif not self._to_flush:
            self._to_flush = True
            self._loop.call_soon(self._flush)
        if self._timer is None:
            self._arm()

    def drop(self, reason: str) -> None:
        """Close, and end all that is unanswered. Only the first reason counts."""
        if self.lost.done():
            return
        self.lost.set_result(reason)
        if not self.opened.done():
            self.opened.set_exception(AriUnusable(reason))
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._websocket.close()
            self._flush()
            self._transport.close()
        for answered in self._ari.lose():
            self._later(answered.report, answered.outcome)

    def _understood(self, meaning: Event | Answered | Unreadable | None) -> None:
        if isinstance(meaning, Answered):
            if meaning.report is not None:
                meaning.report(meaning.outcome)
        elif isinstance(meaning, Unreadable):
            self.unreadable = meaning
        elif meaning is not None:
            self._on_event(meaning)

    def _flush(self) -> None:
        self._to_flush = False
        data = self._websocket.to_send()
        if data and self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def _arm(self) -> None:
        deadline = self._ari.next_deadline
        self._timer = None if deadline is None else self._loop.call_at(deadline, self._expire)

    def _expire(self) -> None:
        for answered in self._ari.expire(self._loop.time()):
            if answered.report is not None:
                answered.report(answered.outcome)
        self._arm()

    def _later(self, report: OnOutcome | None, outcome: AriOutcome) -> None:
        if report is not None:
            self._loop.call_soon(report, outcome)


class AriClient:
    """Keeps an Asterisk node at hand. `deliver` gets every signal, in order, on the loop; it must not block."""

    def __init__(
        self,
        config: AriConfig,
        deliver: Callable[[AriSignal], None],
        *,
        random: Random | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._config = config
        self._deliver = deliver
        self._random = random or Random()
        self._tls = tls
        self._sockets: list[_Socket] = []
        self._early: list[Event] | None = []
        self._ready = asyncio.Event()
        self._group = asyncio.TaskGroup()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether requests reach Asterisk at this moment."""
        return self._ready.is_set()

    async def ready(self) -> None:
        """Return when connected; for scripts and tests (the engine waits for the signal)."""
        await self._ready.wait()

    def send(self, request: Request[Any], *, key: str = "", report: OnOutcome | None = None) -> None:
        """Send without waiting. `report` is called exactly once with the outcome, after this has returned."""
        if not self._ready.is_set():
            if report is not None:
                asyncio.get_running_loop().call_soon(report, AriLost(request))
            return
        self._socket_of(key).send(request, report)

    async def ask(self, request: Request[Answer], *, key: str = "") -> AriResponse[Answer] | AriFailure:
        """Send and wait for the outcome."""
        outcome: asyncio.Future[AriOutcome] = asyncio.get_running_loop().create_future()

        def report(value: AriOutcome) -> None:
            if not outcome.done():
                outcome.set_result(value)

        self.send(request, key=key, report=report)
        return await outcome

    async def ask_all(self, requests: Iterable[Request[Any]], *, key: str = "") -> list[AriOutcome]:
        """Send many of one key in order, wait for all; never more at a time than one socket takes (IN_FLIGHT_MAX)."""
        outcomes: list[AriOutcome] = []
        for part in _batched(requests, BATCH):
            outcomes.extend(await asyncio.gather(*(self.ask(request, key=key) for request in part)))
        return outcomes

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._keeper = self._group.create_task(self._keep())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._keeper is not None
        self._keeper.cancel()
        # The group is an inner matter: an error of the caller's block leaves as it is, not wrapped in a group.
        inner = error if isinstance(error, asyncio.CancelledError) else None
        await self._group.__aexit__(type(inner) if inner else None, inner, trace if inner else None)

    def _socket_of(self, key: str) -> _Socket:
        senders = self._config.senders
        return self._sockets[1 + hash(key) % senders if key and senders else 0]

    async def _keep(self) -> None:
        """Connect, watch, connect again; ends by cancellation only."""
        waits = delays(self._random)
        while True:
            try:
                asterisk_id = await self._connect()
            except AriUnusable as failed:
                self._deliver(Disconnected(str(failed)))
            else:
                waits = delays(self._random)
                self._announce(asterisk_id)
                self._deliver(Disconnected(await self._watch()))
            await asyncio.sleep(next(waits))

    async def _connect(self) -> str:
        """Open every socket, the one for events last; the id of the Asterisk behind them."""
        self._early = []
        self._sockets = []
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                for index in [*range(1, self._config.sockets), 0]:
                    self._sockets.insert(0 if index == 0 else len(self._sockets), await self._open(index))
            return await self._prepare()
        except TimeoutError:
            self._close_all("no answer while opening")
            raise AriUnusable(f"no answer within {OPEN_TIMEOUT_S:g} s") from None
        except (OSError, AriUnusable) as error:
            self._close_all(str(error))
            raise AriUnusable(str(error)) from error
        except asyncio.CancelledError:
            self._close_all("closed by us")
            raise

    async def _open(self, index: int) -> _Socket:
        host, port, secure = self._config.address
        on_event = self._event if index in {0, self._config.observer} else _ignore
        loop = asyncio.get_running_loop()
        context = (self._tls or ssl.create_default_context()) if secure else None
        _, socket = await loop.create_connection(lambda: _Socket(self._config, index, on_event), host, port, ssl=context)
        try:
            await socket.opened
        except asyncio.CancelledError:
            socket.drop("closed by us")
            raise
        return socket

    async def _prepare(self) -> str:
        """Say which events each application wants; Asterisk keeps such a filter only as long as the application."""
        for index, socket in enumerate(self._sockets):
            app = self._config.application(index)
            allowed = [{"type": kind} for kind in sorted(self._config.allowed(index))]
            await _demand(socket, FilterEvents(application_name=app, filter_={"allowed": allowed}))
        if (observer := self._config.observer) is not None:
            subscription = SubscribeApplication(
                application_name=self._config.application(observer), event_source=self._config.subscriptions
            )
            await _demand(self._sockets[observer], subscription)
        return (await _demand(self._sockets[0], PingAsterisk())).asterisk_id

    def _announce(self, asterisk_id: str) -> None:
        self._ready.set()
        self._deliver(Connected(asterisk_id))
        early, self._early = self._early or [], None
        for event in early:
            self._deliver(EventReceived(event))

    async def _watch(self) -> str:
        """Wait until a socket is lost or silent, close the others; why."""
        losses = [socket.lost for socket in self._sockets]
        try:
            while True:
                done, _ = await asyncio.wait(losses, timeout=self._config.ping_every_s, return_when=asyncio.FIRST_COMPLETED)
                if done:
                    return done.pop().result()
                for socket in self._sockets:
                    socket.send(PingAsterisk(), _dropping(socket))
        finally:
            self._ready.clear()
            self._early = []
            self._close_all("another socket was lost")

    def _close_all(self, reason: str) -> None:
        for socket in self._sockets:
            socket.drop(reason)

    def _event(self, event: Event) -> None:
        if self._early is None:
            self._deliver(EventReceived(event))
        else:
            self._early.append(event)


def _batched(requests: Iterable[Request[Any]], size: int) -> Iterator[list[Request[Any]]]:
    rest = iter(requests)
    while part := list(islice(rest, size)):
        yield part


def _ignore(event: Event) -> None:
    """A sending application hears nothing; its filter lets only answers through."""


def _dropping(socket: _Socket) -> OnOutcome:
    """A ping without an answer ends its socket."""

    def report(outcome: AriOutcome) -> None:
        if isinstance(outcome, AriTimedOut):
            socket.drop("Asterisk does not answer")

    return report


async def _demand(socket: _Socket, request: Request[Answer]) -> Answer:
    """The answer to a request without which the connection is of no use."""
    outcome: asyncio.Future[AriOutcome] = asyncio.get_running_loop().create_future()
    socket.send(request, lambda value: None if outcome.done() else outcome.set_result(value))
    match await outcome:
        case AriResponse() as response:
            answer: Answer = response.answer()
            return answer
        case failure:
            raise AriUnusable(f"{type(request).__name__} failed: {failure}")
