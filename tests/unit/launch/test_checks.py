from __future__ import annotations

import sys
from pathlib import Path

import pytest

from launch.checks import Check, with_failures


def test_a_check_is_good_when_its_command_ends_with_0(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert Check("good one", (sys.executable, "-c", "print('well')"), tmp_path).run()
    assert not Check("bad one", (sys.executable, "-c", "raise SystemExit(3)"), tmp_path).run()
    said = capfd.readouterr().out
    assert "well" in said
    assert "FAILED" in said


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
