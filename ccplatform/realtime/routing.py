"""Which WebSocket addresses there are, and the life of what serves them."""

from __future__ import annotations

import signal
from typing import Any

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.urls import path, re_path

from ccplatform.realtime.consumer import LiveConsumer
from ccplatform.realtime.hub import running
from reporting.interactions.selectors import contact_cards


def websockets() -> AllowedHostsOriginValidator:
    """Sessions of the browser's cookie; a page of another origin is refused."""
    # Django's stubs know views of HTTP only.
    elsewhere: Any = nothing_here
    addresses = URLRouter([path("ws/live", LiveConsumer.as_asgi()), re_path("", elsewhere)])
    return AllowedHostsOriginValidator(SessionMiddlewareStack(addresses))


async def nothing_here(scope: Any, receive: Any, send: Any) -> None:
    """Any other address: the handshake is answered with 403, as ASGI has it for a close before the accept."""
    await send({"type": "websocket.close"})


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """ASGI's lifespan: the hub follows the engine from the start of the process to its end."""
    await receive()
    in_order = False
    try:
        async with running(contact_cards):
            await send({"type": "lifespan.startup.complete"})
            await receive()
        in_order = True
    finally:
        if not in_order:
            # A web process whose live numbers stand still must not look alive: whoever watches it starts another.
            signal.raise_signal(signal.SIGTERM)
    await send({"type": "lifespan.shutdown.complete"})
