"""Raw recordings as the PBX leaves them, made of plain tones."""

from __future__ import annotations

import math
import struct
from array import array
from pathlib import Path

RATE = 8_000


def tone(hertz: float, seconds: float, loudness: float = 0.5) -> array[int]:
    top = round(32767 * loudness)
    return array("h", (round(top * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(round(seconds * RATE))))


def write_wave(path: Path, samples: array[int], *, length_known: bool = True, rate: int = RATE, channels: int = 1) -> None:
    """`length_known=False`: as Asterisk leaves it when it crashes (docs/adr/0011)."""
    data = samples.tobytes()
    told = len(data) if length_known else 0
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + told, b"WAVE", b"fmt ", 16, 1, channels, rate, rate * 2, 2, 16, b"data", told)
    path.write_bytes(header + data)


def strength(samples: list[float], hertz: float, rate: int) -> float:
    """How much of a frequency is in the samples: 1 for a pure full-scale tone (Goertzel)."""
    turn = 2 * math.pi * hertz / rate
    real = sum(s * math.cos(turn * n) for n, s in enumerate(samples))
    imaginary = sum(s * math.sin(turn * n) for n, s in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / max(1, len(samples))
