from pathlib import Path

import pytest

from acd.engine.journal import Journal
from acd.engine.recovery import FILE, Keeper, recover
from acd.ports import Position
from contracts.facts import EngineStarted, FactEnvelope, PbxFound
from contracts.live import LiveState


def envelopes() -> list[FactEnvelope]:
    return [
        FactEnvelope(epoch=5, seq=1, at=10, version=0, fact=EngineStarted()),
        FactEnvelope(epoch=5, seq=2, at=11, version=0, fact=PbxFound(node="n")),
    ]


def test_the_very_first_start_finds_nothing(tmp_path: Path) -> None:
    assert recover(tmp_path, Journal(tmp_path)).live == LiveState()


def test_the_state_is_what_was_saved_and_the_facts_after_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(envelopes()[:1])
    Keeper(tmp_path, lambda: LiveState(epoch=5, seq=1, at=10), lambda: Position(4, 9)).save()
    journal.append(envelopes()[1:])
    saved = recover(tmp_path, journal)
    assert (saved.live.seq, saved.live.pbx, saved.recorded) == (2, {"n": True}, (4, 9))


def test_a_broken_file_is_left_out_and_the_journal_tells_all(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"{")
    journal = Journal(tmp_path)
    journal.append(envelopes())
    assert recover(tmp_path, journal).live.pbx == {"n": True}


def test_the_saved_position_is_told(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, lambda: LiveState(epoch=5, seq=1), lambda: Position(0, 0))
    keeper.save()
    assert keeper.saved == Position(5, 1)


def test_a_full_disk_leaves_the_old_state_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper(tmp_path, lambda: LiveState(epoch=5, seq=1), lambda: Position(0, 0))
    keeper.save()

    def full(*arguments: object) -> int:
        raise OSError("full")

    monkeypatch.setattr("acd.engine.recovery.os.open", full)
    Keeper(tmp_path, lambda: LiveState(epoch=5, seq=2), lambda: Position(0, 0)).save()
    monkeypatch.undo()
    assert recover(tmp_path, Journal(tmp_path)).live.seq == 1
