"""What is kept of a payment's number."""

from __future__ import annotations

import pytest

from ccplatform.queues.outcomes import masked


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("4111 1111 1111 1111", "•••• 1111"),
        ("DE02 1203 0000 0000 2020 51", "•••• 2051"),
        ("•••• 1111", "•••• 1111"),
        ("•••• 4111111111111111", "•••• 1111"),
        ("1234567", "••••"),
        ("••••", "••••"),
        (" ", ""),
    ],
)
def test_of_a_payments_number_the_last_four_digits_are_kept(typed: str, stored: str) -> None:
    assert masked(typed) == stored
