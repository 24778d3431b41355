"""Reads the file of areas. Country and kind of a number come from phonenumbers, the town from the file."""

from __future__ import annotations

import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from contracts.views import NOWHERE, Origin
from telephony.areas.making import FALLBACK, FORMAT, LANGUAGES
from telephony.core.numbers import E164_DIGITS_MAX

KNOWN_MAX: Final = 4096
"""Numbers whose origin is remembered."""
PREFIX_DIGITS_MIN: Final = 2
"""Fewer digits are a country at most."""
_PREFIXES: Final = E164_DIGITS_MAX - PREFIX_DIGITS_MIN + 1
_LONGEST: Final = f"SELECT en, de FROM area WHERE prefix IN ({', '.join('?' * _PREFIXES)}) ORDER BY prefix DESC LIMIT 1"  # noqa: S608 - only marks


class UnusableBook(Exception):
    """The file is not there, or not one of ours; the message says which file and why."""


class AreaBook:
    """The file of areas, open for as long as the process lives. May be asked from any thread."""

    def __init__(self, file: sqlite3.Connection | None) -> None:
        self._file = file
        self._one_at_a_time = threading.Lock()
        self._names = lru_cache(KNOWN_MAX)(self._read)
        self.origin = lru_cache(KNOWN_MAX)(self._origin)
        """Of an E.164 number with +; see `_origin`."""

    @classmethod
    def empty(cls) -> Self:
        """Knows countries and kinds only."""
        return cls(None)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises UnusableBook."""
        if not path.is_file():
            raise UnusableBook(f"{path} is not there")
        # `immutable`: nobody writes it, so that no lock is asked for (SQLite, "URI filenames").
        file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            (found,) = file.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            file.close()
            raise UnusableBook(f"{path} cannot be read ({error})") from error
        if found != FORMAT:
            file.close()
            raise UnusableBook(f"{path} has format {found}, not {FORMAT}")
        return cls(file)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _origin(self, number: str) -> Origin:
        """Of an E.164 number; an empty one for whatever is none, or is nobody's by the plan of its country.

        Follows phonenumbers.geocoder.description_for_number: towns only for kinds of numbers that belong to a place.
        """
        parsed = parse(number)
        if parsed is None:
            return NOWHERE
        kind = phonenumbers.number_type(parsed)
        region = phonenumbers.region_code_for_number(parsed) or ""
        areas: dict[str, str] = {}
        if phonenumbers.is_number_type_geographical(kind, parsed.country_code or 0):
            areas = self._areas(parsed)
        return Origin(region=region if region.isalpha() else "", mobile=kind == PhoneNumberType.MOBILE, areas=areas)

    def _areas(self, parsed: PhoneNumber) -> dict[str, str]:
        names = dict(zip(LANGUAGES, self._names(dialled_without_mobile_token(parsed)), strict=True))
        return {language: name for language, name in names.items() if name and (language == FALLBACK or name != names[FALLBACK])}

    def _read(self, digits: str) -> tuple[str, ...]:
        nothing = ("",) * len(LANGUAGES)
        if self._file is None:
            return nothing
        prefixes = [int(digits[:length]) if length <= len(digits) else -1 for length in range(PREFIX_DIGITS_MIN, E164_DIGITS_MAX + 1)]
        with self._one_at_a_time:
            found = self._file.execute(_LONGEST, prefixes).fetchone()
            if found is None:
                return nothing
            texts = dict(self._file.execute("SELECT id, text FROM name WHERE id IN (?, ?)", found).fetchall())
        return tuple(texts[key] for key in found)


def parse(number: str) -> PhoneNumber | None:
    """None for what is no E.164 number with +."""
    digits = number[1:]
    if number[:1] != "+" or not (digits.isascii() and digits.isdecimal()) or len(digits) > E164_DIGITS_MAX:
        return None
    try:
        return phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None


def dialled_without_mobile_token(parsed: PhoneNumber) -> str:
    """Digits with the country's code. The 9 of Argentine mobile numbers stands before the area, which the data do not know of."""
    country = parsed.country_code or 0
    national = phonenumbers.national_significant_number(parsed)
    token = phonenumbers.country_mobile_token(country)
    if token and national.startswith(token):
        return f"{country}{national.removeprefix(token)}"
    return f"{country}{national}"
