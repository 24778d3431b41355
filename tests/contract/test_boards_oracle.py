"""What the browser adds up is compared with the formulas of the reports (web/src/boards): the file of examples is current and telling."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from ccplatform.boards import oracle
from contracts.live import QueueDay
from reporting.metrics import queues
from tests.house.tree import CHECKOUT

GENERATED = CHECKOUT / "web" / "src" / "boards" / "oracle.gen.json"


@pytest.fixture(scope="module", name="cases")
def _cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(GENERATED.read_text())["cases"]
    return found


def test_the_examples_are_current() -> None:
    done = subprocess.run([sys.executable, "-m", "ccplatform.boards.oracle", "--check", GENERATED], cwd=CHECKOUT, check=False)
    assert done.returncode == 0, "run in web/: npm run generate:oracle"


def test_one_queue_is_told_as_the_live_state_tells_it(cases: list[dict[str, Any]]) -> None:
    alone = [one for one in cases if len(one["days"]) == 1]
    assert alone
    for one in alone:
        day = QueueDay(**one["days"][0])
        assert one["said"]["service_level"] == queues.service_level(day)
        assert one["said"]["abandonment_rate"] == queues.abandonment_rate(day)


def test_the_examples_would_find_an_average_of_ratios_and_a_zero_that_is_no_value(cases: list[dict[str, Any]]) -> None:
    def averaged(one: dict[str, Any]) -> float | None:
        levels = [level for day in one["days"] if (level := queues.service_level(QueueDay(**day))) is not None]
        return sum(levels) / len(levels) if levels else None

    assert sum(averaged(one) != one["said"]["service_level"] for one in cases if len(one["days"]) > 1) > oracle.CASES // 2
    for name in oracle.FORMULAS:
        assert any(one["said"][name] is None for one in cases), name
        assert any(one["said"][name] for one in cases), name
    assert {len(one["days"]) for one in cases} == set(range(1, oracle.QUEUES_MAX + 1))
