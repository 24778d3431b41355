"""What is promised of wrap-up when the rules change in the middle of a call."""

import pytest

from acd.simulation.work_promises import WorkPromises
from contracts.control_facts import CustomerDialled, OutboundStarted
from contracts.facts import Fact, FactEnvelope, HandlingEnded, InteractionConnected
from contracts.live import LiveState
from contracts.vocabulary import WrapUpMode
from tests.support.centers import ANA, BILLING, FIRST, with_queue

STARTED = OutboundStarted(interaction=FIRST, queue=BILLING, agent=ANA, device=1, party=f"{FIRST}.1")
DIALLED = CustomerDialled(interaction=FIRST, queue=BILLING, agent=ANA, number="+4930555001", caller_id="", leg=f"{FIRST}.2")
CONNECTED = InteractionConnected(interaction=FIRST, queue=BILLING, agent=ANA, device=1, recorded=False)
ENDED = HandlingEnded(interaction=FIRST, queue=BILLING, agent=ANA, talking=1, on_hold=0, wrapping_up=0)


def read(*told: tuple[int, Fact]) -> None:
    """Version 1 asks for no wrap-up, versions 2 and 3 do."""
    promises = WorkPromises()
    for version, seconds in ((1, 0), (2, 10), (3, 30)):
        promises.configurations[version] = with_queue(BILLING, wrap_up=WrapUpMode.MANDATORY, wrap_up_seconds=seconds)
    for seq, (version, fact) in enumerate(told, 1):
        promises.read(FactEnvelope(epoch=1, seq=seq, at=seq, version=version, fact=fact), LiveState(), torn=False)


@pytest.mark.parametrize("begins", [STARTED, DIALLED])
def test_a_dialled_call_keeps_the_rules_of_the_dialling(begins: Fact) -> None:
    read((1, begins), (2, DIALLED), (2, CONNECTED), (2, ENDED))
    with pytest.raises(AssertionError, match="did not wrap up"):
        read((2, begins), (2, DIALLED), (3, CONNECTED), (3, ENDED))


def test_who_only_dialled_has_nothing_to_wrap_up_and_the_next_talk_counts_from_its_own_beginning() -> None:
    read((2, STARTED), (2, DIALLED), (2, ENDED))
    with pytest.raises(AssertionError, match="did not wrap up"):
        read((1, STARTED), (1, DIALLED), (1, ENDED), (2, CONNECTED), (2, ENDED))


def test_an_answered_call_keeps_the_rules_of_the_answer() -> None:
    read((1, CONNECTED), (2, ENDED))
    with pytest.raises(AssertionError, match="did not wrap up"):
        read((2, CONNECTED), (3, ENDED))
