"""The journal: every fact as one line of JSON in an append-only file, before anybody outside hears of it (docs/adr/0020).

A plain write survives `kill -9` of this process; nothing here calls fsync, so a power cut may take the last seconds. A
last line that was torn by a crash is ignored. Segments are named `<epoch>-<seq of the first fact>.jsonl`, zero-padded, so
that their names sort as their facts do.
"""

import itertools
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from acd.ports import BEGINNING, Position
from contracts.facts import FactEnvelope, decode, encode

log = logging.getLogger(__name__)

#: a segment that has grown to this many bytes is closed and the next begun (about 60,000 facts)
SEGMENT_BYTES_MAX: Final = 16 * 1024 * 1024
#: bytes kept in memory while the disk takes none; with more the engine ends rather than lose facts in silence
BACKLOG_BYTES_MAX: Final = 64 * 1024 * 1024
#: bytes read from a segment at once
READ_BYTES: Final = 256 * 1024
SUFFIX: Final = ".jsonl"


class JournalFullError(Exception):
    """The disk refused writes until BACKLOG_BYTES_MAX bytes of facts waited."""


class OlderEpochError(Exception):
    """Another engine has followed this one: what this one says does not count any more."""


class _Head(msgspec.Struct, frozen=True):
    epoch: int
    seq: int


_head: Final = msgspec.json.Decoder(_Head)


class Line(NamedTuple):
    """A fact as it stands in the journal, without the line break."""

    position: Position
    raw: bytes


class Journal:
    """Written by one engine; `folder` must exist. Facts are appended in the order of their positions."""

    def __init__(self, folder: Path, *, segment_bytes_max: int = SEGMENT_BYTES_MAX) -> None:
        self.folder: Final = folder
        self._segment_bytes_max = segment_bytes_max
        self._file: int | None = None
        self._size = 0
        self._backlog = bytearray()
        self._waits_from = BEGINNING
        self._torn = False
        #: the segment being written, None before the first fact
        self.current: Path | None = None
        #: the last fact appended
        self.end = BEGINNING

    @property
    def backlog_bytes(self) -> int:
        """What the disk has not taken yet; 0 unless it is full or failing."""
        return len(self._backlog)

    def append(self, envelopes: Sequence[FactEnvelope]) -> None:
        """Write all in one go. A refusing disk is tried again at the next call; raises JournalFullError at the limit."""
        if not envelopes:
            return
        if not self._backlog:
            self._waits_from = Position(envelopes[0].epoch, envelopes[0].seq)
        lines = [encode(envelope) for envelope in envelopes]
        self._backlog += b"\n".join(lines) + b"\n"
        self.end = Position(envelopes[-1].epoch, envelopes[-1].seq)
        self.flush()

    def flush(self) -> None:
        """Give the disk what it has not taken."""
        if not self._backlog:
            return
        try:
            # A new segment begins with a whole fact, never in the middle of one of which the disk took a part.
            if not self._torn and (self._file is None or self._size >= self._segment_bytes_max):
                self._begin(self._waits_from)
            assert self._file is not None
            written = os.write(self._file, self._backlog)
        except OSError as error:
            log.error("The journal cannot be written (%s); %d bytes wait in memory", error, len(self._backlog))
            if len(self._backlog) > BACKLOG_BYTES_MAX:
                raise JournalFullError(f"{self.folder} takes no more: {error}") from error
            return
        self._size += written
        del self._backlog[:written]
        self._torn = bool(self._backlog)

    def close(self) -> None:
        """Nothing is appended after this."""
        self.flush()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def after(self, position: Position) -> Iterator[FactEnvelope]:
        """The facts that follow `position`, as far as they are still kept; what is no fact is logged and left out."""
        tail = Tail(self, position)
        try:
            while lines := tail.read():
                for line in lines:
                    try:
                        yield decode(line.raw)
                    except msgspec.MsgspecError as error:
                        log.error("Fact %s of the journal cannot be read: %s", line.position, error)
        finally:
            tail.close()

    def forget(self, position: Position) -> None:
        """Delete the segments that hold nothing newer than `position`. The one being written stays."""
        segments = self.segments()
        for segment, following in itertools.pairwise(segments):
            if not _is_spent(segment, first_of(following), position):
                return
            segment.unlink()

    def segments(self) -> list[Path]:
        """The files, oldest first."""
        return sorted(self.folder.glob(f"*{SUFFIX}"))

    def last_epoch(self) -> int:
        """The newest epoch that left a segment, 0 when there is none."""
        segments = self.segments()
        return first_of(segments[-1]).epoch if segments else 0

    def _begin(self, first: Position) -> None:
        if self.last_epoch() > first.epoch:
            raise OlderEpochError(f"{self.folder} holds facts of a newer epoch than {first.epoch}")
        segment = self.folder / f"{first.epoch:016d}-{first.seq:012d}{SUFFIX}"
        file = os.open(segment, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        if self._file is not None:
            os.close(self._file)
        self.current, self._file, self._size = segment, file, os.fstat(file).st_size


def first_of(segment: Path) -> Position:
    """The position of a segment's first fact, from its name."""
    epoch, _, seq = segment.name.removesuffix(SUFFIX).partition("-")
    return Position(int(epoch), int(seq))


def last_position(segment: Path) -> Position | None:
    """The position of the last whole line, None when there is no such line."""
    with segment.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - READ_BYTES))
        whole, _, _ = file.read().rpartition(b"\n")
    for raw in reversed(whole.split(b"\n")):
        try:
            head = _head.decode(raw)
        except msgspec.MsgspecError:
            continue
        return Position(head.epoch, head.seq)
    return None


