"""A run in which something never happens proves nothing of it."""

from __future__ import annotations

from collections import Counter

import pytest

from acd.simulation.queue_promises import QueuePromises
from acd.simulation.run import run
from contracts import facts as f
from contracts.live import LiveInteraction, LiveOffer, LiveQueue, LiveState
from contracts.queue_facts import Announced, CallbackArranged, CallbackEnded, Overflowed, QueueClosed
from contracts.targets import ToQueue
from contracts.vocabulary import CallbackEnd, CallbackFirst, Direction, Medium, OverflowCause, Phase

HAPPENS = {"Overflowed", "QueueClosed", "Announced", "CallbackArranged", "CallbackBegun", "CallbackPostponed", "CallbackEnded"}


def test_shifts_have_all_that_queues_can_do() -> None:
    told: Counter[str] = Counter()
    for seed in range(1, 9):
        told.update(run(seed).told)
    assert set(told) >= HAPPENS, HAPPENS - set(told)
    assert told["Overflowed"] > 50 and told["Announced"] > 20 and told["CallbackArranged"] > 10


def arranged() -> CallbackArranged:
    return CallbackArranged(callback="c", queue=1, number="+491", first=CallbackFirst.AGENT)


def ended(attempts: int) -> CallbackEnded:
    return CallbackEnded(callback="c", why=CallbackEnd.REACHED, attempts=attempts)


@pytest.mark.parametrize(
    "broken",
    [
        [QueueClosed(queue=1, closed=True, by=1), QueueClosed(queue=1, closed=True, by=1)],
        [
            QueueClosed(queue=1, closed=True, by=1),
            f.InteractionQueued(interaction="i", queue=1, day="", priority=0, language="", required_skills={}),
        ],
        [Overflowed(interaction="i", queue=1, cause=OverflowCause.SIZE, threshold=1, value=1, target=ToQueue(queue=2))] * 6,
        [arranged(), arranged()],
        [arranged(), ended(attempts=1)],
    ],
)
def test_a_broken_promise_is_found(broken: list[f.Fact]) -> None:
    promises = QueuePromises()
    for fact in broken[:-1]:
        promises.read(fact, LiveState(), torn=False)
    with pytest.raises(AssertionError):
        promises.read(broken[-1], LiveState(), torn=False)


def test_an_announcement_while_a_phone_rings_is_found() -> None:
    offer = LiveOffer(id="i.1", agent=1, device=1, made_at=0, expires_at=1, rule="", idle=0, candidates=1)
    interaction = LiveInteraction(
        id="i",
        medium=Medium.VOICE,
        direction=Direction.INBOUND,
        phase=Phase.OFFERED,
        phase_since=0,
        arrived_at=0,
        dialled="",
        number=None,
        trunk=None,
        caller="",
        caller_name="",
        offer=offer,
    )
    state = LiveState(interactions={"i": interaction}, queues={1: LiveQueue(id=1, waiting={"i": 0})})
    with pytest.raises(AssertionError):
        QueuePromises().read(Announced(interaction="i", queue=1, position=1), state, torn=False)
