"""What a caller's segment is worth is asked for once, and takes nothing away."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ccplatform.kernel.engine import Accepted, Reply
from ccplatform.realtime.names import Published
from ccplatform.realtime.priorities import Priorities
from contracts.configuration import QueueConfiguration
from contracts.intents import Intent, SetPriority
from contracts.live import Changes, LiveState
from contracts.reducer import apply
from contracts.views import ContactCard
from contracts.vocabulary import OfferOutcome, VisitOutcome
from tests.support.facts import Story
from tests.support.live import BILLING, LENA

NAMES = Published(queues=[QueueConfiguration(id=BILLING, name="Billing", priority=-4)])
GOLD = ContactCard(id=1, name="Ida", company="", note="", interactions=0, segment="gold", priority=5)


class Heard:
    def __init__(self) -> None:
        self.intents: list[Intent] = []
        self.one = asyncio.Event()

    async def ask(self, intent: Intent, **_: Any) -> Reply:
        self.intents.append(intent)
        self.one.set()
        return Accepted()


def state_of(story: Story) -> LiveState:
    state = LiveState()
    for envelope in story.told:
        apply(state, envelope)
    return state


def wishes(made: Priorities) -> list[SetPriority]:
    return [made._wishes.get_nowait() for _ in range(made._wishes.qsize())]


def test_a_known_caller_who_waits_is_given_the_segments_priority_once() -> None:
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, BILLING)
    made, state = Priorities(Heard().ask), state_of(story)
    for _ in range(2):
        made.consider(state, NAMES, {interaction: GOLD}, {interaction})
    assert wishes(made) == [SetPriority(interaction=interaction, priority=5)]


@pytest.mark.parametrize("priority", [0, -1])
def test_a_segment_that_is_worth_nothing_asks_for_nothing(priority: int) -> None:
    story = Story()
    interaction = story.arrives()
    made = Priorities(Heard().ask)
    card = ContactCard(id=1, name="Ida", company="", note="", interactions=0, priority=priority)
    made.consider(state_of(story), NAMES, {interaction: card}, {interaction})
    assert wishes(made) == []


def test_a_priority_from_elsewhere_is_never_lowered() -> None:
    story = Story()
    interaction = story.arrives()
    story.queued(interaction, BILLING)
    state = state_of(story)
    # 7 of its own, 4 less by its queue.
    state.interactions[interaction].priority = 3
    made = Priorities(Heard().ask)
    made.consider(state, NAMES, {interaction: GOLD}, {interaction})
    assert wishes(made) == []


def test_whoever_talks_already_needs_no_place() -> None:
    story = Story()
    interaction = story.arrives()
    entered = story.queued(interaction, BILLING)
    offer = story.offers(interaction, BILLING, LENA)
    story.offer_ends(interaction, BILLING, LENA, offer, OfferOutcome.ACCEPTED)
    story.visit_ends(interaction, BILLING, entered, VisitOutcome.ANSWERED, LENA)
    story.connects(interaction, BILLING, LENA)
    made = Priorities(Heard().ask)
    made.consider(state_of(story), NAMES, {interaction: GOLD}, {interaction})
    assert wishes(made) == []


def test_interactions_that_are_over_are_forgotten() -> None:
    story = Story()
    interaction = story.arrives()
    made = Priorities(Heard().ask)
    made.consider(state_of(story), NAMES, {interaction: GOLD}, {interaction})
    made.follow(LiveState(), Changes(interactions={interaction}))
    assert made._asked == set()


async def test_the_engine_is_asked() -> None:
    story = Story()
    interaction = story.arrives()
    heard = Heard()
    made = Priorities(heard.ask)
    made.consider(state_of(story), NAMES, {interaction: GOLD}, {interaction})
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(made.run())
        await heard.one.wait()
        running.cancel()
    assert heard.intents == [SetPriority(interaction=interaction, priority=5)]
