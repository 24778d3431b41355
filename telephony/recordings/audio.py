"""Two mono files become one stereo file: agent left, caller right. Pure file work; the caller knows about databases and retries.

Everything is read and written in blocks of BLOCK_SECONDS, so that an hour costs no more memory than a second. numpy and soundfile are
imported where they are used: the web process never needs them.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy

BLOCK_SECONDS: Final = 1
PEAKS_MAX: Final = 800
"""Columns of the waveform."""
PEAK_TOP: Final = 100
WAV_HEADER_LENGTH: Final = 44
OPUS_RATES: Final = frozenset({8000, 12000, 16000, 24000, 48000})
HASH_BLOCK: Final = 1 << 20
DURATION_TOLERANCE_SECONDS: Final = 0.2


class Unusable(Exception):
    """The raw files cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Side:
    """A raw file: PCM 16 bit little-endian mono. `samples` are counted from the file's length: after a crash the header says 0."""

    path: Path
    rate: int
    samples: int

    @classmethod
    def open(cls, path: Path) -> Side | None:
        """None when there is no file. Raises Unusable for anything but such a wave file."""
        try:
            with path.open("rb") as file:
                header = file.read(WAV_HEADER_LENGTH)
            size = path.stat().st_size
        except FileNotFoundError:
            return None
        if len(header) < WAV_HEADER_LENGTH or header[:4] != b"RIFF" or header[8:12] != b"WAVE" or header[36:40] != b"data":
            raise Unusable("not_wave")
        encoding, channels, rate, _, _, bits = struct.unpack("<HHIIHH", header[20:36])
        if (encoding, channels, bits) != (1, 1, 16) or rate not in OPUS_RATES:
            raise Unusable("other_format")
        return cls(path, rate, (size - WAV_HEADER_LENGTH) // 2)


@dataclass(frozen=True, slots=True)
class Merged:
    duration_seconds: float
    size_bytes: int
    sha256: str
    peaks: dict[str, list[int]]
    """Loudest sample of each column, 0 to PEAK_TOP, of `agent` and `caller`."""


class _Reader:
    """One side as a stream of samples that begins `delay` samples late and ends in silence."""

    def __init__(self, side: Side | None, delay: int) -> None:
        self._file: IO[bytes] | None = side.path.open("rb") if side else None
        if self._file is not None:
            self._file.seek(WAV_HEADER_LENGTH)
        self._silence = delay

    def read(self, count: int) -> numpy.ndarray[tuple[int], numpy.dtype[numpy.int16]]:
        import numpy

        block = numpy.zeros(count, dtype="<i2")
        skipped = min(self._silence, count)
        self._silence -= skipped
        if self._file is not None and skipped < count:
            raw = self._file.read((count - skipped) * 2)
            samples = numpy.frombuffer(raw[: len(raw) // 2 * 2], dtype="<i2")
            block[skipped : skipped + len(samples)] = samples
        return block

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class _Peaks:
    """Loudest sample per column of one side."""

    def __init__(self, total: int) -> None:
        self._width = max(1, -(-total // PEAKS_MAX))
        self._tops = [0] * -(-total // self._width)

    def add(self, start: int, block: numpy.ndarray[tuple[int], numpy.dtype[numpy.int16]]) -> None:
        import numpy

        position = 0
        while position < len(block):
            column = (start + position) // self._width
            end = min(len(block), (column + 1) * self._width - start)
            # int16's smallest value has no positive twin.
            top = int(numpy.abs(block[position:end].astype("i4")).max())
            self._tops[column] = max(self._tops[column], top)
            position = end

    def scaled(self) -> list[int]:
        return [min(PEAK_TOP, -(-top * PEAK_TOP // 32768)) for top in self._tops]


def merge(agent: Side | None, caller: Side | None, agent_offset: int, caller_offset: int, target: Path) -> Merged:
    """Writes `target` (Ogg/Opus). Offsets in microseconds. Raises Unusable, or OSError when the disk will not take it."""
    import numpy
    import soundfile

    rates = {side.rate for side in (agent, caller) if side is not None}
    if len(rates) != 1:
        raise Unusable("other_format")
    rate = rates.pop()
    delays = (agent_offset * rate // 1_000_000, caller_offset * rate // 1_000_000)
    total = max(side.samples + delay for side, delay in zip((agent, caller), delays, strict=True) if side is not None)
    if total == 0:
        raise Unusable("empty")
    readers = (_Reader(agent, max(0, delays[0])), _Reader(caller, max(0, delays[1])))
    peaks = (_Peaks(total), _Peaks(total))
    try:
        with soundfile.SoundFile(str(target), "w", rate, 2, "OPUS", format="OGG") as out:
            for start in range(0, total, rate * BLOCK_SECONDS):
                count = min(rate * BLOCK_SECONDS, total - start)
                left, right = (reader.read(count) for reader in readers)
                peaks[0].add(start, left)
                peaks[1].add(start, right)
                out.write(numpy.column_stack((left, right)))
    except soundfile.LibsndfileError as error:
        raise OSError(str(error)) from error
    finally:
        for reader in readers:
            reader.close()
    verify(target, total / rate)
    return Merged(total / rate, target.stat().st_size, digest(target), {"agent": peaks[0].scaled(), "caller": peaks[1].scaled()})


def verify(path: Path, duration_seconds: float) -> None:
    """Decodes the whole file; raises OSError when it is not the stereo file of that length that was meant."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            frames = sum(len(block) for block in file.blocks(blocksize=file.samplerate * BLOCK_SECONDS, dtype="int16"))
            good = file.channels == 2 and abs(frames / file.samplerate - duration_seconds) <= DURATION_TOLERANCE_SECONDS
    except soundfile.LibsndfileError as error:
        raise OSError(str(error)) from error
    if not good:
        raise OSError("the written file is not what was meant to be written")


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(HASH_BLOCK):
            found.update(block)
    return found.hexdigest()
