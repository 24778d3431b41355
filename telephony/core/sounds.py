"""Sounds that are always there, by name: rendered into the sounds directory before a node starts (telephony/asterisk/render.py)."""

from __future__ import annotations

from typing import Final

CLOSED: Final = "closed"
CALLBACK_CONFIRMED: Final = "callback-confirmed"
#: name -> language -> what is said
STANDING: Final[dict[str, dict[str, str]]] = {
    CLOSED: {
        "en": "Thank you for calling. We are closed at the moment. Please call again during our opening hours.",
        "de": "Vielen Dank für Ihren Anruf. Wir haben im Moment geschlossen. Bitte rufen Sie während unserer Öffnungszeiten wieder an.",
    },
    CALLBACK_CONFIRMED: {
        "en": "Thank you. You keep your place in line. We will call you back. Goodbye.",
        "de": "Vielen Dank. Sie behalten Ihren Platz in der Reihe. Wir rufen Sie zurück. Auf Wiederhören.",
    },
}
#: regions whose callers are addressed in German first (ISO 3166)
GERMAN_REGIONS: Final = frozenset({"DE", "AT", "CH", "LI"})


def file_of(name: str, language: str) -> str:
    """The file's name without suffix."""
    return f"{name}-{language}"


def standing(name: str, language: str, region: str) -> list[str]:
    """What to play: in `language` where that is spoken, else in every language, the region's first."""
    spoken = STANDING[name]
    by_region = sorted(spoken, key=lambda one: (one == "de") is not (region in GERMAN_REGIONS))
    languages = [language] if language in spoken else by_region
    return [f"sound:custom/{file_of(name, one)}" for one in languages]
