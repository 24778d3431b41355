"""Which WebSocket addresses there are."""

from __future__ import annotations

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator


def websockets() -> AllowedHostsOriginValidator:
    """Sessions of the browser's cookie; a page of another origin is refused."""
    return AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter([])))
