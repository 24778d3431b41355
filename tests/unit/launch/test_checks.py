from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from launch.checks import Check, with_failures
from launch.places import CHECKOUT


def test_a_check_is_good_when_its_command_ends_with_0(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert Check("good one", (sys.executable, "-c", "print('well')"), tmp_path).run()
    assert not Check("bad one", (sys.executable, "-c", "raise SystemExit(3)"), tmp_path).run()
    said = capfd.readouterr().out
    assert "well" in said
    assert "FAILED" in said


ASKED_TO_END = """
import subprocess, sys
from launch.checks import Check
child = "; ".join((
    "import signal",
    "signal.signal(signal.SIGTERM, lambda *_: (print('the child leaves', flush=True), exit(1)))",
    "print('begun', flush=True)",
    "signal.pause()",
))
try:
    Check("slow one", (sys.executable, "-c", child)).run()
except KeyboardInterrupt:
    print("and so do we", flush=True)
"""


def test_who_is_asked_to_end_takes_the_check_along() -> None:
    with subprocess.Popen([sys.executable, "-c", ASKED_TO_END], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "begun\n" in iter(process.stdout.readline, "")
        process.terminate()
        assert process.stdout.read().splitlines() == ["the child leaves", "and so do we"]
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        ("412 passed in 300.12s (0:05:00)", "412 passed, 2 failed"),
        ("1 failed, 411 passed, 3 warnings in 9.1s", "411 passed, 3 failed"),
        ("1 failed, 2 errors in 0.50s", "0 passed, 5 failed"),
        ("no tests ran in 0.01s", "0 passed, 2 failed"),
    ],
)
def test_the_last_line_counts_checks_and_tests(summary: str, line: str) -> None:
    assert with_failures(summary, 2) == line
