"""Who of several engines leads, on one machine with one journal (docs/adr/0030).

Only the holder of the journal's lock gives orders and writes facts, and the kernel gives that lock to one process at a time, for
as long as that process lives. So a leader that dies is followed at once, and one that hangs has to die first: the leader renews a
lease in shared memory; whoever stands by ends a leader whose lease has run out, and only then can have the lock. There is no instant
in which two could act, however long either was paused, and no clock but the machine's own is asked.
"""

import asyncio
import fcntl
import logging
import mmap
import os
import signal
import struct
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from launch.identity import ProcessIdentity

log = logging.getLogger(__name__)

LOCK_FILE: Final = "engine.lock"
#: a leader that has not renewed for so long hangs; much longer than the longest pause of a healthy one
LEASE_S: Final = 2.5
RENEW_S: Final = 0.25
#: for reading state and journal at the start, when nothing can be renewed
START_S: Final = 60.0
#: seconds between looks of whoever stands by; a dead leader's lock is free at once
LOOK_S: Final = 0.05
#: looks in a row that must find the lease run out: after the whole machine was paused the leader gets the time to say that it lives
LATE_LOOKS: Final = 10
NANOSECONDS: Final = 1_000_000_000
LOCKS: Final = Path("/proc/locks")

#: valid until (CLOCK_BOOTTIME, which goes on while the machine sleeps), process id, its start, the machine's start
_LAYOUT: Final = struct.Struct("<QQQ36s")


class Lease(NamedTuple):
    """Who leads, and until when (nanoseconds of CLOCK_BOOTTIME) it is believed to be at work."""

    until_ns: int
    holder: ProcessIdentity


class Standing(StrEnum):
    """What an engine is to do now."""

    LEAD = "lead"
    WAIT = "wait"
    END_THE_LEADER = "end the leader"


def standing(*, locked: bool, lease: Lease | None, now_ns: int) -> Standing:
    """`locked`: we hold the lock. Pure. Without the lock nobody leads, whatever any lease says."""
    if locked:
        return Standing.LEAD
    if lease is None or now_ns <= lease.until_ns:
        return Standing.WAIT
    return Standing.END_THE_LEADER


def believed(signed: Lease | None, *, signer_alive: bool, holder: ProcessIdentity | None, unsigned_since_ns: int) -> Lease | None:
    """The lease to go by. Pure.

    `holder` has the lock as the kernel says, and nobody alive has signed since `unsigned_since_ns`: it is about to, and has as long
    as a start may take. None when the holder cannot be seen from here.
    """
    if signed is not None and signer_alive:
        return signed
    return Lease(unsigned_since_ns + round(START_S * NANOSECONDS), holder) if holder is not None else None


class Leadership:
    """Open it with `with`: the lock is given back at the end, after everything that needed it."""

    def __init__(self, folder: Path, now_ns: Callable[[], int] = lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME)) -> None:
        self._path = folder / LOCK_FILE
        self._now_ns = now_ns
        self._file = -1
        self._memory: mmap.mmap | None = None
        self._locked = False
        self._unsigned_since_ns: int | None = None

    def __enter__(self) -> Self:
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(self._file).st_size < mmap.PAGESIZE:
            # Written, not only made longer: a page that has its place on the disk can be renewed when the disk is full.
            os.pwrite(self._file, bytes(mmap.PAGESIZE), 0)
        self._memory = mmap.mmap(self._file, mmap.PAGESIZE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._memory is not None
        self._memory.close()
        os.close(self._file)
        self._locked = False

    def look(self) -> Standing:
        """Take the lock if it is free; what to do now."""
        if not self._locked:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return standing(locked=False, lease=self.lease(), now_ns=self._now_ns())
            self._locked = True
            self._sign(START_S)
        return Standing.LEAD

    def lease(self) -> Lease | None:
        """The present one, None when there is none, or none that can be judged from here."""
        signed = self._signed()
        if signed is not None and signed.holder.alive():
            self._unsigned_since_ns = None
            return signed
        if self._unsigned_since_ns is None:
            self._unsigned_since_ns = self._now_ns()
        return believed(signed, signer_alive=False, holder=self._holder(), unsigned_since_ns=self._unsigned_since_ns)

    def _signed(self) -> Lease | None:
        assert self._memory is not None
        until_ns, pid, started, boot = _LAYOUT.unpack_from(self._memory)
        return Lease(until_ns, ProcessIdentity(pid, started, boot.decode(errors="replace"))) if until_ns else None

    def _holder(self) -> ProcessIdentity | None:
        """Who has the lock as the kernel tells it: `1: FLOCK ADVISORY WRITE <pid> <major>:<minor>:<inode> 0 EOF` (proc_locks(5))."""
        file = os.fstat(self._file)
        # With its device: a file of the same number elsewhere is somebody else's, and so would be the process.
        place = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
        for line in LOCKS.read_text().splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5] == place and int(words[4]) > 0:
                return ProcessIdentity.of(int(words[4]))
        return None

    def renew(self) -> None:
        """We are at work."""
        assert self._memory is not None
        struct.pack_into("<Q", self._memory, 0, self._now_ns() + round(LEASE_S * NANOSECONDS))

    async def hold(self) -> None:
        """Renew until cancelled. A loop that hangs renews nothing: that is the point."""
        while True:
            self.renew()
            await asyncio.sleep(RENEW_S)

    def end_the_leader(self) -> None:
        """Kill the process whose lease has run out; it may be stopped or busy and cannot refuse."""
        lease = self.lease()
        if lease is None or self._now_ns() <= lease.until_ns:
            return
        if lease.holder.signal(signal.SIGKILL):
            log.error("The leading engine (process %d) gave no sign of life for %g s and was ended", lease.holder.pid, LEASE_S)
        else:
            # Another machine's or container's: not ours to end, and as long as it has the lock we cannot lead.
            log.error("The leading engine gives no sign of life and cannot be ended from here")

    def _sign(self, seconds: float) -> None:
        assert self._memory is not None
        own = ProcessIdentity.of(os.getpid())
        assert own is not None
        # No lease while its holder is being written.
        struct.pack_into("<Q", self._memory, 0, 0)
        _LAYOUT.pack_into(self._memory, 0, 0, own.pid, own.started_ticks, own.boot.encode())
        struct.pack_into("<Q", self._memory, 0, self._now_ns() + round(seconds * NANOSECONDS))


async def until_leading(leadership: Leadership) -> bool:
    """Return when this engine leads: whether it had to stand by before. Ends by cancellation otherwise."""
    stood_by, late = False, 0
    while (now := leadership.look()) is not Standing.LEAD:
        if not stood_by:
            log.info("Another engine leads; this one stands by")
            stood_by = True
        late = late + 1 if now is Standing.END_THE_LEADER else 0
        if late >= LATE_LOOKS:
            leadership.end_the_leader()
        await asyncio.sleep(LOOK_S)
    return stood_by
