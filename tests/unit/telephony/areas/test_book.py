from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contracts.views import NOWHERE, Origin
from telephony.areas.book import AreaBook, UnusableBook
from telephony.areas.making import write

DATA = {
    "4940": {"en": "Hamburg"},
    "4989": {"en": "Munich", "de": "München"},
    "498142": {"en": "Fürstenfeldbruck"},
    "5411": {"en": "Buenos Aires"},
    "49170": {"en": "A town that no mobile number belongs to"},
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[AreaBook]:
    write(tmp_path / "areas.sqlite", DATA)
    opened = AreaBook.open(tmp_path / "areas.sqlite")
    yield opened
    opened.close()


def test_a_town_is_told_in_every_language_that_has_a_word_of_its_own(book: AreaBook) -> None:
    assert book.origin("+494055500") == Origin(region="DE", mobile=False, areas={"en": "Hamburg"})
    assert book.origin("+4989123456") == Origin(region="DE", mobile=False, areas={"en": "Munich", "de": "München"})


def test_the_longest_prefix_counts(book: AreaBook) -> None:
    assert book.origin("+4981425550").areas == {"en": "Fürstenfeldbruck"}


def test_a_mobile_number_has_a_country_and_no_town(book: AreaBook) -> None:
    assert book.origin("+491701234567") == Origin(region="DE", mobile=True, areas={})


def test_where_mobile_numbers_belong_to_a_place_their_token_is_left_out(book: AreaBook) -> None:
    assert book.origin("+5491123456789") == Origin(region="AR", mobile=True, areas={"en": "Buenos Aires"})


@pytest.mark.parametrize("number", ["", "+", "anonymous", "204", "+4940x", "+1234567890123456", "+٤٩٤٠٥٥٥٠٠", "+999123456"])
def test_what_is_no_number_comes_from_nowhere(book: AreaBook, number: str) -> None:
    assert book.origin(number) == NOWHERE


def test_a_number_of_no_country_comes_from_nowhere(book: AreaBook) -> None:
    assert book.origin("+80012345678").region == ""


def test_without_a_file_the_country_is_known(book: AreaBook) -> None:
    assert AreaBook.empty().origin("+494055500") == Origin(region="DE", mobile=False, areas={})


def test_threads_may_ask_at_once(book: AreaBook) -> None:
    numbers = [f"+4989{number}" for number in range(1_230_000, 1_230_400)]
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(book.origin, numbers))
    assert all(origin.areas == {"en": "Munich", "de": "München"} for origin in told)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableBook, match=r"nowhere\.sqlite is not there"):
        AreaBook.open(tmp_path / "nowhere.sqlite")


def test_a_file_that_is_no_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "areas.sqlite").write_text("towns" * 1000)
    with pytest.raises(UnusableBook, match="cannot be read"):
        AreaBook.open(tmp_path / "areas.sqlite")


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "areas.sqlite") as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(UnusableBook, match="has format 99"):
        AreaBook.open(tmp_path / "areas.sqlite")
