import pytest

from telephony.core.numbers import international


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+49 40 5550 100", "+49405550100"),
        ("0405550100", "+49405550100"),
        ("004940 5550100", "+49405550100"),
        ("(040) 5550-100", "+49405550100"),
        ("100", "100"),
        ("Anonymous", ""),
        ("", ""),
        ("s", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("+4", "+4"),
        ("1" * 300, "1" * 300),
    ],
)
def test_numbers_are_told_from_text(text: str, expected: str) -> None:
    assert international(text, "DE") == expected
