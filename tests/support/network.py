"""The network between one desk and the center, which a test can take away: pages, live connection, SIP and voice all pass here.

No browser has a switch that takes WebRTC's packets away, and taking an interface away asks for rights that few have. So the desk
reaches the center through relays. A voice goes by whatever addresses the two ends tell each other; these are therefore rewritten in
the SIP messages on their way (RFC 8839 candidates). Nothing that is cut is told to the center: packets vanish, and its connections stay
open and silent, as when somebody leaves the reach of a wireless network.
"""

from __future__ import annotations

import asyncio
import random
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

from playwright.async_api import BrowserContext
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

LOOPBACK: Final = "127.0.0.1"
SIP: Final = Subprotocol("sip")
READ_BYTES: Final = 65_536
HEAD_END: Final = "\r\n\r\n"
CANDIDATE: Final = re.compile(r"a=(candidate|end-of-candidates|rtcp:).*\r\n")
MEDIA: Final = re.compile(r"m=audio (\d+) ")
CONNECTION: Final = re.compile(r"c=IN IP[46] \S+")
LENGTH: Final = re.compile(r"(?im)^content-length: *\d+")
CALL: Final = re.compile(r"(?im)^(?:call-id|i): *(\S+)")

Address = tuple[str, int]


class Voice:
    """The packets of one call. The center sees one socket for each of the browser's, as behind a translating router (NAT)."""

    def __init__(self, network: Network, center: Address) -> None:
        self._network, self._center = network, center
        self._loop = asyncio.get_running_loop()
        self._near = self._socket()
        self._loop.add_reader(self._near, self._from_browser)
        self._far: dict[Address, socket.socket] = {}
        self._spare = self._facing_center()

    @property
    def near_port(self) -> int:
        """Where the browser sends to."""
        return int(self._near.getsockname()[1])

    @property
    def far_port(self) -> int:
        """What the center is told of the browser."""
        first = next(iter(self._far.values()), self._spare)
        return int(first.getsockname()[1])

    def close(self) -> None:
        for one in (self._near, self._spare, *self._far.values()):
            self._loop.remove_reader(one)
            one.close()

    @staticmethod
    def _socket() -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.setblocking(False)
        made.bind((LOOPBACK, 0))
        return made

    def _facing_center(self) -> socket.socket:
        made = self._socket()
        self._loop.add_reader(made, self._from_center, made)
        return made

    def _from_browser(self) -> None:
        for data, source in _received(self._near):
            if source not in self._far:
                self._far[source] = self._spare
                self._spare = self._facing_center()
            if self._network.carries(data, from_browser=True):
                with suppress(OSError):
                    self._far[source].sendto(data, self._center)

    def _from_center(self, facing: socket.socket) -> None:
        browser = next((source for source, far in self._far.items() if far is facing), None)
        for data, _ in _received(facing):
            if browser is not None and self._network.carries(data, from_browser=False):
                with suppress(OSError):
                    self._near.sendto(data, browser)


def _is_voice(packet: bytes) -> bool:
    """RTP, and neither RTCP nor anything else on the same port (RFC 7983 section 7, RFC 5761 section 4)."""
    return len(packet) > 1 and 128 <= packet[0] <= 191 and not 192 <= packet[1] <= 223


def _received(one: socket.socket) -> Iterator[tuple[bytes, Address]]:
    # A port that was closed in between is told as an error of the next call.
    with suppress(OSError):
        while True:
            yield one.recvfrom(READ_BYTES)


