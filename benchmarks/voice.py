"""One leg's audio: packets of one repeated sample, so that whoever hears them knows who speaks.

A phone's codec speaks every 20 ms; these speak every millisecond, so that the figure is the center's and not that of the
frame's place. Asterisk passes each packet on as it comes.
"""

from __future__ import annotations

import asyncio
import re
import struct
import time
from collections.abc import Callable

from benchmarks.sip_message import SDP

PACKET_SECONDS = 0.001
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
        self.on_heard: Callable[[int, float], None] = lambda sample, at: None
        self._transport: asyncio.DatagramTransport | None = None
        self._sequence = 0
        self._speaking: asyncio.TimerHandle | None = None
        self._to: tuple[str, int] | None = None

    @classmethod
    async def open(cls, address: str, sample: int) -> Voice:
        voice = cls(address, sample)
        voice._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: voice, local_addr=(address, 0))
        voice.port = voice._transport.get_extra_info("sockname")[1]
        return voice

    @property
    def sdp(self) -> str:
        return SDP.format(address=self.address, port=self.port)

    def speak(self, sdp: str) -> None:
        """Talks from now on to where the other side's description wants it."""
        address, port = _ADDRESS.search(sdp), _PORT.search(sdp)
        if address is None or port is None:
            raise ValueError("The other side's description names no audio")
        self._to = (address[1], int(port[1]))
        self._say()

    def close(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str | None, int]) -> None:
        at = time.perf_counter()
        said = data[HEADER.size :]
        if data[1] & 0x7F == ALAW and said and said.count(said[0]) == len(said):
            self.on_heard(said[0], at)

    def _say(self) -> None:
        assert self._transport is not None
        head = HEADER.pack(0x80, ALAW, self._sequence & 0xFFFF, self._sequence * SAMPLES & 0xFFFFFFFF, id(self) & 0xFFFFFFFF)
        self._transport.sendto(head + bytes([self.sample]) * SAMPLES, self._to)
        self._sequence += 1
        self._speaking = asyncio.get_running_loop().call_later(PACKET_SECONDS, self._say)
