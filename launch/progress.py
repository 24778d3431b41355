"""What a person sees while the center is made ready: one line a step, a quiet tick on the long ones."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

Progress = Callable[[str], None]
"""Told in a few words what is happening inside a step; may be called as often as one likes."""

TICK_SECONDS: Final = 10.0
"""How often a step speaks where lines cannot be rewritten (a log, a pipe)."""
STARTED_VARIABLE: Final = "CC_LAUNCH_STARTED"
"""Wall-clock seconds at which the command began; kept when it re-executes itself in the virtual environment."""


class Steps:
    """The running list of steps on a stream."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._began = float(os.environ.setdefault(STARTED_VARIABLE, str(time.time())))

    def say(self, text: str) -> None:
        """A line of its own."""
        print(text, file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Progress]:
        """Time what happens inside; a step that fails leaves its name and the last thing it said."""
        began = time.monotonic()
        last_said = began
        detail = ""

        def progress(text: str) -> None:
            nonlocal last_said, detail
            detail = text
            now = time.monotonic()
            if self._rewrites:
                self._rewrite(f"  … {title}: {text}")
            elif now - last_said >= TICK_SECONDS:
                self.say(f"  … {title}: {text} ({now - began:.0f} s)")
                last_said = now

        if self._rewrites:
            self._rewrite(f"  … {title}")
        try:
            yield progress
        except BaseException:
            self._finish(f"  ✗ {title}" + (f": {detail}" if detail else ""))
            raise
        self._finish(f"  ✓ {title} ({time.monotonic() - began:.1f} s)")

    def elapsed_seconds(self) -> float:
        """Since the command was typed."""
        return time.time() - self._began

    def _rewrite(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\x1b[2K{line[:width]}", end="", file=self._stream, flush=True)

    def _finish(self, line: str) -> None:
        if self._rewrites:
            print("\r\x1b[2K", end="", file=self._stream)
        self.say(line)
