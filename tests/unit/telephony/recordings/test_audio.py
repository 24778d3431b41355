"""Two raw files become one stereo file: each tone in its own channel, in step, whatever is missing."""

from __future__ import annotations

import os
from array import array
from pathlib import Path

import pytest
import soundfile

from telephony.recordings.audio import PEAKS_MAX, Side, Unusable, merge
from tests.support.waves import RATE, strength, tone, write_wave

AGENT_HERTZ, CALLER_HERTZ = 440, 1000


def sides(folder: Path, agent: array[int] | None, caller: array[int] | None) -> tuple[Side | None, Side | None]:
    for name, samples in (("agent", agent), ("caller", caller)):
        if samples is not None:
            write_wave(folder / f"{name}.wav", samples)
    return Side.open(folder / "agent.wav"), Side.open(folder / "caller.wav")


def channels(path: Path) -> tuple[list[float], list[float], int]:
    samples, rate = soundfile.read(str(path))
    return samples[:, 0].tolist(), samples[:, 1].tolist(), rate


def test_the_agent_is_left_and_the_caller_right(tmp_path: Path) -> None:
    target = tmp_path / "out.ogg"
    merged = merge(*sides(tmp_path, tone(AGENT_HERTZ, 2), tone(CALLER_HERTZ, 1.5)), 0, 0, target)
    left, right, rate = channels(target)
    assert merged.duration_seconds == 2
    assert abs(len(left) / rate - 2) < 0.05
    assert strength(left[: rate // 2], AGENT_HERTZ, rate) > 0.3 > 0.05 > strength(left[: rate // 2], CALLER_HERTZ, rate)
    assert strength(right[: rate // 2], CALLER_HERTZ, rate) > 0.3 > 0.05 > strength(right[: rate // 2], AGENT_HERTZ, rate)
    assert max(map(abs, right[int(1.7 * rate) :])) < 0.02
    assert merged.size_bytes == target.stat().st_size < 2 * RATE * 2 * 2 / 3


def test_offsets_delay_a_side(tmp_path: Path) -> None:
    target = tmp_path / "out.ogg"
    merged = merge(*sides(tmp_path, tone(AGENT_HERTZ, 1), tone(CALLER_HERTZ, 1)), 0, 500_000, target)
    _, right, rate = channels(target)
    assert merged.duration_seconds == 1.5
    assert max(map(abs, right[: int(0.4 * rate)])) < 0.02
    assert strength(right[int(0.6 * rate) : rate], CALLER_HERTZ, rate) > 0.3


def test_a_side_that_is_missing_is_silent(tmp_path: Path) -> None:
    merged = merge(*sides(tmp_path, tone(AGENT_HERTZ, 1), None), 0, 0, tmp_path / "out.ogg")
    assert max(merged.peaks["caller"]) == 0
    assert 48 <= max(merged.peaks["agent"]) <= 51


def test_silence_is_a_recording(tmp_path: Path) -> None:
    merged = merge(*sides(tmp_path, tone(0, 1), tone(0, 1)), 0, 0, tmp_path / "out.ogg")
    assert merged.duration_seconds == 1


def test_after_a_crash_of_the_pbx_the_data_run_to_the_end_of_the_file(tmp_path: Path) -> None:
    write_wave(tmp_path / "agent.wav", tone(AGENT_HERTZ, 1), length_known=False)
    with (tmp_path / "agent.wav").open("ab") as file:
        file.write(b"\x01")  # half a sample
    assert merge(Side.open(tmp_path / "agent.wav"), None, 0, 0, tmp_path / "out.ogg").duration_seconds == 1


def test_the_waveform_has_a_bounded_number_of_columns_that_cover_everything(tmp_path: Path) -> None:
    agent = tone(AGENT_HERTZ, 3, 0.2)
    agent[-1] = -32768
    merged = merge(*sides(tmp_path, agent, tone(CALLER_HERTZ, 3)), 0, 0, tmp_path / "out.ogg")
    assert len(merged.peaks["agent"]) == len(merged.peaks["caller"]) <= PEAKS_MAX
    assert merged.peaks["agent"][-1] == 100
    assert 18 <= max(merged.peaks["agent"][:-1]) <= 21


@pytest.mark.parametrize("content", [b"", b"RIFF", b"x" * 100, os.urandom(500)])
def test_what_is_no_wave_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "agent.wav").write_bytes(content)
    with pytest.raises(Unusable, match="not_wave"):
        Side.open(tmp_path / "agent.wav")


def test_another_format_is_refused(tmp_path: Path) -> None:
    write_wave(tmp_path / "agent.wav", tone(1, 1), channels=2)
    with pytest.raises(Unusable, match="other_format"):
        Side.open(tmp_path / "agent.wav")
    assert Side.open(tmp_path / "nothing.wav") is None


def test_two_empty_files_are_no_recording(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="empty"):
        merge(*sides(tmp_path, array("h"), array("h")), 0, 0, tmp_path / "out.ogg")


def test_a_folder_that_is_not_there_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="out"):
        merge(*sides(tmp_path, tone(1, 1), None), 0, 0, tmp_path / "nowhere" / "out.ogg")
