"""A caller may hang up at any moment: no phone keeps ringing, no interaction stays open, nothing is left in Asterisk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from benchmarks.sip_phones import Dialog
from contracts import facts as f
from telephony.ari.requests import ListBridges, ListChannels
from tests.support.ari import gone
from tests.support.asterisk import AsteriskNode
from tests.support.center import DIRECT, MENU, SmallCenter, small_center_of

#: milliseconds from a caller's INVITE to the hang-up: from before the center has answered until well into the talk
MOMENTS_MS = [*range(24), 30, 40, 60, 100]


@pytest.fixture
async def center(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    async with small_center_of(asterisk_node, empty_redis_url, tmp_path, agents=2, record=True) as started:
        yield started


async def hung_up_at_every_moment(center: SmallCenter, number: str) -> list[Dialog]:
    """One caller after the other, each a little more patient."""
    dialogs = []
    for moment in MOMENTS_MS:
        caller = center.callers.call(number, caller=f"+4930{moment:06d}")
        await asyncio.sleep(moment / 1000)  # the moment is the scenario
        center.callers.hang_up(caller)
        dialogs.append(caller)
        await center.over(caller)
    return dialogs


def about(interaction: str) -> Callable[[f.InteractionEnded], bool]:
    return lambda fact: fact.interaction == interaction


async def nothing_is_left(center: SmallCenter) -> None:
    """Whoever arrived has ended, both agents are free, and Asterisk is empty."""
    arrivals = await center.arrivals()
    assert len(arrivals) > len(MOMENTS_MS) // 2
    for arrived in arrivals:
        await center.fact(f.InteractionEnded, about(arrived))
    async with center.node.ari(app="witness") as ari:
        await gone(ari, ListChannels(), ListBridges())  # a recording's leg ends a moment after its call
    for dialog in [*center.callers.dialogs.values(), *center.agents.dialogs.values()]:
        await center.over(dialog)


@pytest.mark.parametrize("answered", [True, False])
async def test_whoever_hangs_up_while_it_rings_or_is_answered_leaves_nothing(center: SmallCenter, answered: bool) -> None:
    center.agents.on_ring = center.agents.answer if answered else lambda dialog: None
    await hung_up_at_every_moment(center, DIRECT)
    await nothing_is_left(center)
    caller, _ = await center.connect()
    assert not caller.ended


async def test_whoever_hangs_up_in_the_greeting_leaves_nothing(center: SmallCenter) -> None:
    await hung_up_at_every_moment(center, MENU)
    await nothing_is_left(center)


async def test_whoever_hangs_up_while_waiting_leaves_the_place_to_the_next(center: SmallCenter) -> None:
    talks = [await center.connect(f"+4940{n:06d}") for n in range(2)]
    await hung_up_at_every_moment(center, DIRECT)
    for _, agent in talks:
        center.agents.hang_up(agent)
    await nothing_is_left(center)
