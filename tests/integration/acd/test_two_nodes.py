"""Callers at one Asterisk, agents' phones at another (test_call_control and test_talk, too): losing one loses only its calls."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from acd.adapters.sip import MARK
from benchmarks.loopback import AGENT_ADDRESS
from benchmarks.sip_phones import Dialog, Phones
from contracts import facts as f
from contracts import intents as i
from contracts.control_facts import PhoneLost, PhoneRejoined
from contracts.vocabulary import EndCause, Presence, RescueEnd
from telephony.ari.connection import AriClient
from telephony.ari.models import Channel
from telephony.ari.protocol import AriResponse
from telephony.ari.provisioning import Key
from telephony.ari.requests import ListChannels
from telephony.asterisk.files import DYNAMIC
from telephony.asterisk.neighbours import RTP_TIMEOUT_S
from telephony.asterisk.settings import AGENTS, FIRST
from tests.support.ari import gone
from tests.support.asterisk import AsteriskNode, AsteriskPair
from tests.support.center import DIRECT, PATIENCE_S, SmallCenter, small_center_of

RESCUE_S = 50
"""For so long a lost phone is awaited here: its node is started again meanwhile, which takes a busy machine many seconds."""


@pytest.fixture
async def center(asterisk_pair: AsteriskPair, empty_redis_url: str, tmp_path: Path) -> AsyncIterator[SmallCenter]:
    asterisk_pair.mend()
    async with small_center_of(
        asterisk_pair.callers, empty_redis_url, tmp_path, agents=2, agents_node=asterisk_pair.agents, rescue_seconds=RESCUE_S
    ) as started:
        yield started


def unreachable(agent: int) -> Callable[[f.DeviceReachable], bool]:
    return lambda fact: fact.agent == agent and not fact.reachable


async def legs(ari: AriClient) -> list[Channel]:
    """Every leg of a node, less the prepared ones."""
    outcome = await ari.ask(ListChannels())
    assert isinstance(outcome, AriResponse)
    return [leg for leg in outcome.answer() if leg.state != "Down"]


async def kept_on_disk(node: AsteriskNode, key: Key) -> None:
    """Return when Asterisk's database has it on the disk, which happens about once a second. A file has no news to await."""
    _, kind, name = key
    row = f"/{DYNAMIC[kind][1]}/{kind}/{name}"
    async with asyncio.timeout(PATIENCE_S):
        while True:
            with closing(sqlite3.connect(f"file:{node.settings.home}/db/astdb.sqlite3?mode=ro", uri=True)) as database:
                if database.execute("SELECT 1 FROM astdb WHERE key = ?", [row]).fetchone():
                    return
            await asyncio.sleep(0.05)


async def test_a_call_reaches_an_agent_of_the_other_node(center: SmallCenter) -> None:
    caller, agent = await center.connect()
    await center.joined(2)
    arrived, connected = await center.fact(f.InteractionArrived), await center.fact(f.InteractionConnected)
    assert (arrived.pbx, agent.other) == ("node1", "+49301234567")
    assert agent.invite.get("x-interaction") == connected.interaction
    center.agents.hang_up(agent)
    await center.over(caller)
    assert (await center.fact(f.InteractionEnded)).cause is EndCause.AGENT_HUNG_UP


@pytest.mark.parametrize(("status", "outcome"), [(486, "declined"), (480, "missed"), (503, "failed")])
async def test_why_a_phone_did_not_answer_crosses_the_trunk(center: SmallCenter, status: int, outcome: str) -> None:
    center.agents.on_ring = lambda dialog: center.agents.refuse(dialog, status)
    caller = center.callers.call(DIRECT, caller="+49301")
    assert (await center.fact(f.OfferEnded)).outcome.value == outcome
    center.callers.hang_up(caller)
    await center.fact(f.InteractionEnded)


async def test_a_caller_who_hangs_up_while_it_rings_stops_the_ringing(center: SmallCenter) -> None:
    rung: asyncio.Queue[Dialog] = asyncio.Queue()
    center.agents.on_ring = rung.put_nowait
    caller = center.callers.call(DIRECT, caller="+49301")
    phone = await center.comes(rung.get(), "ring of a phone")
    center.callers.hang_up(caller)
    await center.over(phone)


