"""Makes the file of areas: `python -m telephony.areas.making FILE`.

phonenumbers' geographic data fill some 190 MB of memory once they are imported, so that only this short-lived process ever does. What
is written is a SQLite database, read-only from then on:

    area(prefix INTEGER PRIMARY KEY, en INTEGER, de INTEGER)   first digits of E.164 numbers without +; keys of name
    name(id INTEGER PRIMARY KEY, text TEXT)
    PRAGMA user_version                                        FORMAT

Every row has its names in all LANGUAGES: where the data have none, the rules of phonenumbers (prefix.py, _find_lang) are applied
here, so that reading needs only the longest prefix.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FORMAT: Final = 1
"""Another number for every other shape of the file."""
LANGUAGES: Final = ("en", "de")
FALLBACK: Final = "en"

Names = tuple[str, ...]
"""In the order of LANGUAGES."""


def names_of(prefix: str, data: Mapping[str, Mapping[str, str]]) -> Names:
    """What phonenumbers answers for a number whose longest known prefix this is; "" for a language in which it knows nothing."""
    return tuple(_in_language(prefix, language, data) for language in LANGUAGES)


def _in_language(prefix: str, language: str, data: Mapping[str, Mapping[str, str]]) -> str:
    for length in range(len(prefix), 0, -1):
        known = data.get(prefix[:length], {})
        name = known.get(language, known.get(FALLBACK))
        if name is not None:
            return name
    return ""


def write(target: Path, data: Mapping[str, Mapping[str, str]]) -> None:
    """The whole file or none: it takes its place when it is complete. Raises OSError or sqlite3.Error."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    book = sqlite3.connect(fresh)
    try:
        book.execute("PRAGMA journal_mode = OFF")
        book.execute(f"PRAGMA user_version = {FORMAT}")
        book.execute("CREATE TABLE area (prefix INTEGER PRIMARY KEY, en INTEGER NOT NULL, de INTEGER NOT NULL)")
        book.execute("CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        keys: dict[str, int] = {}
        found = sorted((int(prefix), *(keys.setdefault(name, len(keys)) for name in names_of(prefix, data))) for prefix in data)
        book.executemany("INSERT INTO area VALUES (?, ?, ?)", found)
        book.executemany("INSERT INTO name VALUES (?, ?)", ((key, text) for text, key in keys.items()))
        book.commit()
        book.close()
        fresh.replace(target)
    finally:
        book.close()
        fresh.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    from phonenumbers.geodata import GEOCODE_DATA  # only here: see above

    write(Path(arguments[0]), GEOCODE_DATA)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
