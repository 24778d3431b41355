"""The life of the live web: it ends in order, or takes the process with it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ccplatform.realtime import routing


class Server:
    """The web server's side of ASGI's lifespan."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        self.told: list[str] = []
        self.signals: list[int] = []
        self.asked.put_nowait({"type": "lifespan.startup"})
        monkeypatch.setattr(signal, "raise_signal", self.signals.append)

    async def send(self, message: dict[str, str]) -> None:
        self.told.append(message["type"])


async def test_it_starts_and_ends_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(monkeypatch)
    server.asked.put_nowait({"type": "lifespan.shutdown"})

    @asynccontextmanager
    async def running(_: object) -> AsyncIterator[None]:
        yield

    monkeypatch.setattr(routing, "running", running)
    await routing.lifespan({}, server.asked.get, server.send)
    assert (server.told, server.signals) == (["lifespan.startup.complete", "lifespan.shutdown.complete"], [])


async def test_a_live_web_that_breaks_ends_the_process_instead_of_standing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(monkeypatch)

    @asynccontextmanager
    async def running(_: object) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:

            async def breaks() -> None:
                raise AssertionError("an invariant is broken")

            tasks.create_task(breaks())
            yield

    monkeypatch.setattr(routing, "running", running)
    with pytest.raises(ExceptionGroup):
        await routing.lifespan({}, server.asked.get, server.send)
    assert server.signals == [signal.SIGTERM]
