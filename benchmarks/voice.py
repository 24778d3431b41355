"""One leg's audio: packets of one repeated sample, so that whoever hears them knows who speaks.

A phone's codec speaks every 20 ms; these speak every half millisecond, so that the figure is the center's and not that of
the frame's place. Asterisk passes each packet on as it comes. A thread of its own speaks: an event loop counts milliseconds.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import socket
import struct
import threading
import time
from collections.abc import Callable

from benchmarks.sip_message import SDP

PACKET_SECONDS = 0.0005
SAMPLES = 160
HEADER = struct.Struct("!BBHII")
ALAW = 8
_ADDRESS = re.compile(r"^c=IN IP4 (\S+)", re.MULTILINE)
_PORT = re.compile(r"^m=audio (\d+)", re.MULTILINE)


class Voice(asyncio.DatagramProtocol):
    """`sample` (0..255) is what this leg says; `on_heard(sample, at)` is told of each packet that is all one sample."""

    def __init__(self, address: str, sample: int) -> None:
        self.address, self.sample = address, sample
        self.port = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.on_heard: Callable[[int, float], None] = lambda sample, at: None
        self._transport: asyncio.DatagramTransport | None = None
        self._silent = threading.Event()
        self._speaker: threading.Thread | None = None

    @classmethod
    async def open(cls, address: str, sample: int) -> Voice:
        voice = cls(address, sample)
        voice._socket.bind((address, 0))
        voice._socket.setblocking(False)
        voice.port = voice._socket.getsockname()[1]
        voice._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: voice, sock=voice._socket)
        return voice

    @property
    def sdp(self) -> str:
        return SDP.format(address=self.address, port=self.port)

    def speak(self, sdp: str) -> None:
        """Talks from now on to where the other side's description wants it."""
        address, port = _ADDRESS.search(sdp), _PORT.search(sdp)
        if address is None or port is None:
            raise ValueError("The other side's description names no audio")
        to = (address[1], int(port[1]))
        self._speaker = threading.Thread(target=self._speak, args=(to,), daemon=True)
        self._speaker.start()

    def close(self) -> None:
        self._silent.set()
        if self._speaker is not None:
            self._speaker.join()
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str | None, int]) -> None:
        at = time.perf_counter()
        said = data[HEADER.size :]
        if data[1] & 0x7F == ALAW and said and said.count(said[0]) == len(said):
            self.on_heard(said[0], at)

    def _speak(self, to: tuple[str, int]) -> None:
        for n in itertools.count():
            head = HEADER.pack(0x80, ALAW, n & 0xFFFF, n * SAMPLES & 0xFFFFFFFF, id(self) & 0xFFFFFFFF)
            self._socket.sendto(head + bytes([self.sample]) * SAMPLES, to)
            if self._silent.wait(PACKET_SECONDS):
                return
