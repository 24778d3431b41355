from pathlib import Path

import numpy as np

from tests.support.audio import TONE_SHARE_MIN, read_channels, seconds_with_tone, tone_share, write_tone


def test_a_tone_is_found_by_its_frequency_and_another_is_not(tmp_path: Path) -> None:
    (samples,), rate = read_channels(write_tone(tmp_path / "tone.wav", 440, seconds=1))
    assert tone_share(samples, rate, 440) > TONE_SHARE_MIN
    assert tone_share(samples, rate, 600) < 0.01


def test_silence_holds_no_tone() -> None:
    assert tone_share(np.zeros(8000), 8000, 440) == 0.0


def test_only_the_part_with_the_tone_is_counted() -> None:
    rate = 8000
    tone = np.sin(2 * np.pi * 600 * np.arange(2 * rate) / rate)
    noise = np.random.default_rng(1).normal(0, 0.3, 3 * rate)
    assert seconds_with_tone(np.concatenate([noise, tone]), rate, 600) == 2.0
