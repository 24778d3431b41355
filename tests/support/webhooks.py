"""A web server of the own network that keeps what is posted to it, for tests of a center that runs."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
SIGNATURE_HEADER = "X-Center-Signature"


class WebhookServer(ThreadingHTTPServer):
    """`came`: header and body of each post, in order."""

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Handler)
        self.came: list[tuple[str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/alarms"

    def signed_by(self, secret: str) -> list[dict[str, Any]]:
        """What came; fails for a post that was not signed with this secret as the integrators' guide says."""
        told = []
        for signature, body in self.came:
            at = signature.split(",")[0].removeprefix("t=")
            digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
            assert signature == f"t={at},v1={digest}"
            told.append(json.loads(body))
        return told


class _Handler(BaseHTTPRequestHandler):
    server: WebhookServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.headers[SIGNATURE_HEADER], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@contextmanager
def webhook_server() -> Iterator[WebhookServer]:
    with WebhookServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
