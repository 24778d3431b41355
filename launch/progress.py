"""What a person sees while the center is made ready: one line a step, a quiet tick on the long ones."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

Progress = Callable[[str], None]
"""Told in a few words what is happening inside a step; may be called as often as one likes."""

TICK_SECONDS: Final = 10.0
"""How often a step speaks where lines cannot be rewritten (a log, a pipe)."""
REWRITE_SECONDS: Final = 0.25
STARTED_VARIABLE: Final = "CC_LAUNCH_STARTED"
"""Wall-clock seconds at which the command began; kept when it re-executes itself in the virtual environment."""


class Steps:
    """The running list of steps on a stream."""

    def __init__(self, stream: TextIO = sys.stdout, tick_seconds: float = TICK_SECONDS) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._tick_seconds = REWRITE_SECONDS if self._rewrites else tick_seconds
        self._began = float(os.environ.setdefault(STARTED_VARIABLE, str(time.time())))

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            go_on_unseen(self._stream)

    @contextmanager
    def step(self, title: str) -> Iterator[Progress]:
        """Time what happens inside; it ticks also while that says nothing. A failed step leaves its last words."""
        words = [title]
        began = time.monotonic()

        def progress(text: str) -> None:
            words[1:] = [text]

        def tick() -> None:
            self._tick(f"  … {': '.join(words)} ({time.monotonic() - began:.0f} s)")

        try:
            with _every(self._tick_seconds, tick):
                yield progress
        except BaseException:
            self._finish(f"  ✗ {': '.join(words)}")
            raise
        self._finish(f"  ✓ {title} ({time.monotonic() - began:.1f} s)")

    def elapsed_seconds(self) -> float:
        """Since the command was typed."""
        return time.time() - self._began

    def _tick(self, line: str) -> None:
        if self._rewrites:
            width = shutil.get_terminal_size().columns - 1
            self._write(f"\r\x1b[2K{line[:width]}")
        else:
            self.say(line)

    def _finish(self, line: str) -> None:
        self.say(f"\r\x1b[2K{line}" if self._rewrites else line)


def go_on_unseen(stream: TextIO) -> None:
    """For when whoever read our words has gone (`make status | head`): the work goes on, and what is said is dropped, also what is left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def _every(seconds: float, work: Callable[[], None]) -> Iterator[None]:
    """Do `work` again and again in a thread for the length of a `with` block."""
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(seconds):
            work()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
