"""Audio of the drills' phones: who hears what, and for how long nothing came, by the kernel's own stamps.

Every leg sends a packet each FRAME_MS and is listened to. Arrivals are stamped by the kernel (SO_TIMESTAMPNS), so that a busy
program here is not mistaken for a gap on the line.
"""

from __future__ import annotations

import select
import socket
import struct
import sys
import threading
import time
from types import TracebackType
from typing import Final, Self

#: milliseconds of audio in a packet
FRAME_MS: Final = 40
#: socket(7): an arrival's time is handed over with the datagram; Python has no name for it before 3.13
SO_TIMESTAMPNS: Final = 35
PCMA: Final = 8
SILENCE: Final = bytes([0xD5]) * (8 * FRAME_MS)
HEAD: Final = struct.Struct("!BBHII")
STAMP: Final = struct.Struct("ll")
SWITCH_S: Final = 0.0005
BYTES_MAX: Final = 2_048
NANOSECONDS: Final = 1_000_000_000


class Leg:
    """One phone's end of the audio. `remote` is where it sends to, None before that is known."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.bind((address, 0))
        self.port: Final[int] = self.socket.getsockname()[1]
        self.remote: tuple[str, int] | None = None
        self.packets = 0
        self._sent = 0
        self._last_ns = 0
        self._gap_ns = 0

    def send(self) -> None:
        """The next packet, if anybody takes it."""
        if self.remote is None:
            return
        head = HEAD.pack(0x80, PCMA, self._sent & 0xFFFF, (self._sent * 8 * FRAME_MS) & 0xFFFFFFFF, self.port)
        self._sent += 1
        try:
            self.socket.sendto(head + SILENCE, self.remote)
        except OSError:
            # The far port was closed a moment ago, or this leg was: the next packet will not be sent.
            return

    def receive(self) -> None:
        """Take what has come."""
        while True:
            try:
                _, notes, _, _ = self.socket.recvmsg(BYTES_MAX, 64)
            except OSError:
                return
            seconds, rest = STAMP.unpack(notes[0][2][: STAMP.size]) if notes else divmod(time.time_ns(), NANOSECONDS)
            at = seconds * NANOSECONDS + rest
            if self._last_ns:
                self._gap_ns = max(self._gap_ns, at - self._last_ns)
            self._last_ns = at
            self.packets += 1

    def begin(self) -> None:
        """From now on silence is counted."""
        self._gap_ns = 0
        self._last_ns = time.time_ns()

    def silence_ms(self) -> float:
        """The longest time since `begin` in which nothing was heard, up to now."""
        return max(self._gap_ns, time.time_ns() - self._last_ns) / 1e6


class Media:
    """All legs, on a thread of its own for the length of a `with` block."""

    def __init__(self) -> None:
        self._legs: dict[int, Leg] = {}
        self._epoll = select.epoll()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="media", daemon=True)

    def __enter__(self) -> Self:
        # Each packet gives the interpreter away and must get it back: with the usual 5 ms a busy drill would be heard as silence.
        sys.setswitchinterval(SWITCH_S)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        for leg in list(self._legs.values()):
            self.close(leg)
        self._epoll.close()

    def open(self, address: str) -> Leg:
        """A new leg."""
        leg = Leg(address)
        with self._lock:
            self._legs[leg.socket.fileno()] = leg
        self._epoll.register(leg.socket.fileno(), select.EPOLLIN)
        return leg

    def close(self, leg: Leg) -> None:
        """Its phone was put down."""
        number = leg.socket.fileno()
        with self._lock:
            self._legs.pop(number, None)
            if number >= 0:
                self._epoll.unregister(number)
                leg.socket.close()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._over.is_set():
            for number, _ in self._epoll.poll(max(0.0, due - time.monotonic())):
                if (leg := self._legs.get(number)) is not None:
                    leg.receive()
            if time.monotonic() >= due:
                due = max(due + FRAME_MS / 1_000, time.monotonic() - FRAME_MS / 1_000)
                with self._lock:
                    legs = list(self._legs.values())
                for leg in legs:
                    leg.send()
