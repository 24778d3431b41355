"""Sentences with a number, for places in line and waits: rendered beforehand, so that the engine only picks one.

`positions` and `waits` give what contracts.rules.QueueAnnouncements wants: the n-th sentence is for n, the last for all beyond. Whoever
publishes a configuration passes the sounds directory, so that the files are there when the engine names them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from telephony.prompts.render import VOICES, prompt_name, render

#: the highest place that is told by its number; behind it "more than"
PLACES_MAX: Final = 30
#: the longest wait that is told in minutes; behind it "more than"
MINUTES_MAX: Final = 60
LANGUAGES: Final = tuple(VOICES)
SOUND: Final = "sound:custom/{name}"


def positions(language: str, folder: Path | None = None) -> list[str]:
    """Media for places 1 .. PLACES_MAX and "more than"; rendered into `folder` when one is given. Raises CannotSpeak, KeyError."""
    return [_media(text, language, folder) for text in position_texts(language)]


def waits(language: str, folder: Path | None = None) -> list[str]:
    """Media for about 1 .. MINUTES_MAX minutes and "more than"; rendered into `folder` when one is given."""
    return [_media(text, language, folder) for text in wait_texts(language)]


def position_texts(language: str) -> list[str]:
    """What is said for each place, in order."""
    first, place, beyond = _PLACES[language]
    return [first, *(place.format(n=n) for n in range(2, PLACES_MAX + 1)), beyond.format(n=PLACES_MAX)]


def wait_texts(language: str) -> list[str]:
    """What is said for each number of minutes, in order."""
    first, minutes, beyond = _WAITS[language]
    return [first, *(minutes.format(n=n) for n in range(2, MINUTES_MAX + 1)), beyond.format(n=MINUTES_MAX)]


def _media(text: str, language: str, folder: Path | None) -> str:
    name = prompt_name(text, language) if folder is None else render(text, language, folder)
    return SOUND.format(name=name)


_PLACES: Final = {
    "en": (
        "You are next in line.",
        "You are number {n} in line.",
        "There are more than {n} callers in front of you.",
    ),
    "de": (
        "Sie sind als Nächstes an der Reihe.",
        "Sie sind an Position {n} der Warteschlange.",
        "Vor Ihnen warten mehr als {n} Anrufer.",
    ),
}
_WAITS: Final = {
    "en": (
        "Your wait will be about one minute.",
        "Your wait will be about {n} minutes.",
        "Your wait will be more than {n} minutes.",
    ),
    "de": (
        "Ihre Wartezeit beträgt etwa eine Minute.",
        "Ihre Wartezeit beträgt etwa {n} Minuten.",
        "Ihre Wartezeit beträgt mehr als {n} Minuten.",
    ),
}
