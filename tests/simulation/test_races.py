"""The races that other engines are known for, one test each, looked for in the facts of shifts with faults.

What their users report stands in the trackers: two agents for one call (asterisk#176), wrap-up skipped (#1006, #607), counters doubled
(#1736), agents stuck in reserved (freeswitch#2540), a head of the queue that blocks those behind it.
"""

from __future__ import annotations

from collections import Counter

import pytest

from acd.simulation.invariants import Chronicle
from acd.simulation.run import run
from contracts import facts as f
from contracts.control_facts import OwnerChanged
from contracts.facts import FactEnvelope
from contracts.vocabulary import Medium, OfferOutcome

SEEDS = (1001, 1002, 1003, 1004, 1005, 1006)


@pytest.fixture(scope="module")
def shifts() -> list[list[FactEnvelope]]:
    """All facts of each shift."""
    told: list[list[FactEnvelope]] = []
    read = Chronicle.read

    def listen(chronicle: Chronicle, envelope: FactEnvelope) -> None:
        told[-1].append(envelope)
        read(chronicle, envelope)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chronicle, "read", listen)
        for seed in SEEDS:
            told.append([])
            run(seed)
    assert sum(isinstance(one.fact, f.OfferMade) for shift in told for one in shift) > 100
    return told


def test_two_agents_never_get_the_same_interaction(shifts: list[list[FactEnvelope]]) -> None:
    for shift in shifts:
        offered: dict[str, str] = {}
        owner: dict[str, int] = {}
        for fact in (envelope.fact for envelope in shift):
            if isinstance(fact, f.OfferMade):
                assert fact.interaction not in offered, f"{fact.offer} beside {offered[fact.interaction]}"
                offered[fact.interaction] = fact.offer
            elif isinstance(fact, f.OfferEnded):
                assert offered.pop(fact.interaction) == fact.offer
            elif isinstance(fact, f.InteractionConnected):
                assert owner.get(fact.interaction, fact.agent) == fact.agent, f"{fact.interaction}: {fact.agent} beside another"
                owner[fact.interaction] = fact.agent
            elif isinstance(fact, OwnerChanged):
                owner.pop(fact.interaction, None)
                if fact.agent is not None:
                    owner[fact.interaction] = fact.agent
            elif isinstance(fact, f.InteractionQueued | f.InteractionEnded):
                # Given back to a queue, or over.
                owner.pop(fact.interaction, None)


def test_wrap_up_is_never_skipped_by_an_offer(shifts: list[list[FactEnvelope]]) -> None:
    for shift in shifts:
        wrapping_up: set[int] = set()
        for fact in (envelope.fact for envelope in shift):
            if isinstance(fact, f.WrapUpStarted):
                wrapping_up.add(fact.agent)
            elif isinstance(fact, f.HandlingEnded) and fact.wrap_up_end is not None:
                wrapping_up.discard(fact.agent)
            elif isinstance(fact, f.OfferMade):
                assert fact.agent not in wrapping_up, f"{fact.offer} to {fact.agent}, who wraps up"


def test_no_counter_counts_twice(shifts: list[list[FactEnvelope]]) -> None:
    for shift in shifts:
        entered: Counter[str] = Counter()
        for fact in (envelope.fact for envelope in shift):
            if isinstance(fact, f.InteractionQueued):
                entered[fact.interaction] += 1
            elif isinstance(fact, f.QueueVisitEnded):
                entered[fact.interaction] -= 1
            assert not isinstance(fact, f.InteractionQueued | f.QueueVisitEnded) or entered[fact.interaction] in (0, 1), fact
        assert not +entered, f"visits without an end: {+entered}"
        seen = Counter((envelope.epoch, envelope.seq) for envelope in shift)
        assert max(seen.values()) == 1


def test_nobody_stays_reserved(shifts: list[list[FactEnvelope]]) -> None:
    for shift in shifts:
        made = Counter(one.fact.offer for one in shift if isinstance(one.fact, f.OfferMade))
        ended = Counter(one.fact.offer for one in shift if isinstance(one.fact, f.OfferEnded))
        assert made == ended


def test_who_waits_behind_somebody_that_nobody_can_serve_is_served(shifts: list[list[FactEnvelope]]) -> None:
    """Offers are made to interactions behind others of the same queue, and only because those ask for something else."""
    passed = 0
    for shift in shifts:
        waiting: dict[int, dict[str, int]] = {}
        for envelope in shift:
            fact = envelope.fact
            if isinstance(fact, f.InteractionQueued):
                waiting.setdefault(fact.queue, {})[fact.interaction] = fact.entered_at or envelope.at
            elif isinstance(fact, f.QueueVisitEnded):
                waiting[fact.queue].pop(fact.interaction)
            elif isinstance(fact, f.OfferMade):
                queue = waiting[fact.queue]
                passed += any(since < queue[fact.interaction] for since in queue.values())
    assert passed > 0


def test_the_shifts_are_rough_enough_for_that(shifts: list[list[FactEnvelope]]) -> None:
    """Every medium came, and offers ended in every way."""
    media = {Medium.VOICE, Medium.CHAT, Medium.EMAIL, Medium.SMS, Medium.TASK}
    arrived = {one.fact.medium for shift in shifts for one in shift if isinstance(one.fact, f.InteractionArrived)}
    assert arrived == media
    outcomes = Counter(one.fact.outcome for shift in shifts for one in shift if isinstance(one.fact, f.OfferEnded))
    assert set(outcomes) == set(OfferOutcome)
