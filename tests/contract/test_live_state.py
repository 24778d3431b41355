"""A fact is a promise: applied to the old snapshot it gives the new one, for every reader and wherever it begins to read."""

from itertools import pairwise
from random import Random

import msgspec
import pytest

from acd.simulation.people import People
from acd.simulation.shift import Shift
from contracts.facts import Fact, FactEnvelope, decode, encode
from contracts.live import LiveState
from contracts.reducer import APPLY, apply
from telephony.fake.pbx import Manners


def copy(state: LiveState) -> LiveState:
    return msgspec.json.decode(msgspec.json.encode(state), type=LiveState)


def told(seed: int) -> tuple[list[FactEnvelope], list[tuple[int, LiveState]]]:
    """The facts of a few rough minutes as they cross the wire, and snapshots on the way with the number of facts before them."""
    shift = Shift(seed, Manners(refuses=0.02))
    facts: list[FactEnvelope] = []
    snapshots: list[tuple[int, LiveState]] = []
    read = shift.chronicle.read

    def note(envelope: FactEnvelope) -> None:
        facts.append(decode(encode(envelope)))
        read(envelope)

    shift.chronicle.read = note  # type: ignore[method-assign] # listens in
    people = People(shift, 400, callers_per_minute=12)
    chance = Random(seed)
    while shift.schedule.now < people.ends_at:
        shift.schedule.run(shift.schedule.now + chance.randint(1, 20) * 1_000_000)
        if chance.random() < 0.1:
            shift.publish()
        snapshots.append((len(facts), copy(shift.floor.snapshot())))
    return facts, snapshots


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_old_snapshot_and_the_facts_since_are_the_new_snapshot(seed: int) -> None:
    facts, snapshots = told(seed)
    assert len(facts) > 300
    for (begin, old), (end, new) in pairwise(snapshots):
        state = copy(old)
        for envelope in facts[begin:end]:
            apply(state, envelope)
        assert state == new
    newest = snapshots[-1][1]
    for begin, old in snapshots[:: len(snapshots) // 5]:
        state = copy(old)
        # A reader may get facts that its snapshot has already: nothing changes twice.
        for envelope in facts[max(0, begin - 7) :]:
            apply(state, envelope)
        assert state == newest


def test_every_fact_has_its_change() -> None:
    assert set(APPLY) == set(Fact.__args__)


def test_every_kind_of_fact_crosses_the_wire_unchanged() -> None:
    facts, _ = told(5)
    for envelope in facts:
        assert decode(encode(envelope)) == envelope
        assert b"\n" not in encode(envelope)
