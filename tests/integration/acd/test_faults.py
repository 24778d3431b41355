"""What the world may do to the engine while people talk: nobody's call ends by it, and no fact is lost or doubled."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.sip_phones import Dialog
from contracts import facts as f
from contracts.intents import SetPresence
from contracts.vocabulary import EndCause, Presence
from launch.ports import free_port
from launch.services import Valkey, running
from tests.support.asterisk import AsteriskNode
from tests.support.center import DIRECT, SmallCenter, small_center_of
from tests.support.wire_cutter import WireCutter, wire_cutter


@pytest.fixture
async def wire(asterisk_node: AsteriskNode) -> AsyncIterator[WireCutter]:
    address = urlsplit(asterisk_node.settings.ari_url)
    assert address.hostname and address.port
    async with wire_cutter((address.hostname, address.port)) as cutter:
        yield cutter


@pytest.fixture
async def center(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path, wire: WireCutter) -> AsyncIterator[SmallCenter]:
    async with small_center_of(asterisk_node, empty_redis_url, tmp_path, agents=2, ari_url=f"http://127.0.0.1:{wire.port}") as started:
        yield started


def came_from(number: str) -> Callable[[f.InteractionArrived], bool]:
    return lambda fact: fact.caller == number


async def taken(center: SmallCenter, caller: Dialog) -> None:
    """Return when the engine knows that Asterisk has taken the order to ring: an order whose answer was lost is given anew.

    The caller is answered after that (acd.adapters.ring_first); whatever the engine reads later than the answer it reads after it.
    """
    await center.comes(caller.answered.wait(), "answer for the caller")
    await center.intend(SetPresence(agent=2, presence=Presence.READY, device=2))


async def whole(center: SmallCenter) -> None:
    """Every fact of every epoch is in Redis once, in order."""
    said = await center.stream()
    for epoch in {epoch for epoch, _ in said}:
        seqs = [seq for one, seq in said if one == epoch]
        assert seqs == list(range(1, len(seqs) + 1))


async def test_a_talk_outlives_the_loss_of_the_ari_socket(center: SmallCenter, wire: WireCutter) -> None:
    caller, agent = await center.connect()
    wire.cut()
    await center.fact(f.PbxLost)
    await center.fact(f.PbxFound, since=center.kinds().index("PbxLost"))
    assert not caller.ended
    assert not agent.ended
    center.agents.hang_up(agent)
    await center.over(caller)
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.AGENT_HUNG_UP


async def test_a_phone_that_rang_through_the_loss_can_be_answered(center: SmallCenter, wire: WireCutter) -> None:
    rung: asyncio.Queue[Dialog] = asyncio.Queue()
    center.agents.on_ring = rung.put_nowait
    caller = center.callers.call(DIRECT, caller="+49301234567")
    agent = await center.comes(rung.get(), "ring of a phone")
    await taken(center, caller)
    wire.cut()
    await center.fact(f.PbxLost)
    await center.fact(f.PbxFound, since=center.kinds().index("PbxLost"))
    center.agents.answer(agent)
    await center.fact(f.InteractionConnected)
    await center.joined(2)
    assert not caller.ended
    assert not agent.ended


async def test_a_phone_that_was_answered_while_nobody_was_there_costs_the_caller_no_place(center: SmallCenter, wire: WireCutter) -> None:
    rung: asyncio.Queue[Dialog] = asyncio.Queue()
    center.agents.on_ring = rung.put_nowait
    caller = center.callers.call(DIRECT, caller="+49301234567")
    agent = await center.comes(rung.get(), "ring of a phone")
    wire.cut(keep=True)
    await center.fact(f.PbxLost)
    center.agents.answer(agent)
    await center.over(agent)  # Asterisk has no application to put the leg into
    wire.mend()
    center.agents.answer(await center.comes(rung.get(), "ring of a phone"))
    await center.fact(f.InteractionConnected)
    await center.joined(2)
    assert not caller.ended


async def test_a_hang_up_that_nobody_was_there_to_hear_is_noticed_afterwards(center: SmallCenter, wire: WireCutter) -> None:
    caller, agent = await center.connect()
    wire.cut(keep=True)
    await center.fact(f.PbxLost)
    center.callers.hang_up(caller)
    wire.mend()
    await center.over(agent)
    await center.fact(f.InteractionEnded)


async def test_a_caller_who_came_meanwhile_is_served(center: SmallCenter, wire: WireCutter) -> None:
    wire.cut(keep=True)
    await center.fact(f.PbxLost)
    center.callers.call(DIRECT, caller="+49301234567")
    wire.mend()
    await center.fact(f.InteractionConnected)


async def test_a_killed_engine_finds_the_talk_and_the_waiting_again(center: SmallCenter) -> None:
    talking = [await center.connect(f"+4930123456{n}") for n in (1, 2)]
    waiting = []
    for number in ("+49307654321", "+49307654322"):
        waiting.append(center.callers.call(DIRECT, caller=number))
        await center.fact(f.InteractionArrived, came_from(number))
    await center.kill()
    began = len(center.facts)
    await center.start()
    assert not any(dialog.ended for pair in talking for dialog in pair)
    assert not any(dialog.ended for dialog in waiting)
    center.agents.hang_up(talking[0][1])
    await center.over(talking[0][0])
    offered = await center.fact(f.OfferMade, since=began)
    first = await center.fact(f.InteractionArrived, lambda fact: fact.caller == "+49307654321")
    assert offered.interaction == first.interaction
    await center.fact(f.InteractionConnected, since=began)
    await whole(center)


async def test_a_hang_up_while_no_engine_was_there_is_noticed_by_the_next(center: SmallCenter) -> None:
    caller, agent = await center.connect()
    await center.kill()
    center.agents.hang_up(agent)
    began = len(center.facts)
    await center.start()
    await center.over(caller)
    await center.fact(f.InteractionEnded, since=began)


async def test_an_engine_that_is_asked_to_stop_leaves_the_talk_alone(center: SmallCenter) -> None:
    caller, agent = await center.connect()
    assert await center.stop() == 0
    await center.start()
    assert not caller.ended
    assert not agent.ended
    center.callers.hang_up(caller)
    await center.over(agent)


async def test_calls_go_on_without_redis_and_their_facts_come_late_whole_and_once(asterisk_node: AsteriskNode, tmp_path: Path) -> None:
    server = Valkey(tmp_path / "valkey", free_port(), secrets.token_urlsafe(), durable=False)
    log = tmp_path / "valkey.log"
    with ExitStack() as stack:
        stack.enter_context(running(server, log))
        async with small_center_of(asterisk_node, server.url(), tmp_path) as center:
            await center.connect()
            stack.close()
            rung = asyncio.Event()

            def ring(dialog: Dialog) -> None:
                center.agents.answer(dialog)
                rung.set()

            center.agents.on_ring = ring
            second = center.callers.call(DIRECT, caller="+49307654321")
            for dialog in list(center.agents.dialogs.values()):
                center.agents.hang_up(dialog)
            await center.comes(rung.wait(), "ring of a phone")
            stack.enter_context(running(server, log))
            center.forget_place()
            found = await center.fact(f.InteractionArrived, lambda fact: fact.caller == "+49307654321")
            await center.fact(f.InteractionConnected, lambda fact: fact.interaction == found.interaction)
            assert not second.ended
            await whole(center)


async def test_a_second_engine_stands_by_and_follows_a_killed_one(center: SmallCenter) -> None:
    caller, agent = await center.connect()
    first = center.detach()
    began = len(center.facts)
    await center.start_standby()
    assert "standby: 1" in (await center.ask("--health"))[1]
    first.kill()
    await first.wait()
    await center.fact(f.PbxFound, since=began)
    assert not caller.ended
    assert not agent.ended
    await center.connect("+49307654321")
    await whole(center)


async def test_an_engine_whose_asterisk_is_taken_over_ends_and_says_so(center: SmallCenter, asterisk_node: AsteriskNode) -> None:
    await center.connect()
    async with asterisk_node.ari():
        assert await center.ended() == 1
        assert "Another engine has taken over Asterisk" in center.log()
    await center.start()
