"""A server of a drill: started, stopped in good order, or killed, as often as the drill wants."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from launch.places import CHECKOUT
from launch.services import STOP_SIGNAL, Server, ending_with_us

START_S_MAX: Final = 60.0
STOP_S_MAX: Final = 60.0
LOOK_S: Final = 0.02


class DidNotStart(Exception):
    """The text names the log."""


class Running:
    """One program; `start` again after `stop` or `kill`."""

    def __init__(self, name: str, log: Path, stop_signal: int = signal.SIGTERM) -> None:
        self.name = name
        self.log = log
        self._stop_signal = stop_signal
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def spawn(self, argv: list[str], environ: Mapping[str, str] | None = None) -> None:
        """Start it and wait for nothing. It does not outlive this program."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                ending_with_us(argv), stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environ, cwd=CHECKOUT if environ else "/"
            )

    def kill(self) -> None:
        """The end that no process can prepare for."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def signal(self, number: int) -> None:
        """SIGSTOP, SIGCONT."""
        os.kill(self.pid, number)

    async def stop(self) -> int:
        """In good order; its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(self._stop_signal)
        try:
            return await asyncio.to_thread(self.process.wait, STOP_S_MAX)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


class RunningServer(Running):
    """One of launch.services' servers, or an Asterisk node. `environ` is added to its surroundings."""

    def __init__(self, server: Server, log: Path) -> None:
        super().__init__(server.name, log, STOP_SIGNAL)
        self._server = server
        self.environ: dict[str, str] = {}

    async def start(self) -> None:
        """Return when it answers. Raises DidNotStart."""
        await asyncio.to_thread(self._server.prepare)
        argv = self._server.argv()
        # Behind whatever changes the account: a library that is loaded before it would belong to the wrong one.
        cut = argv.index("--") + 1 if "--" in argv else 0
        given = ["env", *(f"{name}={value}" for name, value in self.environ.items())] if self.environ else []
        self.spawn([*argv[:cut], *given, *argv[cut:]])
        try:
            async with asyncio.timeout(START_S_MAX):
                while not await asyncio.to_thread(self._server.healthy):
                    if not self.alive:
                        raise DidNotStart(f"{self.name} did not start; see {self.log}")
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise DidNotStart(f"{self.name} did not answer in {START_S_MAX:g} s; see {self.log}") from None
