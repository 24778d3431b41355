"""The real core's facts, faults and restarts included, become history that adds up: engine and reports agree on every promise."""

from __future__ import annotations

from collections import Counter

import pytest

from acd.simulation import run as simulation
from acd.simulation.invariants import Chronicle
from contracts import facts as f
from contracts.facts import FactEnvelope, encode
from contracts.vocabulary import SegmentKind
from reporting.facts.incoming import parse
from reporting.facts.models import AgentSegment, Handling, Interaction, Offer, PresenceInterval, QueueVisit
from reporting.facts.services.conservation import discrepancies
from reporting.facts.services.intake import record
from reporting.facts.services.rebuild import rebuild
from tests.integration.reporting.recording_facts import history

BATCH = 200


def shift(seed: int, monkeypatch: pytest.MonkeyPatch, *, faults: bool) -> list[FactEnvelope]:
    """Everything that the engines of a simulated shift wrote into their journals."""
    told: list[FactEnvelope] = []
    read = Chronicle.read

    def listen(self: Chronicle, envelope: FactEnvelope) -> None:
        told.append(envelope)
        read(self, envelope)

    monkeypatch.setattr(Chronicle, "read", listen)
    simulation.run(seed, faults=faults, minutes=4)
    return told


def tell(told: list[FactEnvelope]) -> None:
    incoming = [fact for e in told if (fact := parse("1-0", encode(e))) is not None]
    for start in range(0, len(incoming), BATCH):
        record(incoming[start : start + BATCH])


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "faults"), [(1, False), (2, True), (3, True), (4, True)])
def test_a_shift_of_the_real_core_adds_up(
    seed: int, faults: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told = shift(seed, monkeypatch, faults=faults)
    tell(told)
    assert "no history from fact" not in caplog.text
    assert discrepancies() == []
    kinds = Counter(type(e.fact) for e in told)
    assert Interaction.objects.count() == kinds[f.InteractionArrived] > 0
    assert QueueVisit.objects.count() == kinds[f.InteractionQueued]
    assert Offer.objects.count() == kinds[f.OfferMade]
    assert Handling.objects.count() == kinds[f.HandlingEnded]
    assert not QueueVisit.objects.filter(outcome=None).exists()
    assert not Offer.objects.filter(outcome=None).exists()
    assert not Interaction.objects.filter(outcome="open").exists()
    assert not AgentSegment.objects.filter(ended_at=None).exists()
    assert set(PresenceInterval.objects.filter(ended_at=None).values_list("presence", flat=True)) <= {"offline"}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, 6])
def test_the_segments_of_a_handling_add_up_to_what_the_handling_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(shift(seed, monkeypatch, faults=False))
    spent: Counter[tuple[str, int, str]] = Counter()
    for row in AgentSegment.objects.exclude(kind=SegmentKind.ALERTING.value):
        assert row.ended_at is not None
        spent[row.interaction, row.agent, row.kind] += round((row.ended_at - row.started_at).total_seconds() * 1_000_000)
    # A transfer may bring an interaction back to an agent who had it before: then the handlings of both times count.
    told: Counter[tuple[str, int, str]] = Counter()
    for handling in Handling.objects.all():
        for kind in ("talking", "on_hold", "wrapping_up"):
            told[handling.interaction, handling.agent, kind] += getattr(handling, kind)
    assert told
    assert told == Counter({key: spent[key] for key in told})


@pytest.mark.django_db
def test_history_of_several_engines_can_be_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shift(2, monkeypatch, faults=True)
    tell(told)
    before = history()
    assert rebuild() == len(told)
    assert history() == before
