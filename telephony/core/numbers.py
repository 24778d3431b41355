"""Telephone numbers as text: E.164 inside, whatever a trunk sends outside."""

from functools import lru_cache
from typing import Final

import phonenumbers

#: what trunks put where a number is withheld (RFC 3325 and habit)
WITHHELD: Final = frozenset({"", "anonymous", "unavailable", "unknown", "restricted", "withheld", "s"})
#: characters of a text that is tried as a number at all
LENGTH_MAX: Final = 40
#: digits of an international number (E.164, 6.2.1); fewer than the lower one are nobody's
E164_DIGITS_MIN: Final = 7
E164_DIGITS_MAX: Final = 15
_SHAPE: Final = frozenset("0123456789+-./() ")


@lru_cache(maxsize=4096)
def international(text: str, region: str) -> str:
    """E.164 (`+4940...`) when `text` is a possible number as dialled in `region` (ISO 3166), `text` when not, "" when withheld.

    A short internal number stays as it is.
    """
    text = text.strip()
    if text.lower() in WITHHELD:
        return ""
    if text[:1] == "+" and text[1:].isascii() and text[1:].isdecimal() and E164_DIGITS_MIN < len(text) <= E164_DIGITS_MAX + 1:
        return text  # written so already, as most trunks do; the look-up below takes as long as a caller's whole way to a phone
    if len(text) > LENGTH_MAX or not _SHAPE.issuperset(text):
        return text
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_possible_number(number) or _is_short(text):
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_short(text: str) -> bool:
    """A few digits without + or leading 0 are somebody's own plan, not a subscriber without an area code."""
    return not text.startswith(("+", "0", "(")) and sum(sign.isdigit() for sign in text) < 7
