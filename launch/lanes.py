"""Commands that check the project, in lanes beside each other: the commands of one lane run one after the other."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from launch.places import CHECKOUT

LOGS: Final = CHECKOUT / "tests" / "output" / "logs"
LINE_BYTES_MAX: Final = 1 << 24
"""What a test shows of a page may be one line."""


@dataclass(frozen=True, slots=True)
class Check:
    """A command that ends with 0 when all is well. `niceness` is added to ours: who can wait gives way to who must be in time."""

    name: str
    argv: tuple[str, ...]
    cwd: Path = CHECKOUT
    environment: Mapping[str, str] | None = None
    niceness: int = 0

    @property
    def log(self) -> Path:
        """Where all that it says is kept."""
        return LOGS / f"{self.name.replace(': ', '-').replace(' ', '-')}.log"


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended: `code` 0 is good, and `lines` is what it said."""

    check: Check
    code: int
    lines: Sequence[str] = field(repr=False)

    @property
    def good(self) -> bool:
        return self.code == 0


def run_lanes(lanes: Mapping[str, Sequence[Check]]) -> list[Result]:
    """Every check, lane by lane; what they say is shown as it comes, behind the lane's name where there are several.

    SIGTERM, which reaches this process alone (a time limit, `kill`), ends the checks that run; Ctrl-C reaches them without our
    doing. No other is begun, and when all have ended KeyboardInterrupt is raised.
    """
    return asyncio.run(_Run().all(lanes))


class _Run:
    def __init__(self) -> None:
        self._running: set[Process] = set()
        self._asked = False

    async def all(self, lanes: Mapping[str, Sequence[Check]]) -> list[Result]:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._end)
        loop.add_signal_handler(signal.SIGINT, self._leave)
        width = max(map(len, lanes)) if len(lanes) > 1 else 0
        try:
            found = await asyncio.gather(
                *(self._lane(f"{name.ljust(width)} │ " if width else "", checks) for name, checks in lanes.items())
            )
        finally:
            loop.remove_signal_handler(signal.SIGTERM)
            loop.remove_signal_handler(signal.SIGINT)
        if self._asked:
            raise KeyboardInterrupt
        return [result for lane in found for result in lane]

    def _leave(self) -> None:
        self._asked = True

    def _end(self) -> None:
        self._asked = True
        for process in self._running:
            process.terminate()

    async def _lane(self, before: str, checks: Iterable[Check]) -> list[Result]:
        return [await self._one(before, check) for check in checks if not self._asked]

    async def _one(self, before: str, check: Check) -> Result:
        _say(before, f"── {check.name}")
        began = time.monotonic()
        # Not `preexec_fn`, which is not for programs with threads; nice(1) becomes the command.
        argv = ("nice", "-n", str(check.niceness), *check.argv) if check.niceness else check.argv
        process = await asyncio.create_subprocess_exec(
            *argv, cwd=check.cwd, env=check.environment, stdin=subprocess.DEVNULL, stdout=PIPE, stderr=STDOUT, limit=LINE_BYTES_MAX
        )
        self._running.add(process)
        if self._asked:
            process.terminate()
        lines: list[str] = []
        check.log.parent.mkdir(parents=True, exist_ok=True)
        with check.log.open("w", encoding="utf-8") as log:
            assert process.stdout is not None, "it was asked for"
            async for said in process.stdout:
                line = said.decode(errors="replace").rstrip("\r\n")
                lines.append(line)
                print(line, file=log, flush=True)
                _say(before, line)
        code = await process.wait()
        self._running.discard(process)
        _say(before, f"   {check.name}: {'good' if code == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)")
        return Result(check, code, lines)


def _say(before: str, line: str) -> None:
    print(f"{before}{line}", flush=True)


def tool(name: str) -> str:
    """A program of this Python environment."""
    return os.fspath(Path(sys.prefix) / "bin" / name)
