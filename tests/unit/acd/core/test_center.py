"""Ids, texts from outside, local days."""

from hypothesis import given
from hypothesis import strategies as st

from acd.core.center import Center, base_36, clean


@given(st.integers(0, 2**60))
def test_base_36_reads_back(number: int) -> None:
    assert int(base_36(number), 36) == number


@given(st.text(max_size=500), st.integers(1, 80))
def test_whatever_comes_from_outside_is_one_short_printable_line(text: str, length: int) -> None:
    kept = clean(text, length)
    assert len(kept) <= length and kept.isprintable() and kept == kept.strip()


def test_ids_name_epoch_and_count_and_stay_short() -> None:
    center = Center(1_795_424_400_000)
    first, second = center.next_interaction_id(), center.next_interaction_id()
    assert first == f"{base_36(1_795_424_400_000)}-1" and second.endswith("-2")
    assert len(first) <= 32


def test_a_day_changes_at_local_midnight() -> None:
    center = Center(1)
    center.at = 1_792_878_900_000_000  # 2026-10-24 21:55 UTC, 23:55 in Berlin
    assert (center.day("Europe/Berlin"), center.day("UTC")) == ("2026-10-24", "2026-10-24")
    center.at += 300_000_000
    assert (center.day("Europe/Berlin"), center.day("UTC")) == ("2026-10-25", "2026-10-24")
    assert center.day("Nowhere/At all") == "2026-10-24"