def _is_spent(segment: Path, following: Position, position: Position) -> bool:
    """Whether nothing in `segment` is newer than `position`, when the next segment begins with `following`."""
    if following.epoch > position.epoch:
        last = last_position(segment)
        return last is None or last <= position
    return following <= Position(position.epoch, position.seq + 1)


class Tail:
    """Reads a journal from after a position on, while it is being written."""

    def __init__(self, journal: Journal, position: Position) -> None:
        self._journal = journal
        self._segment: Path | None = None
        self._file: int | None = None
        self._rest = b""
        #: the last fact read
        self.position = position

    def read(self) -> list[Line]:
        """The next lines, at most READ_BYTES of them; empty when the end is reached."""
        if self._file is None and not self._open_at(self.position):
            return []
        while True:
            chunk = os.read(self._file, READ_BYTES) if self._file is not None else b""
            if not chunk:
                if not self._open_next():
                    return []
                continue
            *raws, self._rest = (self._rest + chunk).split(b"\n")
            if lines := [line for raw in raws if (line := self._line(raw)) and line.position > self.position]:
                self.position = lines[-1].position
                return lines

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _line(self, raw: bytes) -> Line | None:
        try:
            head = _head.decode(raw)
        except msgspec.MsgspecError as error:
            log.error("A line of %s is no fact: %s", self._segment, error)
            return None
        return Line(Position(head.epoch, head.seq), raw)

    def _open_at(self, position: Position) -> bool:
        """Open the segment that holds what follows `position`."""
        segments = self._journal.segments()
        if not segments:
            return False
        earlier = [segment for segment in segments if first_of(segment) <= (position.epoch, position.seq + 1)]
        self._open(earlier[-1] if earlier else segments[0])
        return True

    def _open_next(self) -> bool:
        """Go on with the segment after this one; what is left of a torn line in this one is dropped."""
        if self._segment == self._journal.current:
            return False
        later = [segment for segment in self._journal.segments() if self._segment is None or segment > self._segment]
        if not later:
            return False
        self._open(later[0])
        return True

    def _open(self, segment: Path) -> None:
        self.close()
        self._segment, self._rest = segment, b""
        self._file = os.open(segment, os.O_RDONLY | os.O_CLOEXEC)
