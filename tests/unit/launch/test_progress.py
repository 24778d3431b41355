from __future__ import annotations

import io
import os
import re

import pytest

from launch.progress import Steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_step_in_a_log_is_one_line_with_its_time() -> None:
    stream = io.StringIO()
    with Steps(stream).step("Asterisk") as tell:
        tell("reading the package lists")
    assert re.fullmatch(r"  ✓ Asterisk \(\d+\.\d s\)\n", stream.getvalue())


def test_a_long_step_in_a_log_ticks_also_while_nothing_is_said() -> None:
    stream = io.StringIO()
    with Steps(stream, tick_seconds=0.001).step("Asterisk") as tell:
        tell("downloading 45 of 112 MB")
        while stream.getvalue().count("… Asterisk: downloading 45 of 112 MB (0 s)\n") < 2:
            pass
    assert stream.getvalue().splitlines()[-1].startswith("  ✓ Asterisk")


def test_a_step_that_fails_leaves_its_last_words() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="broken"), Steps(stream).step("Asterisk") as tell:
        tell("unpacking")
        raise ValueError("broken")
    assert stream.getvalue() == "  ✗ Asterisk: unpacking\n"


def test_on_a_terminal_a_line_is_rewritten_and_never_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setenv("COLUMNS", "20")
    with Steps(stream).step("Asterisk") as tell:
        tell("downloading a great many packages")
        while "Asterisk: d" not in stream.getvalue():
            pass
    lines = stream.getvalue().split("\r\x1b[2K")
    assert max(len(line) for line in lines[:-1]) <= 19
    assert lines[-1].startswith("  ✓ Asterisk")


def test_when_the_reader_has_gone_the_work_goes_on() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = []
    with os.fdopen(writer, "w") as stream:
        steps = Steps(stream)
        steps.say("nobody reads this")
        with steps.step("Asterisk"):
            done.append("work")
        steps.say("nor this")
    assert done == ["work"]
