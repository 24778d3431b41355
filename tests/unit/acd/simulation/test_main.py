"""The command that replays a shift."""

import pytest

from acd.simulation import __main__ as cli
from acd.simulation.run import Result


def test_a_good_shift_says_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--seed", "2", "--without-faults"]) == 0
    assert capsys.readouterr().out.startswith("seed 2: ")


def test_a_broken_shift_says_how_to_replay_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(seed: int, *, faults: bool, nodes: int) -> Result:
        raise AssertionError(f"seed {seed}, faults {faults}")

    monkeypatch.setattr(cli, "run", breaks)
    assert cli.main(["--seed", "7", "--shifts", "2"]) == 1
    out = capsys.readouterr().out
    assert "replay: python -m acd.simulation --seed 7\n" in out and "replay: python -m acd.simulation --seed 8\n" in out