async def test_the_agents_node_is_killed_and_callers_keep_their_places(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    await center.intend(i.SetPresence(agent=2, presence=Presence.NOT_READY))
    talking, _ = await center.connect()
    waiting = center.callers.call(DIRECT, caller="+49302")
    await center.comes(waiting.answered.wait(), "answer for the one who waits")
    began = len(center.facts)
    asterisk_pair.kill(AGENTS)
    lost = await center.fact(f.PbxLost, since=began)
    assert (lost.node, lost.devices_only) == ("agents", True)
    for agent in (1, 2):
        await center.fact(f.DeviceReachable, unreachable(agent), since=began)
    await center.fact(PhoneLost, since=began)
    refused = await center.intend(i.SetPresence(agent=2, presence=Presence.READY))
    assert refused.refused is not None
    assert refused.refused.code == "device_unreachable"
    await center.joined(0)
    asterisk_pair.start(AGENTS)
    # The phone answers by itself when it is there again, and both hear each other.
    assert (await center.fact(PhoneRejoined, since=began)).why is RescueEnd.REJOINED
    await center.joined(2)
    await center.sign_in(2)
    await center.fact(f.InteractionConnected, since=began)
    assert "InteractionEnded" not in center.kinds(began)
    assert not talking.ended
    assert not waiting.ended


async def test_the_callers_node_is_killed_and_its_agents_are_free_at_once(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    _, phone = await center.connect()
    waiting = center.callers.call(DIRECT, caller="+49302")
    await center.fact(f.InteractionConnected)
    began = len(center.facts)
    asterisk_pair.kill(FIRST)
    # Not by the half minute for which a lost node is waited: the other node says that it is gone.
    ended = await center.fact(f.InteractionEnded, since=began)
    assert ended.cause is EndCause.PBX_LOST
    assert "PbxFound" not in center.kinds(began)
    async with center.patience("health with agents' node"):
        # The state it reads is published every few seconds.
        while "agents: there" not in (said := await center.ask("--health"))[1]:
            assert said[0] == 0
    await center.over(phone)
    assert not [fact for fact in center.kinds(began) if fact == "DeviceReachable"]
    asterisk_pair.start(FIRST)
    await center.fact(f.PbxFound, since=began)
    # It had its trunks for less than a second, which Asterisk need not have written to its disk: they may have to be told anew.
    await center.logged("SIP objects are as wanted", times=3)
    for dialog in [*center.callers.dialogs.values()]:
        center.callers.dialogs.pop(dialog.call_id)
    assert not waiting.ended
    caller, _ = await center.connect("+49303")
    center.callers.hang_up(caller)


async def test_a_node_that_starts_again_has_its_trunks_and_is_told_nothing(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    """While objects are written anew, a caller who comes in by a trunk is refused."""
    await kept_on_disk(asterisk_pair.callers, MARK)
    asterisk_pair.kill(FIRST)
    asterisk_pair.start(FIRST)
    await center.logged("from before")
    caller, _ = await center.connect()
    center.callers.hang_up(caller)


async def test_a_restart_of_the_callers_node_ends_the_calls_at_the_phones(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    _, phone = await center.connect()
    began = len(center.facts)
    asterisk_pair.kill(FIRST)
    asterisk_pair.start(FIRST)
    assert (await center.fact(f.InteractionEnded, since=began)).cause is EndCause.PBX_LOST
    await center.over(phone)
    center.callers.dialogs.clear()


async def test_who_takes_the_callers_nodes_place_without_its_secret_rings_nobody(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    stranger = Phones(AGENT_ADDRESS, ("127.0.0.1", asterisk_pair.agents.sip_port))
    await stranger.open()
    asterisk_pair.kill(FIRST)
    impostor = Phones("127.0.0.1", stranger.peer)
    await impostor.open(asterisk_pair.callers.sip_port)
    rung: list[Dialog] = []
    center.agents.on_ring = rung.append
    try:
        refused = []
        for phones in (stranger, impostor):
            dialog = phones.call("d1", caller="+49301")
            await center.over(dialog)
            refused.append(dialog.status)
        assert refused == [401, 403]
        assert not rung
    finally:
        stranger.close()
        impostor.close()
        await asyncio.sleep(0)  # the sockets are closed when the loop turns
        asterisk_pair.start(FIRST)


async def test_a_caller_cannot_dial_into_the_other_node(center: SmallCenter) -> None:
    """Whatever is dialled arrives as an interaction, and no phone rings by its name."""
    rung: list[Dialog] = []
    center.agents.on_ring = rung.append
    for number in ("d1%40cc-node-agents", "d1"):
        caller = center.callers.call(number, caller="+49301")
        await center.over(caller)
    assert not rung
    async with center.agents_node.ari(app="witness") as ari:
        await gone(ari, ListChannels())


async def test_silence_on_both_sides_and_on_hold_is_no_death(center: SmallCenter) -> None:
    """These phones send no audio at all; the nodes hear of each other by what they send themselves."""
    caller, agent = await center.connect()
    connected = await center.fact(f.InteractionConnected)
    await asyncio.sleep(RTP_TIMEOUT_S + 2)  # the time is the scenario
    outcome = await center.intend(i.Hold(agent=connected.agent, interaction=connected.interaction))
    assert outcome.refused is None
    await asyncio.sleep(RTP_TIMEOUT_S + 2)
    assert not caller.ended
    assert not agent.ended


async def test_without_an_engine_a_leg_to_a_dead_node_ends_by_itself(center: SmallCenter, asterisk_pair: AsteriskPair) -> None:
    caller, _ = await center.connect()
    await center.kill()
    asterisk_pair.kill(AGENTS)
    async with center.patience("end of the leg to the dead node"), center.node.ari(app="witness") as ari:
        while any(leg.name.startswith("PJSIP/cc-node-agents") for leg in await legs(ari)):  # noqa: ASYNC110  # nobody tells a witness of it
            await asyncio.sleep(0.05)
    assert not caller.ended
    asterisk_pair.start(AGENTS)
    await center.start()
