"""A group of processes seen from outside its supervisor: starting it, waiting for it, ending it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from typing import Final

from launch.faults import LaunchFault
from launch.places import CHECKOUT
from launch.progress import Progress
from launch.supervisor import GroupStatus, ProcessStatus

HEALTHY_SECONDS_MAX: Final = 120.0
STOP_SECONDS_MAX: Final = 90.0
LEFT_OVER_SECONDS_MAX: Final = 10.0
POLL_SECONDS: Final = 0.1
RESTARTS_BEFORE_GIVING_UP: Final = 5
LAST_LINE_LENGTH_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Group:
    """`name` is servers or center; `stop_signal` is how its processes end when their supervisor cannot ask them."""

    name: str
    status_file: Path
    log_file: Path
    stop_signal: Signals = SIGTERM

    def status(self) -> GroupStatus | None:
        """What the supervisor says, or None when none runs."""
        status = GroupStatus.read(self.status_file)
        return status if status is not None and status.supervisor.alive() else None

    def start(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a supervisor that outlives this command and its terminal."""
        self.end_left_overs()
        self.status_file.unlink(missing_ok=True)
        with self.log_file.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "launch.supervise", self.name, str(self.status_file), *arguments],
                env=dict(environment),
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + HEALTHY_SECONDS_MAX
        while self.status() is None:
            if process.poll() is not None or time.monotonic() > deadline:
                raise LaunchFault(f"The supervisor of the {self.name} did not start ({last_line(self.log_file)})", f"See {self.log_file}")
            time.sleep(POLL_SECONDS)

    def wait_until_healthy(self, progress: Progress, timeout_seconds: float = HEALTHY_SECONDS_MAX) -> None:
        """Return when every process says it is well. Raises LaunchFault for the first that does not get there."""
        deadline = time.monotonic() + timeout_seconds
        while True:
            status = self.status()
            if status is None:
                raise LaunchFault(f"The supervisor of the {self.name} has ended", f"See {self.log_file}")
            waiting = [process for process in status.processes if process.state != "healthy"]
            if not waiting:
                return
            progress(f"waiting for {', '.join(process.name for process in waiting)}")
            tired = [process for process in waiting if process.restarts >= RESTARTS_BEFORE_GIVING_UP]
            if tired or time.monotonic() > deadline:
                raise _not_well((tired or waiting)[0])
            time.sleep(POLL_SECONDS)

    def restart(self, name: str, progress: Progress, timeout_seconds: float = HEALTHY_SECONDS_MAX) -> None:
        """End one process; its supervisor starts it again. Returns when another one is well in its place. Raises LaunchFault."""
        before = self._process(name).identity
        if before is not None:
            before.signal(SIGTERM)
        deadline = time.monotonic() + timeout_seconds
        while (now := self._process(name)).state != "healthy" or now.identity == before:
            progress(f"waiting for {name}")
            if time.monotonic() > deadline:
                raise _not_well(now)
            time.sleep(POLL_SECONDS)

    def _process(self, name: str) -> ProcessStatus:
        status = self.status()
        if status is None:
            raise LaunchFault(f"The supervisor of the {self.name} has ended", f"See {self.log_file}")
        return next(process for process in status.processes if process.name == name)

    def stop(self, progress: Progress) -> bool:
        """End the supervisor and with it the group; whether anything was running."""
        status = self.status()
        if status is not None:
            status.supervisor.signal(SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS_MAX
            while not status.supervisor.wait(POLL_SECONDS):
                now = GroupStatus.read(self.status_file) or status
                left = [process.name for process in now.processes if process.state != "stopped"]
                progress(f"waiting for {', '.join(left)}")
                if time.monotonic() > deadline:
                    status.supervisor.signal(SIGKILL)
        left_over = self.end_left_overs()
        self.status_file.unlink(missing_ok=True)
        return status is not None or left_over

    def end_left_overs(self) -> bool:
        """End processes whose supervisor was killed; whether there were any."""
        status = GroupStatus.read(self.status_file)
        if status is None or status.supervisor.alive():
            return False
        left = [process.identity for process in reversed(status.processes) if process.identity]
        alive = [identity for identity in left if identity.signal(self.stop_signal)]
        for identity in alive:
            if not identity.wait(LEFT_OVER_SECONDS_MAX):
                identity.signal(SIGKILL)
                identity.wait(LEFT_OVER_SECONDS_MAX)
        return bool(alive)


def last_line(path: Path) -> str:
    """The end of a log, which most often says why its writer ended."""
    if not path.exists():
        return "it wrote nothing"
    lines = [line.strip() for line in path.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:LAST_LINE_LENGTH_MAX] if lines else "it wrote nothing"


def _not_well(process: ProcessStatus) -> LaunchFault:
    ended = f", it ended {process.restarts} times, last with {process.last_exit}" if process.last_exit else ""
    return LaunchFault(
        f"{process.name} is {process.state}{ended}; its last words: {last_line(Path(process.log))}",
        f"Its log is {process.log}; after mending it run make up again",
    )
