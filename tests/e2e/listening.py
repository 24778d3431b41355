"""What a caller hears while the call goes on: the phone writes it to a file, and its end is read."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path

import numpy as np

from tests.support.audio import Samples, tone_share

HEADER_BYTES = 44
"""Of a WAV file as pjmedia writes it; its lengths are filled in when it is closed, its rate at once."""
RATE_AT = 24
SAMPLE_BYTES = 2
WINDOW_SECONDS = 0.25
LOUD_MIN = 0.002
"""Root mean square of what counts as a sound, where 1 is the loudest there is."""
VOICE_MAX = 0.1
"""Share of a tone that music may hold by chance; a voice alone has nearly all."""
GROWS_SECONDS_MAX = 60
LOOK_SECONDS = 0.05


class Ear:
    """Listens to the file that a phone records to."""

    def __init__(self, recording: Path) -> None:
        self._recording = recording

    async def listen(self, seconds: float) -> tuple[Samples, int]:
        """The next `seconds` of what arrives, and the sample rate."""
        start = await self._grown_to(HEADER_BYTES)
        start -= (start - HEADER_BYTES) % SAMPLE_BYTES
        with self._recording.open("rb") as file:
            (rate,) = struct.unpack_from("<I", file.read(HEADER_BYTES), RATE_AT)
        length = int(seconds * rate) * SAMPLE_BYTES
        await self._grown_to(start + length)
        with self._recording.open("rb") as file:
            file.seek(start)
            samples = np.frombuffer(file.read(length), dtype="<i2")
        return samples.astype(np.float64) / 32_768, rate

    async def _grown_to(self, size: int) -> int:
        now = 0
        try:
            async with asyncio.timeout(GROWS_SECONDS_MAX):
                while not self._recording.exists() or (now := self._recording.stat().st_size) < size:  # noqa: ASYNC110  # a file has no news
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise AssertionError(f"nothing more comes to the phone: {self._recording.name} has {now} of {size} bytes") from None
        return now

    async def hears(self, hertz: int, *, seconds: float = 2) -> float:
        """The largest share that the tone has in a quarter of a second, as Person.hears tells it of a browser."""
        samples, rate = await self.listen(seconds)
        step = int(WINDOW_SECONDS * rate)
        return max(tone_share(samples[at : at + step], rate, hertz) for at in range(0, len(samples) - step + 1, step))

    async def hears_music(self, *voices: int, seconds: float = 1.5) -> bool:
        """Something is heard, and it is none of these voices."""
        samples, rate = await self.listen(seconds)
        loud = bool(np.sqrt(np.mean(samples**2)) > LOUD_MIN)
        return loud and all(tone_share(samples, rate, hertz) < VOICE_MAX for hertz in voices)
