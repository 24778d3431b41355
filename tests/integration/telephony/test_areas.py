"""The file of areas beside phonenumbers' own answers, for numbers of the whole world. Its data stay in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from launch.places import CHECKOUT
from telephony.areas.book import AreaBook

ORACLE = """
import json, sys
from pathlib import Path
import phonenumbers
from phonenumbers import geocoder
from phonenumbers.geodata import GEOCODE_DATA
from telephony.areas.making import write

KINDS = [getattr(phonenumbers.PhoneNumberType, name) for name in ("FIXED_LINE", "MOBILE", "TOLL_FREE", "VOIP")]
found = {}
def add(number):
    found[phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)] = number
for region in sorted(phonenumbers.SUPPORTED_REGIONS):
    for kind in KINDS:
        if (number := phonenumbers.example_number_for_type(region, kind)) is not None:
            add(number)
for prefix in sorted(GEOCODE_DATA)[::600]:
    for length in range(8, 13):
        number = phonenumbers.parse("+" + (prefix + "2345678901")[:max(length, len(prefix))])
        if phonenumbers.is_valid_number(number):
            add(number)
write(Path(sys.argv[1]), GEOCODE_DATA)
told = {
    number: {
        language: [geocoder.description_for_number(parsed, language), geocoder.country_name_for_number(parsed, language)]
        for language in ("en", "de")
    }
    for number, parsed in found.items()
}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AreaBook, dict[str, dict[str, list[str]]]]]:
    """The whole book, and by number and language what phonenumbers tells: the place, and the country's name."""
    path = tmp_path_factory.mktemp("areas") / "areas.sqlite"
    told = subprocess.run([sys.executable, "-c", ORACLE, str(path)], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    book = AreaBook.open(path)
    yield book, json.loads(told.stdout)
    book.close()


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_number_is_placed_as_phonenumbers_places_it(made: tuple[AreaBook, dict[str, dict[str, list[str]]]], language: str) -> None:
    book, told = made
    different = {}
    for number, said in told.items():
        place, country = said[language]
        areas = book.origin(number).areas
        ours = areas.get(language, areas.get("en", "")) or country
        if ours != place:
            different[number] = (ours, place)
    assert different == {}
    assert len(told) > 800
    assert sum(place not in ("", country) for said in told.values() for place, country in [said[language]]) > 300


def test_this_process_has_not_loaded_the_data_itself() -> None:
    assert "phonenumbers.geodata" not in sys.modules
