"""The routing core against queueing theory. docs/is-the-engine-right.md tells what is compared and what the table says."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from pathlib import Path
from random import Random

import pytest

from acd.simulation.__main__ import main
from acd.simulation.oracles import BATCHES, ORACLES_FILE, Comparison, Oracle, compare, estimate, read_oracles, table
from acd.simulation.queueing import SECOND, System, run
from acd.simulation.shared_data import DataMissing, shared_data
from tests.support.shared_data import demand

SEED = 1
ROWS = 40
M_M_1 = Oracle(System(arrivals_per_h=30, aht_s=60, agents=1), {"p_wait": 0.5, "asa_s": 60.0, "occupancy": 0.5})
"""In a textbook's words: rho = 0.5, a caller waits with probability rho, on average rho / (mu - lambda)."""


@pytest.fixture(scope="module")
def oracles() -> list[Oracle]:
    return read_oracles(demand(ORACLES_FILE))


@pytest.fixture(scope="module")
def comparisons() -> Iterator[list[Comparison]]:
    """Filled row by row, and shown in the end (pytest -s)."""
    made: list[Comparison] = []
    yield made
    print("\n" + "\n".join(table(made)))


@pytest.mark.parametrize("row", range(ROWS))
def test_the_core_agrees_with_erlang(oracles: list[Oracle], comparisons: list[Comparison], row: int) -> None:
    comparison = compare(oracles[row], SEED)
    comparisons.append(comparison)
    wrong = [one for one in comparison.estimates if not one.agrees]
    assert not wrong, f"{comparison.system} in {comparison.arrivals} calls: {wrong}"


def test_every_row_is_compared(oracles: list[Oracle]) -> None:
    assert len(oracles) == ROWS


@pytest.mark.parametrize(
    "system",
    [System(200, 180, 14), System(2_880, 60, 50), System(200, 180, 14, 60), System(30, 180, 3, 300), System(2_880, 60, 50, 120)],
    ids=str,
)
def test_every_single_wait_is_that_of_first_come_first_served(system: System) -> None:
    """Not on average: to the microsecond, by the recursion of Kiefer and Wolfowitz on the same arrivals, talks and patience."""
    visits = run(system, 5_000, SEED)
    assert [(visit.came_at, visit.wait, visit.answered) for visit in visits] == list(_first_come_first_served(system, 5_000, SEED))


def _first_come_first_served(system: System, arrivals: int, seed: int) -> Iterator[tuple[int, int, bool]]:
    """Arrival, wait, and whether served: each caller takes the agent who is free first, in the order of arrival."""
    gaps, handling, patience = (Random(f"{part} {seed}") for part in ("gaps", "handling", "patience"))

    def drawn(chance: Random, mean_s: float) -> int:
        return round(chance.expovariate(1 / mean_s) * SECOND)

    free_from = [0] * system.agents
    now = 0
    for _ in range(arrivals):
        now += drawn(gaps, 3_600 / system.arrivals_per_h)
        wait = max(0, free_from[0] - now)
        stays = None if system.patience_s is None else drawn(patience, system.patience_s)
        if stays is not None and wait > stays:
            yield now, stays, False
            continue
        heappop(free_from)
        heappush(free_from, now + wait + drawn(handling, system.aht_s))
        yield now, wait, True


def test_a_textbook_agrees_without_any_file() -> None:
    assert all(one.agrees for one in compare(M_M_1, SEED).estimates)


@pytest.mark.parametrize("name", list(M_M_1.exact))
def test_a_wrong_answer_is_noticed(name: str) -> None:
    wrong = Oracle(M_M_1.system, {name: M_M_1.exact[name] * 1.25})
    assert not any(one.agrees for one in compare(wrong, SEED).estimates)


def test_an_interval_is_as_wide_as_students_t_says() -> None:
    found = estimate("asa_s", 1.0, [0.9, 1.1] * (BATCHES // 2))
    assert found.half_width == pytest.approx(3.8834 * 0.102598 / 20**0.5, rel=1e-4)
    assert found.agrees
    assert not estimate("asa_s", 1.1, [0.9, 1.1] * (BATCHES // 2)).agrees


def test_the_table_marks_what_is_missed() -> None:
    comparison = Comparison(M_M_1.system, 8_000, [estimate("p_wait", 0.5, [0.4] * BATCHES), estimate("asa_s", 60.0, [60.0] * BATCHES)])
    head, line = table([comparison])
    assert head.startswith("model")
    assert line.count("!") == 1


def test_a_missing_file_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataMissing, match="set CC_SHARED_DATA"):
        shared_data(ORACLES_FILE, {"CC_SHARED_DATA": str(tmp_path)})
    monkeypatch.setenv("CC_SHARED_DATA", str(tmp_path))
    assert main(["--oracles"]) == 2
    assert "set CC_SHARED_DATA" in capsys.readouterr().err


def test_the_program_prints_a_line_for_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "model,calls_per_h,aht_s,agents,patience_s,p_wait,asa_s,sl20,p_abandon,occupancy\n"
    (tmp_path / ORACLES_FILE).write_text(rows + "M/M/c,30,60,1,,0.5,60,,,0.5\nM/M/c,30,60,1,,0.9,60,,,0.5\n")
    monkeypatch.setenv("CC_SHARED_DATA", str(tmp_path))
    assert main(["--oracles", "--times", "0.5"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[-1] == "5 of 6 exact values lie within the interval"
