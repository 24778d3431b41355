"""Tones, and finding them again: how a test knows who heard whom."""

from __future__ import annotations

import asyncio
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

CLOSED_SECONDS_MAX = 40
Samples = npt.NDArray[np.float64]

TONE_SHARE_MIN = 0.5
"""Of the power between 200 and 3400 Hz that a tone must hold, within 15 Hz, to count as found; speech and music stay far below."""


def write_tone(path: Path, hertz: int, *, seconds: float, silent_seconds: float = 0, rate: int = 48_000, level: float = 0.5) -> Path:
    """A 16 bit mono WAV file: `silent_seconds` of nothing at all, as from a muted microphone, then the tone."""
    tone = level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)
    samples = np.concatenate([np.zeros(int(silent_seconds * rate)), tone])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def read_channels(path: Path) -> tuple[list[Samples], int]:
    """Every channel of an audio file as floats, and the sample rate."""
    data, rate = soundfile.read(str(path), always_2d=True)
    return [data[:, n] for n in range(data.shape[1])], rate


async def heard_whole(path: Path) -> tuple[list[Samples], int]:
    """What a phone has recorded. It closes its file a moment after it has told the end of the call, and says nothing of it."""
    async with asyncio.timeout(CLOSED_SECONDS_MAX):
        while len((heard := read_channels(path))[0][0]) == 0:  # noqa: ASYNC110  # see above
            await asyncio.sleep(0.02)
    return heard


def tone_share(samples: Samples, rate: int, hertz: int) -> float:
    """The share of the telephone band's power within 15 Hz of `hertz`; 0 for silence."""
    if len(samples) < rate // 5:
        return 0.0
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate)
    band = power[(frequencies > 200) & (frequencies < 3400)].sum()
    if band < 1e-6 * len(samples):
        return 0.0
    return float(power[np.abs(frequencies - hertz) < 15].sum() / band)


def seconds_with_tone(samples: Samples, rate: int, hertz: int, *, window: float = 0.25, share_min: float = TONE_SHARE_MIN) -> float:
    """How much of a recording holds the tone, in steps of `window` seconds: calls also hold music, prompts and silence.

    Where several talk at once, each has its share only: a lower `share_min` finds them.
    """
    step = int(window * rate)
    windows = [samples[start : start + step] for start in range(0, len(samples) - step + 1, step)]
    return window * sum(tone_share(part, rate, hertz) >= share_min for part in windows)
