"""Which process a recorded process id meant: ids are used again, so the start time is recorded with them."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

START_TIME_FIELD: Final = 22
"""Of /proc/[pid]/stat, in clock ticks since the machine started; see proc_pid_stat(5)."""


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """A process for certain: id, start in clock ticks, and which start of the machine these belong to."""

    pid: int
    started_ticks: int
    boot: str

    @classmethod
    def of(cls, pid: int) -> ProcessIdentity | None:
        """The process that has this id now; None when there is none (or only its remains)."""
        with suppress(OSError, IndexError, ValueError):
            # The name in field 2 may contain spaces and brackets: count from the last bracket.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                return cls(pid, int(fields[START_TIME_FIELD - 3]), _boot())
        return None

    def alive(self) -> bool:
        return ProcessIdentity.of(self.pid) == self

    def signal(self, number: signal.Signals) -> bool:
        """Send a signal if the process is still the one that was meant; whether it was."""
        try:
            handle = os.pidfd_open(self.pid)
        except OSError:
            return False
        try:
            # The handle is held first, so the id cannot be given away between the check and the signal.
            if not self.alive():
                return False
            signal.pidfd_send_signal(handle, number)
        except ProcessLookupError:
            return False
        finally:
            os.close(handle)
        return True

    def wait(self, timeout_seconds: float) -> bool:
        """Whether it has ended within the time."""
        try:
            handle = os.pidfd_open(self.pid)
        except OSError:
            return True
        try:
            if not self.alive():
                return True
            ended, _, _ = select.select([handle], [], [], timeout_seconds)
            return bool(ended)
        finally:
            os.close(handle)


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
