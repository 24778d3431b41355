"""Keeps a group of processes running: starts each, watches its health, starts it again when it dies.

Each process is on its own: Asterisk keeps its calls while the web server restarts. What is known is written to one
status file that `make up` and `make status` read.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from launch.identity import ProcessIdentity

BACKOFF_FIRST_SECONDS: Final = 0.2
BACKOFF_SECONDS_MAX: Final = 15.0
STEADY_SECONDS: Final = 30.0
"""A process that lived this long is started again at once, as if it had never died before."""
HEALTH_FIRST_SECONDS: Final = 0.15
HEALTH_SECONDS: Final = 5.0
HEALTH_ANSWER_SECONDS_MAX: Final = 5.0
LOG_BYTES_MAX: Final = 10_000_000
LOGS_KEPT: Final = 3
LOG_CHECK_SECONDS: Final = 20.0

State = Literal["starting", "healthy", "unhealthy", "waiting", "stopping", "stopped"]
log = logging.getLogger("launch.supervisor")


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """One process of a group. `healthy` is given the process id, answers within seconds and never raises."""

    name: str
    argv: tuple[str, ...]
    healthy: Callable[[int], bool]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path = Path("/")
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10.0


@dataclass(slots=True)
class ProcessStatus:
    """What is known of one process; `since` is wall-clock seconds of the last change of `state`."""

    name: str
    log: str
    state: State = "stopped"
    since: float = 0.0
    restarts: int = 0
    last_exit: str | None = None
    identity: ProcessIdentity | None = None


@dataclass(slots=True)
class GroupStatus:
    """The content of a status file."""

    supervisor: ProcessIdentity
    processes: list[ProcessStatus]

    def all_healthy(self) -> bool:
        return all(process.state == "healthy" for process in self.processes)

    def write(self, path: Path) -> None:
        """Replace the file in one step: a reader sees the old or the new one, never half."""
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(json.dumps(asdict(self), indent=2))
        partial.replace(path)

    @classmethod
    def read(cls, path: Path) -> GroupStatus | None:
        """The last written status, or None when there is none that can be understood."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            raw = json.loads(path.read_text())
            processes = [ProcessStatus(**{**one, "identity": _identity(one["identity"])}) for one in raw["processes"]]
            supervisor = _identity(raw["supervisor"])
            if supervisor is not None:
                return cls(supervisor, processes)
        return None


def _identity(raw: dict[str, object] | None) -> ProcessIdentity | None:
    return None if raw is None else ProcessIdentity(int(str(raw["pid"])), int(str(raw["started_ticks"])), str(raw["boot"]))


