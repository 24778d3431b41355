"""One sentence says why, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from contracts.vocabulary import Strategy
from reporting.decisions.sentences import duration, lent, relaxed, why_asked, why_not

IDLE = 192 * 1_000_000
GERMAN = [("German", 2)]


def test_the_one_who_was_idle_longest() -> None:
    said = why_asked(agent="Anna", rule="longest_idle", idle=IDLE, candidates=4, skills=GERMAN)
    assert str(said) == "Anna was asked: idle longest (3:12) of 4 agents with German >= 2."
    with translation.override("de"):
        assert str(said) == "Anna wurde gefragt: am längsten frei (3:12) von 4 Agenten mit German >= 2."


def test_the_only_one_who_could() -> None:
    said = why_asked(agent="Anna", rule="longest_idle", idle=IDLE, candidates=1, skills=[])
    assert str(said) == "Anna was asked as the only agent who could take it now."


@pytest.mark.parametrize("rule", [*(strategy.value for strategy in Strategy), "preferred", "sticky", "picked", "transferred"])
@pytest.mark.parametrize("tongue", ["en", "de"])
def test_every_rule_has_its_own_words(rule: str, tongue: str) -> None:
    with translation.override(tongue):
        said = str(why_asked(agent="Anna", rule=rule, idle=IDLE, candidates=2, skills=[]))
    assert said.startswith("Anna ")
    assert "the rule" not in said
    assert "der Regel" not in said
    assert "{" not in said


def test_names_are_never_read_as_a_pattern() -> None:
    said = why_asked(agent="{idle} {0}", rule="longest_idle", idle=IDLE, candidates=2, skills=[("{x}", 1)])
    assert str(said) == "{idle} {0} was asked: idle longest (3:12) of 2 agents with {x} >= 1."


def test_a_rule_of_a_newer_engine_is_named() -> None:
    said = why_asked(agent="Anna", rule="horoscope", idle=IDLE, candidates=2, skills=[])
    assert str(said) == "Anna was asked: first by the rule horoscope of 2 agents."


def test_what_was_relaxed_and_lent() -> None:
    assert str(relaxed(2, 61 * 1_000_000)) == "After 1:01 of waiting, stage 2 of the queue's relaxation was in force."
    assert str(lent(["Backup", "Night"])) == "Backup, Night lent agents to the queue."


def test_why_somebody_could_not() -> None:
    assert why_not("skill", [("German", 4)]) == "lacks a skill: German >= 4"
    assert why_not("asleep", []) == "asleep"
    with translation.override("de"):
        assert why_not("wrapping_up", []) == "in Nacharbeit"


@pytest.mark.parametrize(("length", "text"), [(0, "0:00"), (59, "0:59"), (3_599, "59:59"), (3_792, "1:03:12"), (-5, "0:00")])
def test_durations(length: int, text: str) -> None:
    assert duration(length * 1_000_000) == text
