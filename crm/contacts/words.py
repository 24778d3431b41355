"""How text and numbers are searched, without PostgreSQL's trigrams (docs/adr/0014): by the beginnings of words, and by either end of a

number. Words are folded (M\u00fcller = muller, Stra\u00dfe = strasse) when a contact is saved and when somebody searches.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import phonenumbers

from contracts.configuration import CenterConfiguration
from telephony.core.numbers import international

DEFAULT_REGION: Final = CenterConfiguration(version=0, published_at=0).default_region
SEARCH_WORDS_MAX: Final = 8
NUMBER_DIGITS_MIN: Final = 3
"""Fewer digits would match half of the book."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[+\d][\d\s()/.\-]*")


def fold(text: str) -> str:
    """Lower case, without accents, umlauts as their plain letters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def words(*texts: str) -> list[str]:
    """Folded words in order of appearance; an e-mail address gives its parts."""
    return [word for text in texts for word in _WORD.findall(fold(text))]


def prefix_query(text: str) -> str:
    """For to_tsquery('simple', ...): every word of the text begins some word of the contact. "" when there is no word in it."""
    return " & ".join(f"{word}:*" for word in words(text)[:SEARCH_WORDS_MAX])


def e164(text: str, region: str = DEFAULT_REGION) -> str | None:
    """None when it cannot be a telephone number of the world's plan."""
    number = international(text, region)
    return number if number.startswith("+") and number[1:].isascii() and number[1:].isdecimal() else None


def backwards(number: str) -> str:
    """Digits from the last to the first: an index over this finds numbers by their end."""
    return "".join(sign for sign in reversed(number) if sign.isdigit())


def number_beginnings(text: str, region: str = DEFAULT_REGION) -> list[str]:
    """E.164 beginnings that somebody may mean who types this; none when it does not look like a number."""
    if not _NUMBER.fullmatch(text.strip()):
        return []
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) < NUMBER_DIGITS_MIN:
        return []
    if text.strip().startswith("+"):
        return [f"+{digits}"]
    if digits.startswith("00"):
        return [f"+{digits[2:]}"]
    country = phonenumbers.country_code_for_region(region)
    return [f"+{country}{digits.lstrip('0')}", f"+{digits}"]
