"""What a browser does besides the phone, without a browser: signs in, keeps the live WebSocket, asks for things.

For headless agents and demo callers; speaks only the public interface (REST and contracts/views.py).
"""

from __future__ import annotations

import asyncio
import http.client
import itertools
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import msgspec
import websockets

from contracts import views
from contracts.intents import Intent

REQUEST_SECONDS_MAX = 30
MESSAGE_BYTES_MAX = 8 << 20


class CenterRefused(Exception):
    """The center said no; the text is the title and detail of its problem+json."""


@dataclass(slots=True)
class Live:
    """The live state as this account may see it, merged from hello and deltas."""

    me: views.Me | None = None
    agents: dict[int, views.AgentView] = field(default_factory=dict)
    interactions: dict[str, views.InteractionView] = field(default_factory=dict)

    def merge(self, message: views.Hello | views.Delta) -> None:
        if isinstance(message, views.Hello):
            self.me = message.me
            self.agents.clear()
            self.interactions.clear()
        else:
            for agent in message.gone_agents:
                self.agents.pop(agent, None)
            for interaction in message.gone_interactions:
                self.interactions.pop(interaction, None)
        self.agents.update({view.live.id: view for view in message.agents})
        self.interactions.update({view.live.id: view for view in message.interactions})


class DeskClient:
    """One signed-in account. `base` is the center's address, such as http://localhost:8000."""

    def __init__(self, base: str) -> None:
        self._url = urlsplit(base)
        self._cookies: dict[str, str] = {}
        self._socket: websockets.ClientConnection | None = None
        self._numbers = itertools.count(1)
        self.live = Live()
        self.on_change: Callable[[], None] = lambda: None

    async def sign_in(self, username: str, password: str) -> None:
        await self.request("GET", "/api/v1/session", accept=(200, 204))
        await self.request("POST", "/api/v1/session", {"username": username, "password": password})

    async def request(self, method: str, path: str, body: Any = None, *, accept: tuple[int, ...] = (200, 201, 204)) -> Any:
        """One REST request with this session's cookies. Raises CenterRefused for any other status."""
        return await asyncio.to_thread(self._request, method, path, body, accept)

    def _request(self, method: str, path: str, body: Any, accept: tuple[int, ...]) -> Any:
        host, port = self._url.hostname or "localhost", self._url.port
        connection: http.client.HTTPConnection
        if self._url.scheme == "https":
            connection = http.client.HTTPSConnection(host, port, timeout=REQUEST_SECONDS_MAX, context=_own_certificate())
        else:
            connection = http.client.HTTPConnection(host, port, timeout=REQUEST_SECONDS_MAX)
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Cookie": self.cookie_header(),
            "Referer": self._origin(),
        }
        if token := self._cookies.get("csrftoken"):
            headers["X-CSRFToken"] = token
        try:
            connection.request(method, path, msgspec.json.encode(body) if body is not None else None, headers)
            response = connection.getresponse()
            raw = response.read()
            for value in response.headers.get_all("Set-Cookie") or []:
                self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(value).items()})
        finally:
            connection.close()
        if response.status not in accept:
            raise CenterRefused(f"{method} {path}: {response.status} {raw[:300].decode(errors='replace')}")
        return msgspec.json.decode(raw) if raw and response.status < 300 else None

    def _origin(self) -> str:
        return f"{self._url.scheme}://{self._url.netloc}"

    def address(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self._origin()}{path}"

    def cookie_header(self) -> str:
        """This session's cookies, as a Cookie header's value."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    async def watch(self) -> None:
        """Keeps `live` current and calls `on_change`; connects anew for ever. Runs as a task beside the user."""
        scheme = "wss" if self._url.scheme == "https" else "ws"
        tls = _own_certificate() if scheme == "wss" else None
        decoder = msgspec.json.Decoder(views.ServerMessage)
        address = f"{scheme}://{self._url.netloc}/ws/live"
        headers = {"Cookie": self.cookie_header()}
        connections = websockets.connect(
            address, additional_headers=headers, origin=websockets.Origin(self._origin()), ssl=tls, max_size=MESSAGE_BYTES_MAX
        )
        async for socket in connections:
            self._socket = socket
            try:
                async for raw in socket:
                    message = decoder.decode(raw)
                    if isinstance(message, views.Hello | views.Delta):
                        self.live.merge(message)
                        self.on_change()
            except websockets.ConnectionClosed:
                self._socket = None

    async def ask(self, intent: Intent) -> None:
        """Sends an intent; lost when the connection is down, as a click would be. The effect is seen in `live`."""
        if self._socket is None:
            return
        try:
            await self._socket.send(msgspec.json.encode(views.Ask(id=f"d{next(self._numbers)}", intent=intent)).decode())
        except websockets.ConnectionClosed:
            self._socket = None


def _own_certificate() -> ssl.SSLContext:
    """The demo runs on the center's own machine, whose certificate it made itself: encryption without a check."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
