"""`make test` and `make lint`: everything that says whether the project is good."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from launch.command import TARGETS, ensure
from launch.environment import child_environment
from launch.frontend import WEB, find_node
from launch.lanes import LOGS, Check, Result, run_lanes, tool
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
ALONE: Final = ("contract", "house", "simulation", "unit")
"""Tests that compute: one core, and nobody outside of them."""
WITH_DATA: Final = (
    "integration/crm",
    "integration/django",
    "integration/recordings",
    "integration/reporting",
    "integration/telephony",
    "integration/test_launch_faults.py",
    "integration/test_launch_packages.py",
    "integration/test_launch_services.py",
    "integration/test_launch_supervisor.py",
    "integration/test_launch_up.py",
)
"""Tests with PostgreSQL, Valkey or an Asterisk of their own."""
WITH_CALLS: Final = ("integration/acd", "integration/realtime", "e2e")
"""Tests of whole calls and screens, with browsers, which mostly wait for each other."""
NICENESS: Final = 10
"""Of what only computes, beside voices that must come in time."""
DURATIONS: Final = 15
SUMMARY: Final = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in [\d.]+s.*$")
COUNT: Final = re.compile(r"(\d+) (passed|failed|errors?)")
FAILURE: Final = re.compile(r"^(FAILED|ERROR) tests/")


def lint_checks() -> list[Check]:
    """Style, types and import contracts of the Python rooms."""
    rooms = [room for room in ROOMS if (CHECKOUT / room).exists()]
    return [
        Check("ruff", (tool("ruff"), "check", "--quiet", *rooms)),
        Check("ruff format", (tool("ruff"), "format", "--check", "--quiet", *rooms)),
        Check("mypy", (tool("mypy"), *rooms)),
        Check("import-linter", (tool("lint-imports"), "--no-logo", "--no-cache"), environment={**os.environ, "PYTHONPATH": "."}),
    ]


def front_end_checks() -> list[Check]:
    """The scripts of web/package.json; its build is made, and thereby checked, by `ensure front-end`."""
    node = find_node()
    return [Check(f"front end: {name}", (*node.npm, "run", "--silent", name), WEB, node.environment()) for name in FRONT_END_SCRIPTS]


def session_of(name: str, folders: Sequence[str], niceness: int = 0) -> Check:
    """One session of pytest with these folders of tests/; its log has all times beside it, for machines."""
    said = ("-q", f"--durations={DURATIONS}", "--color=no", f"--junitxml={LOGS / name.replace(' ', '-')}.xml")
    argv = (sys.executable, "-m", "pytest", *said, *(f"tests/{folder}" for folder in folders))
    return Check(name, argv, environment={**child_environment(), "PYTHONUNBUFFERED": "1"}, niceness=niceness)


def lint(_: Steps) -> int:
    """0 when style, types and contracts are good."""
    return 0 if all(result.good for result in run_lanes({"lint": lint_checks()})) else 1


def run_all(steps: Steps) -> int:
    """Everything, on two cores; the last line counts what passed and what failed. Raises LaunchFault when a tool cannot be had."""
    ensure(TARGETS, steps)
    computed = session_of("tests that compute", ALONE, NICENESS)
    stored = session_of("tests with data", WITH_DATA)
    whole = session_of("tests with calls", WITH_CALLS)
    results = run_lanes({"parts": [*lint_checks(), *front_end_checks(), computed, stored], "whole": [whole]})
    tests = [result for result in results if result.check in (computed, stored, whole)]
    others = [result for result in results if result not in tests]
    for result in (result for result in results if not result.good):
        print(f"Not good: {result.check.name} ({result.check.log.relative_to(CHECKOUT)})")
        for line in filter(FAILURE.match, result.lines):
            print(f"  {line}")
    print(with_failures(map(_summary, tests), sum(not result.good for result in others)))
    return 0 if all(result.good for result in results) else 1


def _summary(tests: Result) -> str:
    """pytest's last line; of a session that ended otherwise than by its tests, one that counts as a failure."""
    last = next((line for line in reversed(tests.lines) if line.strip()), "")
    told = SUMMARY.match(last) and (tests.good or "failed" in last or "error" in last)
    return last if told else "1 failed in 0.0s"


def with_failures(summaries: Iterable[str], more: int) -> str:
    """pytest's counts and ours in one line, such as "412 passed, 2 failed"."""
    counts: Counter[str] = Counter()
    for summary in summaries:
        found = SUMMARY.match(summary)
        for number, kind in COUNT.findall(found[1]) if found else ():
            counts[kind] += int(number)
    failed = counts["failed"] + counts["error"] + counts["errors"]
    return f"{counts['passed']} passed, {failed + more} failed"
