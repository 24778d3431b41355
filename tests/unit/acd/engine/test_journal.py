import errno
import os
from pathlib import Path

import pytest

from acd.engine import journal as module
from acd.engine.journal import Journal, JournalFullError, OlderEpochError, Tail
from acd.ports import BEGINNING, Position
from contracts.facts import FactEnvelope, NodeVisited


def fact(seq: int, epoch: int = 1, text: str = "x") -> FactEnvelope:
    return FactEnvelope(epoch=epoch, seq=seq, at=seq, version=1, fact=NodeVisited(interaction=text, node="n"))


def seqs(journal: Journal, after: Position = BEGINNING) -> list[int]:
    return [envelope.seq for envelope in journal.after(after)]


def test_what_was_appended_is_read_again_after_any_position(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append([fact(1), fact(2)])
    journal.append([fact(3)])
    assert seqs(Journal(tmp_path)) == [1, 2, 3]
    assert seqs(Journal(tmp_path), Position(1, 2)) == [3]


def test_a_batch_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[int] = []
    write = os.write

    def counted(fd: int, data: bytes) -> int:
        writes.append(len(data))
        return write(fd, data)

    monkeypatch.setattr(os, "write", counted)
    Journal(tmp_path).append([fact(n) for n in range(1, 6)])
    assert len(writes) == 1


def test_a_torn_last_line_is_ignored_and_the_next_epoch_begins_behind_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append([fact(1), fact(2)])
    (segment,) = journal.segments()
    segment.write_bytes(segment.read_bytes()[:-20])
    again = Journal(tmp_path)
    again.append([fact(1, epoch=2), fact(2, epoch=2)])
    assert [(e.epoch, e.seq) for e in Journal(tmp_path).after(BEGINNING)] == [(1, 1), (2, 1), (2, 2)]


def test_a_line_that_is_no_fact_is_left_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append([fact(1)])
    with journal.segments()[0].open("ab") as file:
        file.write(b"\0\0\0\n")
    journal.append([fact(2)])
    assert seqs(journal) == [1, 2]


def test_segments_rotate_by_size_and_a_reader_follows(tmp_path: Path) -> None:
    journal = Journal(tmp_path, segment_bytes_max=300)
    tail = Tail(journal, BEGINNING)
    read: list[int] = []
    for seq in range(1, 11):
        journal.append([fact(seq)])
        read += [line.position.seq for line in tail.read()]
    assert len(journal.segments()) > 2
    assert read == list(range(1, 11))
    assert tail.read() == []


def test_only_what_the_recorder_has_is_deleted(tmp_path: Path) -> None:
    journal = Journal(tmp_path, segment_bytes_max=300)
    for seq in range(1, 11):
        journal.append([fact(seq)])
    journal.forget(Position(1, 5))
    assert seqs(journal, Position(1, 5)) == [6, 7, 8, 9, 10]
    assert seqs(journal)[0] > 1
    journal.forget(Position(1, 10))
    assert len(journal.segments()) == 1


def test_a_segment_of_an_epoch_before_stays_until_its_last_fact_is_recorded(tmp_path: Path) -> None:
    Journal(tmp_path).append([fact(1), fact(2)])
    journal = Journal(tmp_path)
    journal.append([fact(1, epoch=2)])
    journal.forget(Position(1, 1))
    assert seqs(journal, Position(1, 1)) == [2, 1]
    journal.forget(Position(1, 2))
    assert seqs(journal) == [1]


def test_a_full_disk_delays_facts_and_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path)
    journal.append([fact(1)])

    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        journal.append([fact(2)])
        assert journal.backlog_bytes > 0
    journal.append([fact(3)])
    assert seqs(journal) == [1, 2, 3]


def test_a_disk_that_stays_full_ends_the_engine_at_a_named_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path)
    journal.append([fact(1)])
    monkeypatch.setattr(module, "BACKLOG_BYTES_MAX", 100)

    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(JournalFullError):
        journal.append([fact(2, text="x" * 200)])


def test_the_last_epoch_is_known_from_the_names(tmp_path: Path) -> None:
    assert Journal(tmp_path).last_epoch() == 0
    Journal(tmp_path).append([fact(1, epoch=7)])
    assert Journal(tmp_path).last_epoch() == 7


def test_a_journal_that_knows_a_newer_epoch_takes_nothing_of_an_older_one(tmp_path: Path) -> None:
    Journal(tmp_path).append([fact(1, epoch=8)])
    with pytest.raises(OlderEpochError):
        Journal(tmp_path).append([fact(1, epoch=7)])


def test_a_disk_that_takes_no_new_segment_is_tried_again_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path, segment_bytes_max=1)
    journal.append([fact(1)])

    def full(*arguments: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("acd.engine.journal.os.open", full)
    journal.append([fact(2)])
    journal.append([fact(3)])
    assert journal.backlog_bytes
    monkeypatch.undo()
    journal.append([fact(4)])
    assert journal.backlog_bytes == 0
    assert seqs(journal) == [1, 2, 3, 4]
    assert [module.first_of(segment).seq for segment in journal.segments()] == [1, 2]


def test_a_fact_of_which_the_disk_took_a_part_is_finished_in_the_same_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path, segment_bytes_max=1)
    write = os.write
    monkeypatch.setattr("acd.engine.journal.os.write", lambda file, data: write(file, bytes(data)[:10]))
    journal.append([fact(1)])
    assert journal.backlog_bytes
    monkeypatch.undo()
    journal.append([fact(2)])
    assert seqs(journal) == [1, 2]
    assert len(journal.segments()) == 1
