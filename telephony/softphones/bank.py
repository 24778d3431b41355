"""Drives a bank of headless phones from asyncio: `async with open_bank() as bank: ...`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import msgspec

from telephony.softphones import protocol as p

START_SECONDS_MAX = 60
SAID_SECONDS_MAX = 60
"""What is waited for comes at once on a machine with nothing else to do; on one that is busy patience costs nothing."""
CLOSE_SECONDS_MAX = 5

T = TypeVar("T", bound=p.Said)


class BankLost(Exception):
    """The bank's process ended while somebody waited for it."""


class Bank:
    """Orders go out at once; everything the bank said is kept in order, and can be awaited."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._decoder = msgspec.json.Decoder(p.Said)
        self.heard: list[p.Said] = []
        self._news = asyncio.Condition()
        self._closed = False
        self.on_said: Callable[[p.Said], None] | None = None
        self.port = 0

    def order(self, order: p.Order) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")

    async def listen(self) -> None:
        """Reads until the process ends; runs as a task beside the user."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = self._decoder.decode(line)
            self.heard.append(said)
            if self.on_said is not None:
                self.on_said(said)
            async with self._news:
                self._news.notify_all()
        self._closed = True
        async with self._news:
            self._news.notify_all()

    async def wait(self, kind: type[T], where: Callable[[T], bool] = lambda _: True, *, seconds_max: float = SAID_SECONDS_MAX) -> T:
        """The first thing of this kind ever said that fits. Raises TimeoutError, telling what was said instead."""
        position = 0

        def look() -> T | None:
            nonlocal position
            while position < len(self.heard):
                said = self.heard[position]
                position += 1
                if isinstance(said, kind) and where(said):
                    return said
            return None

        try:
            async with asyncio.timeout(seconds_max), self._news:
                while (found := look()) is None:
                    if self._closed:
                        raise BankLost(f"the phones' process ended; it had said {self.heard[-5:]}")
                    await self._news.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"no {kind.__name__} that fits within {seconds_max} s; the last said: {self.heard[-8:]}") from None

    async def add_phone(self, order: p.AddPhone) -> None:
        """Returns once the phone takes calls (and is registered, where it has a registrar)."""
        self.order(order)
        await self.wait(p.PhoneAdded, lambda said: said.phone == order.phone)
        if order.registrar:
            await self.wait(p.PhoneRegistered, lambda said: said.phone == order.phone and said.active)

    async def call_reaches(self, call: str, state: p.CallState, *, seconds_max: float = SAID_SECONDS_MAX) -> p.CallChanged:
        return await self.wait(p.CallChanged, lambda said: said.call == call and said.state is state, seconds_max=seconds_max)


@asynccontextmanager
async def open_bank(address: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Bank]:
    """A bank whose phones listen on `address`:`port` (0: a free one, see Bank.port). Ends its process on leaving."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "telephony.softphones.bank_process",
        address,
        str(port),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 20,
        start_new_session=True,  # Ctrl-C ends whoever drives the bank, and that one ends the bank in order
    )
    bank = Bank(process)
    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(bank.listen())
        try:
            bank.port = (await bank.wait(p.BankStarted, seconds_max=START_SECONDS_MAX)).port
            yield bank
        finally:
            if process.returncode is None:
                bank.order(p.Quit())
                try:
                    await asyncio.wait_for(process.wait(), CLOSE_SECONDS_MAX)
                except TimeoutError:
                    process.kill()
            await process.wait()
            await listening
