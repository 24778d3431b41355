"""Text to speech with SVOX Pico (py-nanotts): small, offline, quick, in English and German.

The file's name is the hash of what was said and how, so rendering again costs nothing and a changed text is a new file
(Asterisk and its callers may still be playing the old one). numpy is imported by
whoever speaks: web and recorder never do.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: what py-nanotts answers: 16 bit, mono, little-endian
PICO_HZ: Final = 16_000
#: telephone quality, half the size; Asterisk's format_wav reads 8 kHz from .wav and 16 kHz from .wav16
RATES: Final = {8_000: ".wav", 16_000: ".wav16"}
VOICES: Final = {"de": "de-DE", "en": "en-GB"}
#: a prompt of a thousand words; more is a mistake
CHARACTERS_MAX: Final = 8_000
#: samples of the low-pass filter before 16 kHz become 8 kHz
TAPS: Final = 63


class CannotSpeak(ValueError):
    """A text that cannot be rendered; the message says why."""


def prompt_name(text: str, language: str) -> str:
    """The name (without suffix) under which this text is kept; any change of the renderer changes it too."""
    return "tts-" + hashlib.sha256(f"pico/1\0{language}\0{text}".encode()).hexdigest()[:24]


def render(text: str, language: str, folder: Path, *, name: str | None = None) -> str:
    """Speak `text` into `folder` (the sounds directory) unless that was done before; the prompt's name.

    Asterisk plays it as `sound:custom/<name>`, in 16 kHz where the phone can. `name` gives a fixed name, for prompts
    that configuration files mention: such a file is written anew when the text has changed. `language` is `de` or
    `en`. Raises CannotSpeak.
    """
    if language not in VOICES:
        raise CannotSpeak(f"There is no voice for {language!r}; there are voices for {', '.join(VOICES)}")
    if not text.strip():
        raise CannotSpeak("There is nothing to say: the text is empty")
    if len(text) > CHARACTERS_MAX:
        raise CannotSpeak(f"The text has {len(text)} characters; a prompt may have {CHARACTERS_MAX}")
    spoken = prompt_name(text, language)
    if not _there(folder, spoken):
        wide = _speak(text, language)
        for rate, suffix in RATES.items():
            with _whole_file(folder / f"{spoken}{suffix}") as partial:
                _write(partial, wide if rate == PICO_HZ else _halved(wide), rate)
    if name is None:
        return spoken
    for suffix in RATES.values():
        _link(folder / f"{name}{suffix}", f"{spoken}{suffix}")
    return name


def _there(folder: Path, name: str) -> bool:
    return all((folder / f"{name}{suffix}").exists() for suffix in RATES.values())


def _speak(text: str, language: str) -> NDArray[np.int16]:
    import numpy as np
    from py_nanotts import NanoTTS

    # Pico reads markup (`<speed level="50">`); what a person types is plain text. NUL ends a C string.
    plain = text.replace("<", " ").replace(">", " ").replace("\0", " ")
    samples = np.frombuffer(NanoTTS().speak(plain, voice=VOICES[language]), dtype="<i2").astype(np.int16)
    if not samples.size:
        raise CannotSpeak("The text holds nothing that can be spoken")
    return samples


def _halved(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """16 kHz to 8 kHz: a windowed-sinc low-pass at 3.6 kHz, then every second sample."""
    import numpy as np

    at = np.arange(TAPS) - (TAPS - 1) / 2
    kernel = np.sinc(2 * 3_600 / PICO_HZ * at) * np.hamming(TAPS)
    smooth = np.convolve(samples.astype(np.float64), kernel / kernel.sum(), mode="same")
    narrow: NDArray[np.int16] = np.clip(np.rint(smooth[::2]), -32_768, 32_767).astype(np.int16)
    return narrow


def _write(path: Path, samples: NDArray[np.int16], rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[Path]:
    """A temporary file that takes its place at the end: nobody plays half a prompt, two writers do no harm."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".partial")
    os.close(handle)
    try:
        yield Path(partial)
        Path(partial).chmod(0o640)
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)


def _link(link: Path, target: str) -> None:
    if link.is_symlink() and str(link.readlink()) == target:
        return
    partial = link.with_name(f".{link.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    partial.symlink_to(target)
    partial.replace(link)
