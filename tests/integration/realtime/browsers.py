"""A browser's WebSocket for tests: signs in, merges what it is sent, and waits for what it expects."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from ccplatform.accounts.models import User
from ccplatform.agents.models import Agent
from ccplatform.realtime.routing import websockets
from contracts.permissions import Role

ANSWER_SECONDS_MAX = 60
"""Only a test that fails waits this long."""


def person(username: str, role: Role, agent: int | None = None) -> User:
    user = User.objects.create(username=username, name=username.title(), role=role.value)
    if agent is not None:
        Agent.objects.create(pk=agent, name=user.name, user=user)
    return user


def cookie(user: User) -> bytes:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()


class Socket:
    """A WebSocket as the web server opens it (ASGI, "WebSocket"): channels.testing has one that wants another web server installed."""

    def __init__(self, headers: list[tuple[bytes, bytes]], path: str = "/ws/live") -> None:
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        self._app: Any = ApplicationCommunicator(websockets(), scope)  # type: ignore[no-untyped-call]  # asgiref types no tests

    async def connect(self) -> bool:
        await self._app.send_input({"type": "websocket.connect"})
        answer = await self.receive()
        return bool(answer["type"] == "websocket.accept")

    async def send_text(self, text: str) -> None:
        await self._app.send_input({"type": "websocket.receive", "text": text})

    async def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._app.receive_output(ANSWER_SECONDS_MAX)
        return message

    async def disconnect(self) -> None:
        await self._app.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._app.wait(ANSWER_SECONDS_MAX)


class Browser:
    """Merges deltas into `queues`, `agents` and `interactions` by id, as the front end does."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.session = ""
        self.hello: dict[str, Any] = {}
        self.parts: dict[str, dict[Any, Any]] = {"queues": {}, "agents": {}, "interactions": {}, "callbacks": {}, "colleagues": {}}
        self.other: list[dict[str, Any]] = []

    @property
    def news(self) -> list[dict[str, Any]]:
        """What came that is neither live state nor an answer."""
        return [message for message in self.other if message["kind"] in ("message", "alarms", "board")]

    async def receive(self) -> dict[str, Any]:
        sent = await self.socket.receive()
        assert sent["type"] == "websocket.send", sent
        message: dict[str, Any] = json.loads(sent["text"])
        if message["kind"] == "hello":
            self.hello = message
        if message["kind"] in ("hello", "delta"):
            self._merge(message)
        else:
            self.other.append(message)
        return message

    def _merge(self, message: dict[str, Any]) -> None:
        for name, parts in self.parts.items():
            for part in message.get(name, []):
                parts[part["live"]["id"] if "live" in part else part["id"]] = part
            for gone in message.get(f"gone_{name}", []):
                parts.pop(gone, None)

    async def until(self, seen: Callable[[], Any]) -> Any:
        """Reads on until something true is seen; returns it."""
        while not (found := seen()):
            await self.receive()
        return found

    async def ask(self, intent: dict[str, Any], name: str = "a") -> dict[str, Any]:
        await self.socket.send_text(json.dumps({"kind": "ask", "id": name, "intent": intent}))
        answer: dict[str, Any] = await self.until(
            lambda: next((m for m in self.other if m.get("id") == name or m["kind"] == "fault"), None)
        )
        return answer

    async def closed(self) -> int:
        """The code with which the server ends it, whatever it still says before."""
        while (message := await self.socket.receive())["type"] != "websocket.close":
            pass
        code: int = message["code"]
        return code


@asynccontextmanager
async def browser(user: User | None, origin: bytes = b"http://localhost") -> AsyncIterator[Browser]:
    headers = [(b"origin", origin), (b"host", b"localhost")]
    sent = await sync_to_async(cookie)(user) if user is not None else b""
    if sent:
        headers.append((b"cookie", sent))
    socket = Socket(headers)
    assert await socket.connect()
    try:
        page = Browser(socket)
        page.session = sent.decode().partition("=")[2]
        yield page
    finally:
        await socket.disconnect()
