import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.core.names import NAME_MAX, caller_name


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \t\r\n Lovelace ", "Ada Lovelace"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Robert'); DROP TABLE agents;--", "Robert'); DROP TABLE agents;--"),
        ("a\x00\x1b[31mb\x7f", "a[31mb"),
        ("\u202egnp.exe\u2028x", "gnp.exe x"),
        ("Ärzte Ⅳ 東京", "Ärzte Ⅳ 東京"),
        ("N" * 300, "N" * NAME_MAX),
        ("\ud800", ""),
    ],
)
def test_a_name_is_shown_as_text_on_one_line(said: str, shown: str) -> None:
    assert caller_name(said) == shown


@given(st.text())
def test_no_name_is_too_long_or_holds_a_control_character(said: str) -> None:
    shown = caller_name(said)
    assert len(shown) <= NAME_MAX
    assert shown == shown.strip()
    assert all(sign.isprintable() or sign.isspace() for sign in shown if ord(sign) < 128)
    assert caller_name(shown) == shown
