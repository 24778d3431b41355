"""What stands between the engine and ARI in a drill: a wire that can be cut, and one that says events twice and out of order."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

#: bytes of a frame's head by its length byte (RFC 6455, 5.2; what a server sends is not masked)
LONG: Final = {126: 2, 127: 8}
END_OF_HEAD: Final = b"\r\n\r\n"
TEXT_FRAME: Final = 0x81
#: events come twice, or behind the next one, each with this chance
TWICE: Final = 0.15
LATE: Final = 0.15
#: seconds that an event is held back when no other follows
LATE_S: Final = 0.02


class Relay:
    """Relays 127.0.0.1:`port` to `target`. With `chance` it does mischief to the events that Asterisk tells."""

    def __init__(self, target: tuple[str, int], chance: random.Random | None = None) -> None:
        self._target = target
        self._chance = chance
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0
        #: events told twice, and told late
        self.twice = self.late = 0

    def cut(self) -> None:
        """End every connection at once."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways."""
        try:
            there_reader, there_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, there_writer}
        self._writers |= both
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._pump(reader, there_writer))
                if self._chance is None:
                    tasks.create_task(self._pump(there_reader, writer))
                else:
                    tasks.create_task(self._tell(there_reader, writer, self._chance))
        finally:
            self._writers -= both

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.transport.abort()

    async def _tell(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: random.Random) -> None:
        """Frame by frame. Answers keep their order, as a socket's do; events do not."""
        loop = asyncio.get_running_loop()
        with suppress(OSError, asyncio.IncompleteReadError):
            writer.write(await reader.readuntil(END_OF_HEAD))
            while True:
                frame = await _frame(reader)
                if frame[0] != TEXT_FRAME or b'"RESTResponse"' in frame:
                    writer.write(frame)
                    continue
                if chance.random() < LATE:
                    self.late += 1
                    loop.call_later(chance.uniform(0, LATE_S), writer.write, frame)
                else:
                    writer.write(frame)
                if chance.random() < TWICE:
                    self.twice += 1
                    loop.call_later(chance.uniform(0, LATE_S), writer.write, frame)
        writer.transport.abort()


async def _frame(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readexactly(2)
    if more := LONG.get(head[1]):
        head += await reader.readexactly(more)
        length = int.from_bytes(head[2:], "big")
    else:
        length = head[1]
    return head + await reader.readexactly(length)


@asynccontextmanager
async def relaying(target: tuple[str, int], chance: random.Random | None = None) -> AsyncIterator[Relay]:
    """A relay for the length of a block."""
    relay = Relay(target, chance)
    server = await asyncio.start_server(relay.relay, "127.0.0.1", 0)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        relay.cut()
        await server.wait_closed()