class Network:
    """Between the browser and the center at `web` and, for SIP over WebSocket, `sip`; the browser opens 127.0.0.1:`port`."""

    def __init__(self, web: Address, sip: Address) -> None:
        self._web, self._sip_address = web, sip
        self._through = asyncio.Event()
        self._through.set()
        self._near: set[asyncio.StreamWriter] = set()
        self._every: set[asyncio.StreamWriter] = set()
        self._voices: dict[str, Voice] = {}
        self.port = self._sip_port = 0
        self._loss = {True: 0.0, False: 0.0}
        self._chance = random.Random(1)

    def carries(self, packet: bytes, *, from_browser: bool) -> bool:
        """Whether this packet of a voice arrives."""
        lossy = self._loss[from_browser] > 0 and _is_voice(packet)
        return self.there and not (lossy and self._chance.random() < self._loss[from_browser])

    @contextmanager
    def losing(self, share: float, *, from_browser: bool) -> Iterator[None]:
        """This share of the packets of every voice vanishes in one direction."""
        self._loss[from_browser] = share
        try:
            yield
        finally:
            self._loss[from_browser] = 0.0

    @property
    def there(self) -> bool:
        return self._through.is_set()

    @contextmanager
    def away(self) -> Iterator[None]:
        """The browser's computer loses the network: its connections end on its side, the center hears nothing of that."""
        self._through.clear()
        for writer in self._near:
            writer.transport.abort()
        try:
            yield
        finally:
            self._through.set()

    async def used_by(self, context: BrowserContext) -> None:
        """From now on this browser's phone comes through here as well."""
        await context.add_init_script(
            f"""(() => {{
              const Real = window.WebSocket;
              window.WebSocket = class extends Real {{
                constructor(url, protocols) {{
                  const there = new URL(url, location.href);
                  if ([protocols].flat().includes("sip")) there.port = "{self.port}";
                  super(there, protocols);
                }}
              }};
            }})();"""
        )

    # -- connections

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """From the browser: SIP is told from the rest by what is asked for."""
        await self._through.wait()
        asked = await reader.read(READ_BYTES)
        speaks_sip = b"sec-websocket-protocol: sip" in asked.lower()
        there, far = await asyncio.open_connection(*((LOOPBACK, self._sip_port) if speaks_sip else self._web))
        far.write(asked)
        self._near.add(writer)
        self._every |= {writer, far}
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pump(reader, far))
            tasks.create_task(self._pump(there, writer))
        self._near.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(READ_BYTES):
                await self._through.wait()
                writer.write(data)
                await writer.drain()
            if self.there:
                writer.close()

    # -- SIP

    async def _talks_sip(self, near: ServerConnection) -> None:
        center = "ws://{}:{}/ws".format(*self._sip_address)
        async with connect(center, subprotocols=[SIP], ping_interval=None, compression=None) as far, asyncio.TaskGroup() as tasks:
            tasks.create_task(self._carry(near, far, from_browser=True))
            tasks.create_task(self._carry(far, near, from_browser=False))

    async def _carry(
        self, source: ServerConnection | ClientConnection, target: ServerConnection | ClientConnection, *, from_browser: bool
    ) -> None:
        with suppress(ConnectionClosed):
            async for message in source:
                text = message if isinstance(message, str) else message.decode()
                await target.send(self._rewritten(text, from_browser=from_browser))
        await target.close()

    def _rewritten(self, message: str, *, from_browser: bool) -> str:
        """The same, with the relay's address for the voice in its description (RFC 4566)."""
        head, _, body = message.partition(HEAD_END)
        media, call = MEDIA.search(body), CALL.search(head)
        if media is None or call is None:
            return message
        if not from_browser and call[1] not in self._voices:
            self._voices[call[1]] = Voice(self, (LOOPBACK, int(media[1])))
        voice = self._voices[call[1]]
        port = voice.far_port if from_browser else voice.near_port
        body = CONNECTION.sub(f"c=IN IP4 {LOOPBACK}", CANDIDATE.sub("", body))
        body = MEDIA.sub(f"m=audio {port} ", body) + f"a=candidate:1 1 udp 2130706431 {LOOPBACK} {port} typ host\r\n"
        return LENGTH.sub(f"Content-Length: {len(body.encode())}", head) + HEAD_END + body

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Network]:
        async with (
            serve(self._talks_sip, LOOPBACK, 0, subprotocols=[SIP], ping_interval=None, compression=None) as sip,
            await asyncio.start_server(self._connected, LOOPBACK, 0) as relay,
        ):
            self._sip_port = next(iter(sip.sockets)).getsockname()[1]
            self.port = relay.sockets[0].getsockname()[1]
            try:
                yield self
            finally:
                relay.close()
                for writer in self._every:
                    writer.transport.abort()
                for voice in self._voices.values():
                    voice.close()
