"""Sentences in every language of the house, side by side where they are used (docs/adr/0008).

`said(en="{name} is taken", de="{name} ist vergeben")` behaves like a string in the language of the request that is being answered.
"""

from __future__ import annotations

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language

LANGUAGES = ("en", "de")

Words = Promise | str
"""A sentence: finished, or still to be put into the reader's language."""


class _Said:
    """Chooses when it is read; `str.format` fields are filled after the choice."""

    def __init__(self, en: str, de: str, fields: dict[str, object]) -> None:
        self._sentences = {"en": en, "de": de}
        self._fields = fields

    def __str__(self) -> str:
        spoken = language()
        sentence = self._sentences[spoken]
        return sentence.format(**{name: _in_words(value, spoken) for name, value in self._fields.items()}) if self._fields else sentence


def _in_words(value: object, spoken: str) -> object:
    """A number with a fraction as the language writes it: 70.8, 70,8."""
    return str(value).replace(".", ",") if isinstance(value, float) and spoken == "de" else value


def said(*, en: str, de: str, **fields: object) -> Promise:
    """A lazy string. Without fields the sentences are taken literally, braces and all."""
    text: Promise = lazystr(_Said(en, de, fields))
    return text


def language() -> str:
    """Two letters of the language of the request at hand; English where nobody asked."""
    active = (get_language() or "en")[:2]
    return active if active in LANGUAGES else "en"
