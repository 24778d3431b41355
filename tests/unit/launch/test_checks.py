from __future__ import annotations

from unittest import mock

import pytest

from launch import checks
from launch.checks import ALONE, WITH_CALLS, WITH_DATA, run_all, session_of, with_failures
from launch.lanes import Check, Result
from launch.places import CHECKOUT
from launch.progress import Steps


def test_every_test_is_run_once() -> None:
    tests = CHECKOUT / "tests"
    sessions = [tests / place for place in (*ALONE, *WITH_DATA, *WITH_CALLS)]
    for path in tests.rglob("test_*.py"):
        assert sum(path.is_relative_to(place) for place in sessions) == 1, path
    assert all(place.exists() for place in sessions)


def test_tests_with_servers_are_not_held_up_by_those_that_compute() -> None:
    assert session_of("quick", ["unit"], 10).argv[-1] == "tests/unit"
    assert session_of("quick", ["unit"], 10).niceness == 10
    assert session_of("late", ["e2e"]).niceness == 0


@pytest.mark.parametrize(
    ("summaries", "line"),
    [
        (["412 passed in 300.12s (0:05:00)"], "412 passed, 2 failed"),
        (["1 failed, 411 passed, 3 warnings in 9.1s", "8 passed in 1.00s"], "419 passed, 3 failed"),
        (["1 failed, 2 errors in 0.50s"], "0 passed, 5 failed"),
        (["no tests ran in 0.01s"], "0 passed, 2 failed"),
    ],
)
def test_the_last_line_counts_checks_and_tests(summaries: list[str], line: str) -> None:
    assert with_failures(summaries, 2) == line


def ended(check: Check, code: int, *lines: str) -> Result:
    return Result(check, code, lines)


def run(monkeypatch: pytest.MonkeyPatch, *outcomes: tuple[int, str]) -> int:
    """`make test` with these ends of: ruff, the tests that compute, those with data, those with calls."""
    monkeypatch.setattr(checks, "ensure", mock.Mock())
    monkeypatch.setattr(checks, "lint_checks", lambda: [Check("ruff", ("ruff",))])
    monkeypatch.setattr(checks, "front_end_checks", list)

    def lanes(given: dict[str, list[Check]]) -> list[Result]:
        every = [check for lane in given.values() for check in lane]
        return [ended(check, code, *words.split("|")) for check, (code, words) in zip(every, outcomes, strict=True)]

    monkeypatch.setattr(checks, "run_lanes", lanes)
    return run_all(Steps())


GOOD = (0, "8 passed in 1.00s")


def test_all_is_good(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, (0, ""), (0, "5 passed, 1 skipped in 2.0s"), GOOD, GOOD) == 0
    assert capsys.readouterr().out == "21 passed, 0 failed\n"


def test_what_failed_stands_at_the_end(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, (1, "E501"), (1, "FAILED tests/unit/x.py::test_y - no|1 failed, 4 passed in 2.0s"), GOOD, GOOD) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Not good: ruff (")
    assert said[2:] == ["  FAILED tests/unit/x.py::test_y - no", "20 passed, 2 failed"]


@pytest.mark.parametrize("words", ["", "5 passed in 2.0s", "Segmentation fault"])
def test_a_session_that_broke_off_is_a_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str) -> None:
    assert run(monkeypatch, (0, ""), GOOD, GOOD, (-11, words)) == 1
    assert capsys.readouterr().out.endswith("16 passed, 1 failed\n")


def test_logs_lie_in_the_checkout() -> None:
    assert Check("front end: lint", ("true",)).log == CHECKOUT / "tests" / "output" / "logs" / "front-end-lint.log"
