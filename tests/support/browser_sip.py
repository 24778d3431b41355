"""A browser's softphone without a browser: it registers over a WebSocket (RFC 7118) and reads the INVITE it is sent."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import md5
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

SECONDS_MAX = 60


class SoftphoneStub:
    """`register`, then `next_request` for what the other side wants; `read` runs beside them."""

    def __init__(self, socket: ClientConnection, username: str, secret: str) -> None:
        self._socket = socket
        self._username, self._secret = username, secret
        self._call_id = uuid4().hex
        self._count = 0
        self._heard: asyncio.Queue[str] = asyncio.Queue()

    async def register(self) -> int:
        """The final status of a registration, after the challenge."""
        challenge = await self._exchange("")
        if not challenge.startswith("SIP/2.0 401"):
            return _status(challenge)
        header = next(line for line in challenge.split("\r\n") if line.lower().startswith("www-authenticate"))
        given = dict(part.strip().split("=", 1) for part in header.partition("Digest ")[2].split(","))
        realm, nonce = given["realm"].strip('"'), given["nonce"].strip('"')
        first = _hash(f"{self._username}:{realm}:{self._secret}")
        second = _hash("REGISTER:sip:127.0.0.1")
        response = _hash(f"{first}:{nonce}:00000001:abc:auth:{second}")
        opaque = f", opaque={given['opaque']}" if "opaque" in given else ""
        return _status(
            await self._exchange(
                f'Authorization: Digest username="{self._username}", realm="{realm}", nonce="{nonce}", uri="sip:127.0.0.1", '
                f'response="{response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abc"{opaque}\r\n'
            )
        )

    async def next_request(self, method: str) -> str:
        """The next request of this method; others in between are dropped."""
        while not (message := await self._next()).startswith(method):
            pass
        return message

    async def read(self) -> None:
        """Takes in what comes until the socket closes, and answers OPTIONS at once, whatever the test waits for meanwhile."""
        async for message in self._socket:
            assert isinstance(message, str)
            if message.startswith("OPTIONS"):
                await self._socket.send(_ok(message))
            else:
                self._heard.put_nowait(message)

    async def _exchange(self, authorization: str) -> str:
        self._count += 1
        await self._socket.send(
            f"REGISTER sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/WS stub.invalid;branch=z9hG4bK{self._call_id}{self._count}\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:{self._username}@127.0.0.1>;tag=1\r\nTo: <sip:{self._username}@127.0.0.1>\r\n"
            f"Call-ID: {self._call_id}\r\nCSeq: {self._count} REGISTER\r\n"
            f"Contact: <sip:{self._username}@stub.invalid;transport=ws>;expires=60\r\n{authorization}Content-Length: 0\r\n\r\n"
        )
        return await self.next_request("SIP/2.0")

    async def _next(self) -> str:
        return await asyncio.wait_for(self._heard.get(), SECONDS_MAX)


@asynccontextmanager
async def open_softphone_stub(url: str, username: str, secret: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[SoftphoneStub]:
    """A stub on its own socket to `url` (ws://.../ws or wss://.../ws)."""
    async with connect(url, subprotocols=[Subprotocol("sip")], ssl=tls, compression=None, close_timeout=0.2) as socket:
        stub = SoftphoneStub(socket, username, secret)
        async with asyncio.TaskGroup() as tasks:
            reading = tasks.create_task(stub.read())
            yield stub
            reading.cancel()


def _status(message: str) -> int:
    return int(message.split(" ", 2)[1])


def _ok(request: str) -> str:
    kept = [line for line in request.split("\r\n") if line.split(":")[0] in {"Via", "From", "To", "Call-ID", "CSeq"}]
    return "SIP/2.0 200 OK\r\n" + "\r\n".join(kept) + "\r\nContent-Length: 0\r\n\r\n"


def _hash(text: str) -> str:
    return md5(text.encode()).hexdigest()
