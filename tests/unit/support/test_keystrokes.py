"""The keystroke-level model: times of the paper, added up."""

from __future__ import annotations

import pytest

from tests.support.keystrokes import Deed, Kind, estimate


def test_a_press_is_a_thought_a_movement_and_a_key() -> None:
    found = estimate([Deed(Kind.PRESS)], [])
    assert found.hands == pytest.approx(1.1 + 0.28)
    assert found.thought == pytest.approx(1.35)
    assert found.reading == 0
    assert found.total == pytest.approx(2.73)


def test_who_chooses_presses_twice() -> None:
    assert estimate([Deed(Kind.CHOOSE)], []).hands == pytest.approx(2 * (1.1 + 0.28))


def test_who_types_takes_the_hand_to_the_keyboard_and_back() -> None:
    assert estimate([Deed(Kind.TYPE, length=10)], []).hands == pytest.approx(1.1 + 0.28 + 2 * 0.4 + 10 * 0.28)


def test_every_text_is_read_once_at_two_hundred_words_a_minute() -> None:
    text = " ".join(["word"] * 100)
    found = estimate([], [text, text, "And two", "— · 1"])
    assert found.words == 103
    assert found.reading == pytest.approx(30.9)


def test_it_says_what_it_is_made_of() -> None:
    told = str(estimate([Deed(Kind.PRESS)] * 10, ["one two"]))
    assert told == "28 s: 14 s of hands in 10 steps, 14 s of thought, 1 s to read 2 words"
