"""What every answer of the web process has in common."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ccplatform.kernel.api.failures import bad_request, problem_response
from ccplatform.kernel.problems import database_away, redis_away

Handler = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """Content Security Policy (W3C CSP 3) and Permissions Policy.

    Scripts come from us alone. Styles may be inline, because the component library writes computed styles into the page.
    Connections go to us and to the SIP WebSocket of the PBX on the same host.
    """

    def __init__(self, get_response: Handler) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        response.headers.setdefault("Content-Security-Policy", _policy(request))
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=()")
        return response


def _policy(request: HttpRequest) -> str:
    host = host_name(request)
    center = settings.CENTER
    own = request.get_host() if host else ""
    sockets = f"ws://{host}:{center.ws_port} wss://{host}:{center.wss_port} ws://{own} wss://{own}" if host else ""
    return "; ".join(
        (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "worker-src 'self' blob:",
            f"connect-src 'self' {sockets}".strip(),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def host_name(request: HttpRequest) -> str:
    """The host by which the reader knows us, without port; "" when it is not one of ours."""
    host = request.META.get("HTTP_HOST", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name if name in settings.ALLOWED_HOSTS else ""


class NoNul:
    """Refuses addresses with a NUL: PostgreSQL takes none in text, and nobody means one."""

    def __init__(self, get_response: Handler) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request, ValueError("NUL"))
        return self._next(request)


class ServersAway:
    """A server that is away is 503 at once, also where no API view is there to say it (sessions, pages)."""

    def __init__(self, get_response: Handler) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError | InterfaceError):
            return problem_response(database_away())
        if isinstance(error, RedisConnectionError | RedisTimeoutError):
            return problem_response(redis_away())
        return None
