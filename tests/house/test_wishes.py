"""Nobody can want of the engine what it does not know."""

import typing

import pytest

from acd.core.wishes import WISHES
from contracts.intents import Intent


@pytest.mark.parametrize("kind", typing.get_args(Intent))
def test_every_kind_of_intent_is_carried_out_or_refused_by_somebody(kind: type) -> None:
    assert kind in WISHES


def test_nothing_is_carried_out_that_nobody_can_want() -> None:
    assert set(WISHES) == set(typing.get_args(Intent))
