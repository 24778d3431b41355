from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from telephony.areas.making import FORMAT, names_of, write

DATA = {
    "49": {"en": "Germany", "de": "Deutschland"},
    "4989": {"en": "Munich", "de": "München"},
    "49891": {"fr": "Munich-Centre"},
    "49892": {"de": "München-Süd"},
    "3223": {"fr": "Bruxelles"},
}


def test_a_language_that_a_prefix_lacks_is_said_in_english() -> None:
    assert names_of("49", {"49": {"en": "Germany"}}) == ("Germany", "Germany")


def test_without_english_either_the_next_shorter_prefix_speaks() -> None:
    assert names_of("49891", DATA) == ("Munich", "München")
    assert names_of("49892", DATA) == ("Munich", "München-Süd")


def test_languages_that_nobody_reads_here_say_nothing() -> None:
    assert names_of("3223", DATA) == ("", "")


def test_the_file_holds_every_prefix_and_each_name_once(tmp_path: Path) -> None:
    write(tmp_path / "new" / "areas.sqlite", DATA)
    with sqlite3.connect(tmp_path / "new" / "areas.sqlite") as book:
        assert book.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        found = book.execute("SELECT prefix, e.text, d.text FROM area JOIN name e ON e.id = en JOIN name d ON d.id = de").fetchall()
        names = [text for (text,) in book.execute("SELECT text FROM name")]
    assert (4989, "Munich", "München") in found
    assert len(found) == len(DATA)
    assert len(names) == len(set(names))


def test_a_file_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        write(tmp_path / "areas.sqlite", {"no digits": {"en": "Nowhere"}})
    assert list(tmp_path.iterdir()) == []
