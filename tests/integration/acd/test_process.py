"""The engine as a process: its health, its configuration, its start without Redis, and an Asterisk that is started anew."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from contracts import facts as f
from contracts.configuration import CenterConfiguration, NumberConfiguration
from contracts.intents import AdoptConfiguration
from contracts.vocabulary import EndCause
from launch.ports import free_port
from launch.services import Valkey, running
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.settings import from_environment
from tests.support.asterisk import AsteriskNode, node_environment
from tests.support.center import DIRECT, SmallCenter, small_center, small_center_of


@pytest.fixture
async def center(asterisk_node: AsteriskNode, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    async with small_center_of(asterisk_node, empty_redis_url, tmp_path) as started:
        yield started


@pytest.fixture
def own_node() -> Iterator[Node]:
    """A node for one test, which may start and end it."""
    with tempfile.TemporaryDirectory(prefix="cc-ast-") as folder:
        yield Node(from_environment(node_environment(Path(folder))), obtain(print))


def next_version(center: SmallCenter, **changes: object) -> CenterConfiguration:
    return msgspec.structs.replace(small_center(center.version + 1, 1, center.agents.port), **changes)


async def test_health_is_said_from_outside(center: SmallCenter) -> None:
    assert (await center.ask("--health"))[0] == 0
    await center.stop()
    await center.redis.flushall()
    code, words = await center.ask("--health")
    assert code == 1
    assert "no sign of life" in words
    await center.start()


async def test_a_published_change_is_at_work_when_its_intent_is_answered(center: SmallCenter) -> None:
    await center.publish(next_version(center, numbers=[NumberConfiguration(id=1, number="+4940777", queue=1)]))
    assert (await center.intend(AdoptConfiguration(version=center.version + 1))).refused is None
    caller = center.callers.call("+4940777", caller="+49301")
    arrived = await center.fact(f.InteractionArrived)
    assert arrived.number == 1
    await center.comes(caller.answered.wait(), "answer of the call")


async def test_a_bad_configuration_is_refused_and_the_old_one_goes_on(center: SmallCenter) -> None:
    await center.publish(next_version(center, queues=[]))
    refused = (await center.intend(AdoptConfiguration(version=center.version + 1))).refused
    assert refused is not None
    assert refused.code == "bad_configuration"
    await center.connect()


async def test_an_intent_that_comes_twice_is_carried_out_once(center: SmallCenter) -> None:
    intent = AdoptConfiguration(version=center.version + 9)
    first = await center.intend(intent, intent_id="same")
    await center.publish(msgspec.structs.replace(next_version(center), version=center.version + 9))
    again = await center.intend(intent, intent_id="same")
    assert first.refused is not None
    assert again.refused == first.refused


async def test_an_unknown_number_is_turned_away(center: SmallCenter) -> None:
    caller = center.callers.call("+49409999999", caller="+49301")
    await center.comes(caller.over.wait(), "end of the call")
    assert caller.status == 404
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.UNKNOWN_NUMBER


async def test_without_redis_an_engine_starts_and_serves(asterisk_node: AsteriskNode, tmp_path: Path) -> None:
    server = Valkey(tmp_path / "valkey", free_port(), secrets.token_urlsafe(), durable=False)
    log = tmp_path / "valkey.log"
    with ExitStack() as stack:
        stack.enter_context(running(server, log))
        async with small_center_of(asterisk_node, server.url(), tmp_path) as center:
            await center.stop()
            stack.close()
            rung = asyncio.Event()
            center.agents.on_ring = lambda dialog: rung.set()
            await center.start_unheard()
            center.callers.call(DIRECT, caller="+49301234567")
            await center.comes(rung.wait(), "ring of a phone")
            stack.enter_context(running(server, log))
            center.forget_place()
            await center.fact(f.OfferMade)


async def test_an_asterisk_that_is_started_anew_ends_its_talks_and_takes_calls_again(
    own_node: Node, empty_redis_url: str, tmp_path: Path
) -> None:
    log = tmp_path / "console.log"
    with ExitStack() as stack:
        stack.enter_context(running(own_node, log))
        async with small_center_of(AsteriskNode(own_node), empty_redis_url, tmp_path) as center:
            await center.connect()
            stack.close()
            await center.fact(f.PbxLost)
            stack.enter_context(running(own_node, log))
            found = len(center.facts)
            await center.fact(f.PbxFound, since=found)
            await center.fact(f.InteractionEnded)
            await center.connect("+49307654321")
