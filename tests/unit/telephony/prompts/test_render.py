import wave
from pathlib import Path

import numpy as np
import pytest

from telephony.prompts.render import CHARACTERS_MAX, CannotSpeak, prompt_name, render


def read(path: Path) -> tuple[int, np.ndarray]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")


@pytest.mark.parametrize(("language", "text"), [("en", "Press one for sales."), ("de", "Für den Verkauf drücken Sie die Eins.")])
def test_a_text_is_spoken_in_both_rates(tmp_path: Path, language: str, text: str) -> None:
    name = render(text, language, tmp_path)
    narrow_rate, narrow = read(tmp_path / f"{name}.wav")
    wide_rate, wide = read(tmp_path / f"{name}.wav16")
    assert (narrow_rate, wide_rate) == (8_000, 16_000)
    assert len(wide) > wide_rate  # more than a second
    assert abs(len(wide) - 2 * len(narrow)) <= 2
    assert np.abs(narrow).max() > 3_000


def test_rendering_again_costs_nothing_and_another_text_is_another_file(tmp_path: Path) -> None:
    name = render("Hello.", "en", tmp_path)
    before = (tmp_path / f"{name}.wav").stat().st_mtime_ns
    assert render("Hello.", "en", tmp_path) == name == prompt_name("Hello.", "en")
    assert (tmp_path / f"{name}.wav").stat().st_mtime_ns == before
    assert len({name, prompt_name("Hello!", "en"), prompt_name("Hello.", "de")}) == 3


def test_a_named_prompt_follows_its_text(tmp_path: Path) -> None:
    assert render("Hello.", "en", tmp_path, name="greeting") == "greeting"
    first = (tmp_path / "greeting.wav").read_bytes()
    render("Good bye, and thank you for calling.", "en", tmp_path, name="greeting")
    assert (tmp_path / "greeting.wav").read_bytes() != first


@pytest.mark.parametrize("text", ['<speed level="50">slow</speed>', "five < six > four", "nul\0byte", "Ünïcödé 東京 text"])
def test_what_a_person_types_is_text_and_never_markup(tmp_path: Path, text: str) -> None:
    assert (tmp_path / f"{render(text, 'en', tmp_path)}.wav").is_file()


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("Bonjour.", "fr", "no voice for 'fr'; there are voices for de, en"),
        ("  \n", "en", "the text is empty"),
        ("x" * (CHARACTERS_MAX + 1), "en", f"a prompt may have {CHARACTERS_MAX}"),
    ],
)
def test_what_cannot_be_spoken_is_one_clear_sentence(tmp_path: Path, text: str, language: str, why: str) -> None:
    with pytest.raises(CannotSpeak, match=why):
        render(text, language, tmp_path)
    assert list(tmp_path.iterdir()) == []
