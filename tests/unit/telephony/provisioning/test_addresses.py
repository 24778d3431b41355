"""Addresses of the telephone world are read strictly, and come out in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccplatform.kernel.problems import Invalid
from telephony.provisioning.addresses import dialled_number, overlap, sip_contact, sip_server, source_address


@pytest.mark.parametrize(
    ("text", "read"), [("+49 40 5550100", "+49405550100"), ("040/5550100", "+49405550100"), ("100", "100"), ("hotline", "hotline")]
)
def test_numbers_are_e164_or_as_the_trunk_says(text: str, read: str) -> None:
    assert dialled_number(text, "DE") == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("192.0.2.10/32", "192.0.2.10"),
        ("192.0.2.77/24", "192.0.2.0/24"),
        ("192.0.2.10:05062", "192.0.2.10:5062"),
        ("2001:DB8::1", "2001:db8::1"),
        ("[2001:db8::1]:5060", "[2001:db8::1]:5060"),
    ],
)
def test_source_addresses_have_one_form(text: str, read: str) -> None:
    assert source_address(text) == read
    assert source_address(read) == read


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("192.0.2.0/24", "192.0.2.7", True),
        ("192.0.2.7:5060", "192.0.2.7:5061", False),
        ("192.0.2.7:5060", "192.0.2.0/24", True),
        ("192.0.2.7", "198.51.100.7", False),
        ("192.0.2.7", "2001:db8::1", False),
    ],
)
def test_an_invite_belongs_to_one_trunk(one: str, other: str, both: bool) -> None:
    assert overlap(one, other) is both
    assert overlap(other, one) is both


@pytest.mark.parametrize(
    "text", ["sip:desk@192.0.2.7", "sip:192.0.2.7:5060", "sip:desk@phone.example;transport=tcp", "sip:a@[2001:db8::1]:5060"]
)
def test_a_contact_that_is_right_is_kept(text: str) -> None:
    assert sip_contact(f" {text} ") == text


def test_a_registrar_may_be_written_either_way() -> None:
    assert sip_server("sip:sip.example.net:5061") == sip_server("sip.example.net:5061") == "sip.example.net:5061"


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (lambda t: dialled_number(t, "DE"), sip_contact, sip_server, source_address):
        try:
            assert "\n" not in read(text)
        except Invalid as refused:
            assert refused.errors
