"""`make test` and `make lint`: everything that says whether the project is good."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

from launch.command import TARGETS, ensure
from launch.environment import child_environment
from launch.frontend import WEB, find_node
from launch.places import CHECKOUT
from launch.progress import Steps

ROOMS: Final = (
    "contracts",
    "telephony",
    "ivr",
    "acd",
    "crm",
    "reporting",
    "ccplatform",
    "launch",
    "benchmarks",
    "drills",
    "tests",
    "manage.py",
)
FRONT_END_SCRIPTS: Final = ("typecheck", "lint", "test")
SUMMARY: Final = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in [\d.]+s.*$")
COUNT: Final = re.compile(r"(\d+) (passed|failed|errors?)")


@dataclass(frozen=True, slots=True)
class Check:
    """A command that ends with 0 when all is well; what it says is shown."""

    name: str
    argv: tuple[str, ...]
    cwd: Path = CHECKOUT
    environment: Mapping[str, str] | None = None

    def run(self) -> bool:
        print(f"── {self.name}", flush=True)
        began = time.monotonic()
        with subprocess.Popen(self.argv, cwd=self.cwd, env=self.environment) as process, taken_along(process):
            code = process.wait()
        print(f"   {'good' if code == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True)
        return code == 0


@contextmanager
def taken_along(process: subprocess.Popen[Any]) -> Iterator[None]:
    """SIGTERM, which reaches this process alone (a time limit, `kill`), ends the child as well, and then us: KeyboardInterrupt is raised
    when the child has ended. Ctrl-C reaches both without our doing."""
    asked = False

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        process.terminate()

    before = signal.signal(signal.SIGTERM, pass_on)
    try:
        yield
        process.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
    if asked:
        raise KeyboardInterrupt


def lint_checks() -> list[Check]:
    """Style, types and import contracts of the Python rooms."""
    rooms = [room for room in ROOMS if (CHECKOUT / room).exists()]
    tools = Path(sys.prefix) / "bin"
    return [
        Check("ruff", (str(tools / "ruff"), "check", "--quiet", *rooms)),
        Check("ruff format", (str(tools / "ruff"), "format", "--check", "--quiet", *rooms)),
        Check("mypy", (str(tools / "mypy"), *rooms)),
        Check("import-linter", (str(tools / "lint-imports"), "--no-logo", "--no-cache"), environment={**os.environ, "PYTHONPATH": "."}),
    ]


def front_end_checks() -> list[Check]:
    """The scripts of web/package.json; its build is made, and thereby checked, by `ensure front-end`."""
    node = find_node()
    return [Check(f"front end: {name}", (*node.npm, "run", "--silent", name), WEB, node.environment()) for name in FRONT_END_SCRIPTS]


def lint(_: Steps) -> int:
    """0 when style, types and contracts are good."""
    return 0 if not _failed(lint_checks()) else 1


def run_all(steps: Steps) -> int:
    """Everything; the last line counts what passed and what failed. Raises LaunchFault when a tool cannot be had."""
    ensure(TARGETS, steps)
    failed = _failed([*lint_checks(), *front_end_checks()])
    code, summary = _pytest()
    if failed:
        print(f"Not good: {', '.join(failed)} (see above)")
        print(with_failures(summary, len(failed)))
    return 1 if failed else code


def _failed(checks: Sequence[Check]) -> list[str]:
    return [check.name for check in checks if not check.run()]


def _pytest() -> tuple[int, str]:
    """All tests in one session, shown as they run; the exit code and the last line."""
    print("── tests", flush=True)
    last = ""
    argv = [sys.executable, "-m", "pytest", "-q", "--durations=10", "--color=no"]
    with (
        subprocess.Popen(
            argv, cwd=CHECKOUT, env={**child_environment(), "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True
        ) as process,
        taken_along(process),
    ):
        assert process.stdout is not None, "it was asked for"
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def with_failures(summary: str, more: int) -> str:
    """pytest's counts and ours in one line, such as "412 passed, 2 failed"."""
    found = SUMMARY.match(summary)
    counts = {kind: int(number) for number, kind in COUNT.findall(found[1])} if found else {}
    failed = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    return f"{counts.get('passed', 0)} passed, {failed + more} failed"
