"""One sentence in every language, chosen when it is read."""

from __future__ import annotations

from django.utils import translation

from ccplatform.kernel.words import language, said


def test_a_sentence_is_in_the_language_of_who_reads_it() -> None:
    sentence = said(en="{name} is taken.", de="{name} ist vergeben.", name="Billing")
    with translation.override("de"):
        assert str(sentence) == "Billing ist vergeben."
    with translation.override("en"):
        assert str(sentence) == "Billing is taken."


def test_other_languages_read_english() -> None:
    with translation.override("fr"):
        assert language() == "en"
    with translation.override("de-at"):
        assert language() == "de"


def test_braces_that_a_person_typed_are_only_text() -> None:
    assert str(said(en="{text} is no number", de="", text="{0.__class__}")) == "{0.__class__} is no number"
    assert str(said(en="write {name}", de="")) == "write {name}"


def test_a_fraction_is_written_as_the_language_writes_it() -> None:
    sentence = said(en="{free} GB are free, {all} in all", de="{free} GB sind frei, {all} insgesamt", free=70.8, all=120)
    with translation.override("de"):
        assert str(sentence) == "70,8 GB sind frei, 120 insgesamt"
    with translation.override("en"):
        assert str(sentence) == "70.8 GB are free, 120 in all"
