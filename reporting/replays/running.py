"""Runs the simulator: a process of its own, because the monolith and the engine's core never share one."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec

from ccplatform.kernel.problems import Conflict, Invalid
from ccplatform.kernel.words import said
from contracts.configuration import CenterConfiguration
from contracts.ids import QueueId
from contracts.replays import PROGRESS, RecordedDay, Replayed, ReplayOrder

CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS_MAX: Final = 1_800
"""A replay that takes longer is ended."""
LOOK_SECONDS: Final = 0.5
"""How soon a cancelled one is ended."""
CHUNK_BYTES: Final = 65_536
SIMULATOR = (sys.executable, "-m", "acd.simulation.replay", "--progress")

Progress = Callable[[float], None]
"""Told a share of the work, 0 to 1."""


class Cancelled(Exception):
    """Somebody did not want it any more."""


def replay(
    day: RecordedDay | None,
    changed: Mapping[str, object],
    staffing: Mapping[QueueId, int],
    *,
    other: CenterConfiguration | None = None,
    progress: Progress = lambda share: None,
    unwanted: Callable[[], bool] = lambda: False,
) -> Replayed:
    """`day` None = a synthetic one. `unwanted` is asked every LOOK_SECONDS.

    Raises Invalid for a change that cannot be, with the simulator's words, Conflict beyond SECONDS_MAX, Cancelled when unwanted.
    """
    if day is None:
        texts = (msgspec.json.encode(changed).decode(), msgspec.json.encode(staffing).decode())
        return _run([*SIMULATOR, "--demo", "--changed", texts[0], "--staffing", texts[1]], b"", progress, unwanted)
    order = ReplayOrder(day=day, changed=dict(changed), staffing=dict(staffing), other=other)
    return _run([*SIMULATOR], msgspec.json.encode(order), progress, unwanted)


def _run(command: list[str], order: bytes, progress: Progress, unwanted: Callable[[], bool]) -> Replayed:
    """Order and answer go through files without a name: a pipe would hold up whoever does not read it meanwhile."""
    with TemporaryFile() as question, TemporaryFile() as answer:
        question.write(order)
        question.seek(0)
        with subprocess.Popen(command, stdin=question, stdout=answer, stderr=subprocess.PIPE, cwd=CHECKOUT) as process:
            try:
                words = _watch(process, progress, unwanted)
            finally:
                process.kill()
        if process.returncode != 0:
            raise Invalid.field("changes", "replay", words or f"exit status {process.returncode}")
        answer.seek(0)
        return msgspec.json.decode(answer.read(), type=Replayed)


def _watch(process: subprocess.Popen[bytes], progress: Progress, unwanted: Callable[[], bool]) -> str:
    """Until it has ended by itself; its last words that were no progress."""
    assert process.stderr is not None
    until = time.monotonic() + SECONDS_MAX
    words = ""
    for line in _lines(process.stderr):
        if line.startswith(PROGRESS):
            progress(float(line.removeprefix(PROGRESS)))
        elif line:
            words = line
        if unwanted():
            raise Cancelled
        if time.monotonic() > until:
            raise Conflict(
                "replay_seconds_max",
                said(
                    en="It took longer than {minutes} minutes and was ended.",
                    de="Es dauerte länger als {minutes} Minuten und wurde beendet.",
                    minutes=SECONDS_MAX // 60,
                ),
            )
    process.wait()
    return words


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Line by line until the end; "" at least every LOOK_SECONDS."""
    rest = b""
    with selectors.DefaultSelector() as ready:
        ready.register(stream, selectors.EVENT_READ)
        while True:
            if not ready.select(LOOK_SECONDS):
                yield ""
                continue
            chunk = os.read(stream.fileno(), CHUNK_BYTES)
            if not chunk:
                break
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield line.decode(errors="replace").strip()
    yield rest.decode(errors="replace").strip()
