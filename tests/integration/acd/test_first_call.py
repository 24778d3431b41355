"""A call through a real Asterisk, from a caller's INVITE to the facts in Redis."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks.sip_phones import Dialog
from contracts import facts as f
from contracts.vocabulary import EndCause, OfferOutcome, VisitOutcome
from tests.support.asterisk import AsteriskNode
from tests.support.center import DIRECT, SmallCenter, small_center_of


@pytest.fixture
async def center(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    async with small_center_of(asterisk_node, empty_redis_url, tmp_path) as started:
        yield started


def ringing(center: SmallCenter, *, answer: bool = True) -> asyncio.Queue[Dialog]:
    """The agents' phones as they ring."""
    rung: asyncio.Queue[Dialog] = asyncio.Queue()

    def ring(dialog: Dialog) -> None:
        if answer:
            center.agents.answer(dialog)
        rung.put_nowait(dialog)

    center.agents.on_ring = ring
    return rung


async def test_a_caller_reaches_the_agent_and_both_hear_that_it_is_over(center: SmallCenter) -> None:
    rung = ringing(center)
    caller = center.callers.call(DIRECT, caller="+49301234567")
    agent = await center.comes(rung.get(), "ring of a phone")
    arrived = await center.fact(f.InteractionArrived)
    assert (arrived.caller, arrived.dialled, arrived.trunk) == ("+49301234567", DIRECT, 1)
    assert agent.other == "+49301234567"
    assert agent.invite.get("x-interaction") == arrived.interaction
    connected = await center.fact(f.InteractionConnected)
    assert (connected.agent, connected.device, connected.queue) == (1, 1, 1)
    center.agents.hang_up(agent)
    await center.comes(caller.over.wait(), "end of the call")
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.AGENT_HUNG_UP
    assert (await center.fact(f.QueueVisitEnded)).outcome is VisitOutcome.ANSWERED
    await center.fact(f.HandlingEnded)


async def test_a_caller_who_hangs_up_while_the_phone_rings_leaves_no_ghost(center: SmallCenter) -> None:
    rung = ringing(center, answer=False)
    caller = center.callers.call(DIRECT, caller="+49301234567")
    agent = await center.comes(rung.get(), "ring of a phone")
    await center.comes(caller.answered.wait(), "answer of the call")
    center.callers.hang_up(caller)
    await center.comes(agent.over.wait(), "end of the call")
    assert agent.cancelled
    assert (await center.fact(f.OfferEnded)).outcome is OfferOutcome.WITHDRAWN
    assert (await center.fact(f.QueueVisitEnded)).outcome is VisitOutcome.ABANDONED


async def test_a_declined_offer_lets_the_caller_wait_on(center: SmallCenter) -> None:
    rung = ringing(center, answer=False)
    center.callers.call(DIRECT, caller="+49301234567")
    agent = await center.comes(rung.get(), "ring of a phone")
    center.agents.refuse(agent, 486)
    ended = await center.fact(f.OfferEnded)
    assert ended.outcome is OfferOutcome.DECLINED
