"""How contacts are found."""

import pytest

from crm.contacts.words import backwards, e164, fold, number_beginnings, prefix_query, words


@pytest.mark.parametrize(
    ("text", "folded"), [("Müller", "muller"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("İzmir", "izmir"), ("Yılmaz", "yılmaz")]
)
def test_accents_and_capitals_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_an_address_is_found_by_each_of_its_parts() -> None:
    assert words("Lena.Fischer@halden-energie.de") == ["lena", "fischer", "halden", "energie", "de"]


def test_a_query_cannot_be_broken_out_of() -> None:
    assert prefix_query("fi'); DROP | ! (x:*) & <->") == "fi:* & drop:* & x:*"
    assert prefix_query("':*!&|") == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("040 5550 4711", "+494055504711"),
        ("+49 (40) 5550-4711", "+494055504711"),
        ("0044 20 7946 0958", "+442079460958"),
        ("hello", None),
        ("123", None),
        ("", None),
    ],
)
def test_numbers_are_kept_as_e164_or_not_at_all(text: str, number: str | None) -> None:
    assert e164(text) == number


def test_a_number_is_found_by_its_beginning_as_people_type_it() -> None:
    assert number_beginnings("040 55") == ["+494055", "+04055"]
    assert number_beginnings("+49 40") == ["+4940"]
    assert number_beginnings("0049 40") == ["+4940"]
    assert number_beginnings("12") == number_beginnings("Lena") == number_beginnings("B12345") == []


def test_the_end_of_a_number_is_the_beginning_of_its_reverse() -> None:
    assert backwards("+494055504711").startswith(backwards("4711"))
