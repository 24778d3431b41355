"""A SIP caller of a few lines that says exactly what a test tells it, well-formed or not (RFC 3261 over UDP)."""

from __future__ import annotations

import socket
from types import TracebackType
from typing import Self

SECONDS_MAX = 60


class RawCaller:
    """Sends INVITEs from `address`; `answers` reads status lines until a final one."""

    def __init__(self, address: str, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, 0))
        self._socket.settimeout(SECONDS_MAX)
        self._host = "{}:{}".format(*self._socket.getsockname())
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def invite(self, user: str = "", sender: bytes = b'"Ada" <sip:+4940123@example.test>', extra: bytes = b"") -> None:
        """An INVITE for `user` ("" = none) whose From header is `sender` and which has the `extra` header lines."""
        self._count += 1
        host, _, port = self._host.partition(":")
        body = (f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {int(port) ^ 1} RTP/AVP 8\r\n").encode()
        target = f"sip:{user + '@' if user else ''}127.0.0.1:{self._server[1]}"
        head = (
            f"INVITE {target} SIP/2.0\r\nVia: SIP/2.0/UDP {self._host};branch=z9hG4bK-{self._host}-{self._count};rport\r\n"
            f"Max-Forwards: 70\r\nTo: <{target}>\r\nCall-ID: {self._count}@{self._host}\r\nCSeq: 1 INVITE\r\n"
            f"Contact: <sip:raw@{self._host}>\r\nContent-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        ).encode()
        self._socket.sendto(head + b"From: " + sender + f";tag={self._count}\r\n".encode() + extra + b"\r\n" + body, self._server)

    def status(self) -> int:
        """The status of the next answer; raises TimeoutError when there is none."""
        return int(self._socket.recv(65_536).split(b" ", 2)[1])