class Supervisor:
    """Runs a group until it is told to stop, then ends it in the reverse order of the list."""

    def __init__(self, specs: Sequence[ProcessSpec], status_file: Path, log_dir: Path, health_seconds: float = HEALTH_SECONDS) -> None:
        self._status_file = status_file
        self._keepers = [_Keeper(spec, log_dir / f"{spec.name}.log", self._publish, health_seconds) for spec in specs]
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Begin to end; `run` returns when all are gone."""
        self._stop.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            kept = [tasks.create_task(keeper.keep(), name=keeper.status.name) for keeper in self._keepers]
            rotation = tasks.create_task(self._rotate_logs())
            await self._stop.wait()
            for keeper, task in zip(reversed(self._keepers), reversed(kept), strict=True):
                keeper.end()
                await task
            rotation.cancel()

    def _publish(self) -> None:
        ours = ProcessIdentity.of(os.getpid())
        assert ours is not None, "a running process has an identity"
        GroupStatus(ours, [keeper.status for keeper in self._keepers]).write(self._status_file)

    async def _rotate_logs(self) -> None:
        while True:
            await asyncio.sleep(LOG_CHECK_SECONDS)
            for keeper in self._keepers:
                rotate(Path(keeper.status.log))


class _Keeper:
    """One process and its lives."""

    def __init__(self, spec: ProcessSpec, log_file: Path, publish: Callable[[], None], health_seconds: float) -> None:
        self.spec = spec
        self._health_seconds = health_seconds
        self.status = ProcessStatus(spec.name, str(log_file))
        self._publish = publish
        self._ending = asyncio.Event()

    async def keep(self) -> None:
        """Start the process, and again whenever it ends, until `end`."""
        backoff_seconds = BACKOFF_FIRST_SECONDS
        while not self._ending.is_set():
            began = time.monotonic()
            await self._live_once()
            if self._ending.is_set():
                break
            lived_seconds = time.monotonic() - began
            if lived_seconds >= STEADY_SECONDS:
                backoff_seconds = BACKOFF_FIRST_SECONDS
            log.warning(
                "%s ended with %s after %.1f s, again in %.1f s",
                self.spec.name,
                self.status.last_exit,
                lived_seconds,
                backoff_seconds,
            )
            self._enter("waiting")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), backoff_seconds)
            backoff_seconds = min(backoff_seconds * 2, BACKOFF_SECONDS_MAX)
            self.status.restarts += 1
        self._enter("stopped")

    def end(self) -> None:
        """Begin to end the process; `keep` returns when it is gone."""
        self._ending.set()

    async def _live_once(self) -> None:
        try:
            process = await self._start()
        except OSError as error:
            self.status.last_exit = f"no start ({error})"
            return
        self.status.identity = ProcessIdentity.of(process.pid)
        self._enter("starting")
        async with asyncio.TaskGroup() as tasks:
            companions = [tasks.create_task(self._watch_health(process.pid)), tasks.create_task(self._end_when_asked(process))]
            code = await process.wait()
            for companion in companions:
                companion.cancel()
        _end_left_overs(process.pid)
        self.status.last_exit = f"signal {-code}" if code < 0 else f"exit code {code}"
        self.status.identity = None

    async def _start(self) -> asyncio.subprocess.Process:
        output = os.open(self.status.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            return await asyncio.create_subprocess_exec(
                *self.spec.argv,
                env=dict(self.spec.environment),
                cwd=self.spec.cwd,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        finally:
            os.close(output)

    async def _end_when_asked(self, process: asyncio.subprocess.Process) -> None:
        """Ask it to end, and after `stop_seconds` end it."""
        await self._ending.wait()
        self._enter("stopping")
        process.send_signal(self.spec.stop_signal)
        try:
            await asyncio.wait_for(process.wait(), self.spec.stop_seconds)
        except TimeoutError:
            log.warning("%s did not end within %.0f s and is killed", self.spec.name, self.spec.stop_seconds)
            process.kill()

    async def _watch_health(self, pid: int) -> None:
        while True:
            healthy = False
            with suppress(TimeoutError):
                healthy = await asyncio.wait_for(asyncio.to_thread(self.spec.healthy, pid), HEALTH_ANSWER_SECONDS_MAX)
            if self.status.state == "starting":
                if healthy:
                    self._enter("healthy")
            elif self.status.state in ("healthy", "unhealthy"):
                self._enter("healthy" if healthy else "unhealthy")
            await asyncio.sleep(self._health_seconds if self.status.state == "healthy" else HEALTH_FIRST_SECONDS)

    def _enter(self, state: State) -> None:
        if state != self.status.state:
            self.status.state = state
            self.status.since = time.time()
        self._publish()


def rotate(path: Path, bytes_max: int = LOG_BYTES_MAX, kept: int = LOGS_KEPT) -> None:
    """Copy a log aside and empty it when it is long; its writers append, so they need not know."""
    if not path.exists() or path.stat().st_size <= bytes_max:
        return
    for number in range(kept - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    shutil.copy2(path, path.with_name(f"{path.name}.1"))
    os.truncate(path, 0)


def _end_left_overs(session: int) -> None:
    """End what a dead process had started in its own group (pool workers would keep its ports and jobs)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(session, signal.SIGKILL)
