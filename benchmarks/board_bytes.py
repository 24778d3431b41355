"""What a wallboard is sent: bytes by what changed, not by how large the center is.

A browser without a page listens before the real web process, as every board does: boards of people who may see the same get the same
messages, encoded once. Counted is the text of the messages, and what permessage-deflate (RFC 7692) makes of it on the wire.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import StorageState, async_playwright
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.boards import FLAGS, sign_in
from benchmarks.busy_floor import SECOND, BusyFloor
from benchmarks.goals import Goal, Note
from benchmarks.wallboard import BEFORE_SECONDS, GAP_SECONDS, SETTLE_SECONDS, Teller, now
from benchmarks.web_center import WebCenter, web_center
from launch.chromium import chromium_executable

LARGE, SMALL = (500, 20), (20, 2)
"""Agents and queues."""
NOBODY_SECONDS = 1e9
"""Between two callers, so that only the marked queue changes."""
MARKS, MARKS_QUICK = 30, 10
BUSY_SECONDS, BUSY_SECONDS_QUICK = 20, 5
SIZE_RATIO_MAX = 1.1


@dataclass(slots=True)
class Sent:
    """To one board: `hello` is the first message; the others are pulses, once a second, and deltas."""

    hello: int = 0
    changes: list[int] = field(default_factory=list)
    pulses: list[int] = field(default_factory=list)
    on_the_wire: int = 0

    def reset(self) -> None:
        self.changes.clear()
        self.pulses.clear()
        self.on_the_wire = 0


class Listener:
    """As a browser, with the compression that it would ask for."""

    def __init__(self) -> None:
        self.sent = Sent()
        self._deflate = zlib.compressobj(wbits=-15)

    async def listen(self, socket: ClientConnection) -> None:
        async for message in socket:
            text = message if isinstance(message, bytes) else message.encode()
            # RFC 7692, 7.2.1: the last four bytes of a flush are left out.
            self.sent.on_the_wire += len(self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH)) - 4
            if text.startswith(b'{"kind":"hello"'):
                self.sent.hello = len(text)
            elif text.startswith(b'{"kind":"pulse"'):
                self.sent.pulses.append(len(text))
            else:
                self.sent.changes.append(len(text))


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    marks = MARKS_QUICK if quick else MARKS
    say("starting the web; what one board is sent")
    small = await _marked(SMALL, marks)
    large = await _marked(LARGE, marks)
    say("a busy center")
    seconds = BUSY_SECONDS_QUICK if quick else BUSY_SECONDS
    async with _center(LARGE, GAP_SECONDS) as (_, sent):
        sent.reset()
        await asyncio.sleep(seconds)  # a span of time is what is measured
        return rows(small, large, sent, marks, seconds)


async def _marked(size: tuple[int, int], marks: int) -> Sent:
    async with _center(size, NOBODY_SECONDS) as (teller, sent):
        sent.reset()
        await teller.mark(marks)
        await asyncio.sleep(SETTLE_SECONDS)
        return sent


@asynccontextmanager
async def _center(size: tuple[int, int], gap_seconds: float) -> AsyncIterator[tuple[Teller, Sent]]:
    agents, queues = size
    async with web_center() as center, Redis.from_url(center.redis_url) as redis:
        teller = Teller(redis, BusyFloor(now() - BEFORE_SECONDS * SECOND, agents=agents, queues=queues, gap_seconds=gap_seconds))
        await teller.begin()
        listener = Listener()
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(teller.run())
            await asyncio.sleep(SETTLE_SECONDS)  # a board that opens finds a center that is known
            async with _socket(center) as socket:
                listening = tasks.create_task(listener.listen(socket))
                await asyncio.sleep(SETTLE_SECONDS)
                yield teller, listener.sent
                listening.cancel()
            telling.cancel()


@asynccontextmanager
async def _socket(center: WebCenter) -> AsyncIterator[ClientConnection]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_executable(), headless=True, args=list(FLAGS))
        session: StorageState = await sign_in(await browser.new_page(), center)
        await browser.close()
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in session["cookies"])
    address = f"{center.url.replace('http', 'ws', 1)}/ws/live"
    async with connect(address, origin=Origin(center.url), additional_headers={"Cookie": cookies}, max_size=None) as socket:
        yield socket


def rows(small: Sent, large: Sent, busy: Sent, marks: int, seconds: float) -> list[Goal | Note]:
    """The lines of the table."""
    change = [sum(one.changes) / marks for one in (small, large)]
    limit = change[0] * SIZE_RATIO_MAX
    what = "bytes to each board for one caller more or less"
    said = f"<= {SIZE_RATIO_MAX:g}x that of {SMALL[0]} agents"
    return [
        Goal(name=f"{what}, {LARGE[0]} agents", unit="B", measured=change[1], limit=limit, said=said),
        Note(name=f"  the same, {SMALL[0]} agents", unit="B", measured=change[0], said="(no goal)"),
        Note(name=f"  the whole center, once, {LARGE[0]} agents", unit="B", measured=large.hello, said="(no goal)"),
        Note(name="  a second in which nothing happens", unit="B", measured=_mean(large.pulses), said="(no goal)"),
        Note(name=f"  a second of {LARGE[0]} agents at work", unit="B", measured=sum(busy.changes) / seconds, said="(no goal)"),
        Note(name="  the same on the wire", unit="B", measured=busy.on_the_wire / seconds, said="(no goal)"),
    ]


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else float("nan")
