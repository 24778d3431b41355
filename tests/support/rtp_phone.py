"""A caller whose audio is sent packet by packet as a test says: with gaps, late, or not at all (RFC 3550, G.711 A-law)."""

from __future__ import annotations

import random
import socket
import struct
import threading
import time
from types import TracebackType
from typing import Self

import numpy as np

SECONDS_MAX = 60
FRAME_SAMPLES = 160
RATE = 8_000
PCMA = 8


def alaw(samples: np.ndarray) -> bytes:
    """G.711 A-law of 16 bit samples (ITU-T G.711, by its segments)."""
    pcm = np.clip(samples.astype(np.int32), -32_635, 32_635)
    sign = np.where(pcm >= 0, 0x80, 0)
    magnitude = np.abs(pcm)
    exponent = np.clip(np.floor(np.log2(np.maximum(magnitude, 256))).astype(np.int32) - 7, 1, 7)
    small = magnitude < 256
    mantissa = np.where(small, magnitude >> 4, (magnitude >> (exponent + 3)) & 0x0F)
    code = np.where(small, mantissa, (exponent << 4) | mantissa)
    return bytes(((code | sign) ^ 0x55).astype(np.uint8))


class RtpPhone:
    """Calls from `address`, then plays `pcm` in real time except while `silent` says that no packet is sent."""

    def __init__(self, address: str, server_port: int) -> None:
        self._server = ("127.0.0.1", server_port)
        self._sip = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for one in (self._sip, self._rtp):
            one.bind((address, 0))
            one.settimeout(SECONDS_MAX)
        self._here = "{}:{}".format(*self._sip.getsockname())
        self._to = ""
        self._media = ("", 0)
        self._sender: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._sender is not None:
            self._sender.join()
        self._sip.close()
        self._rtp.close()

    def call(self, number: str) -> None:
        """INVITE, wait for the answer, ACK."""
        host, port = self._rtp.getsockname()
        body = f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP {PCMA}\r\na=ptime:20\r\n"
        self._to = f"<sip:{number}@127.0.0.1:{self._server[1]}>"
        self._send("INVITE", number, "1 INVITE", body)
        while True:
            answer = self._sip.recv(65_536).decode()
            if answer.startswith("SIP/2.0 200"):
                break
        lines = answer.split("\r\n")
        self._to = next(line for line in lines if line.lower().startswith("to:"))[3:].strip()
        media_host = next(line for line in lines if line.startswith("c=")).split()[-1]
        media_port = next(line for line in lines if line.startswith("m=audio")).split()[1]
        self._media = (media_host, int(media_port))
        self._send("ACK", number, "1 ACK")

    def play(self, pcm: np.ndarray, silences: list[tuple[float, float]] | None = None, jitter_ms: float = 0) -> None:
        """Send `pcm` (8 kHz) from now on, on a thread; `silences` are (from, to) in seconds without packets."""
        self._sender = threading.Thread(target=self._play, args=(pcm, silences or [], jitter_ms))
        self._sender.start()

    def finish(self) -> None:
        """Wait until everything is sent."""
        assert self._sender is not None
        self._sender.join()

    def _play(self, pcm: np.ndarray, silences: list[tuple[float, float]], jitter_ms: float) -> None:
        encoded = alaw(pcm)
        chance = random.Random(1)
        begun = time.monotonic()
        for number in range(len(encoded) // FRAME_SAMPLES):
            at = number * FRAME_SAMPLES / RATE
            if any(first <= at < last for first, last in silences):
                continue
            time.sleep(max(0.0, begun + at + chance.random() * jitter_ms / 1000 - time.monotonic()))
            head = struct.pack("!BBHII", 0x80, PCMA, number & 0xFFFF, number * FRAME_SAMPLES, 0x5EED)
            self._rtp.sendto(head + encoded[number * FRAME_SAMPLES : (number + 1) * FRAME_SAMPLES], self._media)

    def _send(self, method: str, number: str, sequence: str, body: str = "") -> None:
        target = f"sip:{number}@127.0.0.1:{self._server[1]}"
        kind = "Content-Type: application/sdp\r\n" if body else ""
        message = (
            f"{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {self._here};branch=z9hG4bK-{method}-{self._here};rport\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:+4940123@{self._here}>;tag=1\r\nTo: {self._to}\r\nCall-ID: {self._here}\r\n"
            f"CSeq: {sequence}\r\nContact: <sip:raw@{self._here}>\r\n{kind}Content-Length: {len(body)}\r\n\r\n{body}"
        )
        self._sip.sendto(message.encode(), self._server)
