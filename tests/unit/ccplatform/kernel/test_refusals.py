from __future__ import annotations

from ccplatform.kernel.refusals import SENTENCES, sentence
from contracts.vocabulary import RefusalCode


def test_every_refusal_has_words() -> None:
    assert set(SENTENCES) == set(RefusalCode)


def test_a_code_of_a_newer_engine_is_told_as_it_is() -> None:
    assert str(sentence("moon_phase")) == "The engine refused this: moon_phase."
    assert str(sentence("pbx_away")) == "The telephone system cannot be reached."
