"""Byte ranges as players ask for them (RFC 9110, section 14)."""

import pytest

from telephony.recordings.api.ranges import RANGE_LENGTH_MAX, Range, Unsatisfiable, parse


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", Range(0, 999)),
        ("bytes=0-0", Range(0, 0)),
        ("bytes=100-199", Range(100, 199)),
        ("bytes=900-5000", Range(900, 999)),
        ("bytes=-100", Range(900, 999)),
        ("bytes=-5000", Range(0, 999)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,5-9", None),
        ("pages=1-2", None),
        ("bytes=" + "9" * 30 + "-", None),
    ],
)
def test_a_range_is_what_it_says_or_the_whole_file(header: str, expected: Range | None) -> None:
    assert parse(header, 1000) == expected


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_beyond_the_end_is_not_satisfiable(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        parse(header, 1000)


def test_one_answer_is_never_longer_than_the_limit() -> None:
    found = parse("bytes=5-", 10 * RANGE_LENGTH_MAX)
    assert found is not None
    assert found.length == RANGE_LENGTH_MAX
