"""The wire to Asterisk breaks, Asterisk hangs, Asterisk restarts: the owner is told, and it goes on."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from contracts.configuration import TrunkConfiguration
from launch.services import running
from telephony.ari.connection import AriClient
from telephony.ari.events import ChannelHangupRequest, StasisEnd, StasisStart
from telephony.ari.protocol import AriLost, AriOutcome, AriResponse
from telephony.ari.requests import AnswerChannel, GetChannel, HangUpChannel, ListChannels, PingAsterisk
from telephony.ari.signals import Connected, Disconnected
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.objects import trunk_objects
from telephony.asterisk.settings import from_environment
from telephony.softphones import protocol as p
from telephony.softphones.bank import open_bank
from tests.support.ari import Application, Inbox
from tests.support.asterisk import AsteriskNode, node_environment
from tests.support.wire import Wire, open_wire

TRUNK = trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.21"]))


@pytest.fixture
async def wire(asterisk_node: AsteriskNode) -> AsyncIterator[Wire]:
    async with open_wire(asterisk_node.settings.ws_port) as opened:
        yield opened


@pytest.fixture
async def app(asterisk_node: AsteriskNode, wire: Wire) -> AsyncIterator[Application]:
    inbox = Inbox()
    config = msgspec.structs.replace(asterisk_node.ari_config(), url=f"http://127.0.0.1:{wire.port}")
    async with AriClient(config, inbox) as client:
        await client.ready()
        application = Application(client, inbox)
        await application.want(TRUNK)
        yield application
        await client.ready()
        await application.clear()


async def test_a_cut_wire_loses_what_is_unanswered_and_is_mended(app: Application, wire: Wire) -> None:
    wire.dumb = True
    outcomes: list[AriOutcome] = []
    for key in ("", "a", "b", "c"):
        app.client.send(PingAsterisk(), key=key, report=outcomes.append)
    wire.cut()
    lost = await app.inbox.wait(Disconnected)
    assert lost.reason
    late = await app.client.ask(PingAsterisk())
    assert isinstance(late, AriLost)
    assert [type(outcome) for outcome in outcomes] == [AriLost] * 4
    wire.dumb = False
    before = app.inbox.all.index(lost)
    await app.inbox.wait(Connected, after=before)
    assert isinstance(await app.client.ask(PingAsterisk()), AriResponse)


async def test_one_lost_socket_is_all_lost_so_that_order_is_kept(app: Application, wire: Wire) -> None:
    before = wire.accepted
    wire.cut_one()
    lost = await app.inbox.wait(Disconnected)
    await app.inbox.wait(Connected, after=app.inbox.all.index(lost))
    assert wire.accepted == 2 * before


async def test_a_talk_outlives_the_wire_and_is_heard_of_again(app: Application, wire: Wire, asterisk_node: AsteriskNode) -> None:
    async with open_bank("127.0.0.21") as bank:
        await bank.add_phone(p.AddPhone(phone="caller", uri="sip:+4940123@127.0.0.21"))
        bank.order(p.PlaceCall(phone="caller", call="c1", uri=f"sip:100@127.0.0.1:{asterisk_node.sip_port}"))
        leg = (await app.inbox.wait(StasisStart)).channel.id
        await app.do(AnswerChannel(channel_id=leg))
        await bank.call_reaches("c1", p.CallState.CONFIRMED)
        wire.cut()
        lost = await app.inbox.wait(Disconnected)
        position = app.inbox.all.index(lost)
        await app.inbox.wait(Connected, after=position)
        assert (await app.do(GetChannel(channel_id=leg))).state == "Up"
        bank.order(p.HangUpCall(call="c1"))
        await app.inbox.wait(ChannelHangupRequest, lambda event: event.channel.id == leg, after=position)
        await app.inbox.wait(StasisEnd, lambda event: event.channel.id == leg, after=position)


async def test_a_caller_who_comes_while_the_wire_is_cut_is_there_afterwards(
    app: Application, wire: Wire, asterisk_node: AsteriskNode
) -> None:
    async with open_bank("127.0.0.21") as bank:
        await bank.add_phone(p.AddPhone(phone="caller", uri="sip:+4940123@127.0.0.21"))
        wire.dumb = True
        wire.cut()
        lost = await app.inbox.wait(Disconnected)
        bank.order(p.PlaceCall(phone="caller", call="c1", uri=f"sip:100@127.0.0.1:{asterisk_node.sip_port}"))
        await bank.call_reaches("c1", p.CallState.EARLY)
        wire.dumb = False
        wire.cut()
        start = await app.inbox.wait(StasisStart, after=app.inbox.all.index(lost))
        assert start.channel.dialplan.exten == "100"
        await app.do(HangUpChannel(channel_id=start.channel.id))


async def test_an_asterisk_that_hangs_is_given_up(asterisk_node: AsteriskNode, wire: Wire) -> None:
    inbox = Inbox()
    config = msgspec.structs.replace(
        asterisk_node.ari_config(), url=f"http://127.0.0.1:{wire.port}", request_timeout_s=1.0, ping_every_s=0.2
    )
    async with AriClient(config, inbox):
        await inbox.wait(Connected)
        wire.dumb = True
        assert (await inbox.wait(Disconnected)).reason == "Asterisk does not answer"
        before = len(inbox.all)
        wire.dumb = False
        await inbox.wait(Connected, after=before)


async def test_a_restart_of_asterisk_is_told_and_survived() -> None:
    inbox = Inbox()
    with tempfile.TemporaryDirectory(prefix="cc-ast-") as folder:
        node = Node(from_environment(node_environment(Path(folder))), obtain(print))
        node.prepare()
        async with AriClient(AsteriskNode(node).ari_config(), inbox) as client:
            down = await inbox.wait(Disconnected)
            assert down.reason
            for _ in range(2):
                before = len(inbox.all)
                with running(node, Path(folder) / "console.log"):
                    await inbox.wait(Connected, after=before)
                    response = await client.ask(ListChannels())
                    assert isinstance(response, AriResponse)
                    assert response.answer() == []
                    before = len(inbox.all)
                gone = await inbox.wait(Disconnected, after=before)
                assert gone.reason in {"Asterisk went away", "Asterisk closed the connection", "another socket was lost"}
