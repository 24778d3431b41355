"""Sentences with numbers, in every language that has a voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from telephony.core.sounds import STANDING, standing
from telephony.prompts import spoken
from telephony.prompts.render import VOICES, render


def test_every_voice_has_sentences() -> None:
    assert set(spoken._PLACES) == set(spoken._WAITS) == set(VOICES) == set(spoken.LANGUAGES)
    assert all(set(texts) == set(VOICES) for texts in STANDING.values())


@pytest.mark.parametrize("language", VOICES)
def test_the_nth_sentence_is_about_n_and_the_last_about_more(language: str) -> None:
    places, waits = spoken.position_texts(language), spoken.wait_texts(language)
    assert (len(places), len(waits)) == (spoken.PLACES_MAX + 1, spoken.MINUTES_MAX + 1)
    assert all(str(n) in places[n - 1] and str(n) in waits[n - 1] for n in range(2, spoken.PLACES_MAX + 1))
    assert len(set(places)) == len(places) and len(set(waits)) == len(waits)


def test_names_are_those_of_the_rendered_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "PLACES_MAX", 2)
    media = spoken.positions("en", tmp_path)
    assert media == spoken.positions("en")
    assert {f"{name.removeprefix('sound:custom/')}{suffix}" for name in media for suffix in (".wav", ".wav16")} == {
        path.name for path in tmp_path.iterdir()
    }
    assert render("You are next in line.", "en", tmp_path) == media[0].removeprefix("sound:custom/")


def test_standing_sounds_are_in_the_callers_language_or_in_all() -> None:
    assert standing("closed", "en", "DE") == ["sound:custom/closed-en"]
    assert standing("closed", "fr", "AT") == ["sound:custom/closed-de", "sound:custom/closed-en"]
    assert standing("closed", "", "GB") == ["sound:custom/closed-en", "sound:custom/closed-de"]
