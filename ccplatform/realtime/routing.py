"""Which WebSocket addresses there are, and the life of what serves them."""

from __future__ import annotations

import asyncio
from typing import Any

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.urls import path

from ccplatform.realtime.consumer import LiveConsumer
from ccplatform.realtime.hub import running
from reporting.interactions.selectors import contact_cards


def websockets() -> AllowedHostsOriginValidator:
    """Sessions of the browser's cookie; a page of another origin is refused."""
    return AllowedHostsOriginValidator(SessionMiddlewareStack(URLRouter([path("ws/live", LiveConsumer.as_asgi())])))


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """ASGI's lifespan: the hub follows the engine from the start of the process to its end."""
    await receive()
    async with running(contact_cards):
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.sleep(0)
    await send({"type": "lifespan.shutdown.complete"})
