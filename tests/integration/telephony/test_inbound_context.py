"""What strangers, odd numbers and hostile callers meet at the node's door, and who waits while no engine is there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from contracts.configuration import TrunkConfiguration
from telephony.ari.events import StasisEnd, StasisStart
from telephony.ari.requests import HangUpChannel, ListChannels
from telephony.asterisk.objects import trunk_objects
from telephony.softphones import protocol as p
from telephony.softphones.bank import open_bank
from tests.support.ari import Application, open_application
from tests.support.asterisk import AsteriskNode
from tests.support.sip import RawCaller

TRUNK = trunk_objects(TrunkConfiguration(id=7, name="by address", source_addresses=["127.0.0.21"]))


@pytest.fixture
async def app(asterisk_node: AsteriskNode) -> AsyncIterator[Application]:
    async with open_application(asterisk_node) as application:
        await application.want(TRUNK)
        yield application


async def arrived(app: Application, node: AsteriskNode, **invite: object) -> StasisStart:
    """The call that this INVITE makes, hung up again."""
    before = len(app.inbox.all)
    with RawCaller("127.0.0.21", node.sip_port) as caller:
        await asyncio.to_thread(caller.invite, **invite)  # type: ignore[arg-type]  # test cases are data
        start = await app.inbox.wait(StasisStart, after=before)
        await app.do(HangUpChannel(channel_id=start.channel.id))
        await app.inbox.wait(StasisEnd, lambda event: event.channel.id == start.channel.id, after=before)
    return start


@pytest.mark.parametrize(
    ("user", "extension"),
    [
        ("+4930555", "+4930555"),
        ("", "s"),
        ("no-such-number", "no-such-number"),
        ("*43", "*43"),
        ("%24%7BSHELL(id)%7D", "${SHELL(id)}"),
        ("a%2Cb%3B%22c", 'a,b;"c'),
        ("9" * 300, "9" * 79),
        ("inbound", "inbound"),
    ],
)
async def test_whatever_is_dialled_reaches_the_engine_as_text(
    app: Application, asterisk_node: AsteriskNode, user: str, extension: str
) -> None:
    assert (await arrived(app, asterisk_node, user=user)).channel.dialplan.exten == extension


@pytest.mark.parametrize(
    ("sender", "name", "number"),
    [
        (b"<sip:+4940123@example.test>", "", "+4940123"),
        (b'"<b>Robert\'); DROP TABLE</b>" <sip:+4940123@example.test>', "<b>Robert'); DROP TABLE</b>", "+4940123"),
        (b'"\xc3\x84rzte" <sip:+4940123@example.test>', "Ärzte", "+4940123"),
        (b'"' + b"N" * 300 + b'" <sip:+4940123@example.test>', "N" * 79, "+4940123"),
        (b'"a\x01\x1b[31mb" <sip:+4940123@example.test>', "a\x01\x1b[31mb", "+4940123"),
        (b'"bad \xff\xfe utf8" <sip:+4940123@example.test>', "bad \ufffd\ufffd utf8", "+4940123"),
        (b'"Anonymous" <sip:anonymous@anonymous.invalid>', "Anonymous", "anonymous"),
        (b"<sip:example.test>", "", ""),
    ],
)
async def test_a_callers_name_and_number_come_as_text_whatever_they_hold(
    app: Application, asterisk_node: AsteriskNode, sender: bytes, name: str, number: str
) -> None:
    caller = (await arrived(app, asterisk_node, sender=sender)).channel.caller
    assert (caller.name, caller.number) == (name, number)


async def test_a_provider_is_believed_when_it_asserts_who_calls(app: Application, asterisk_node: AsteriskNode) -> None:
    start = await arrived(
        app,
        asterisk_node,
        sender=b'"Anonymous" <sip:anonymous@anonymous.invalid>',
        extra=b"P-Asserted-Identity: <sip:+4940999@provider.test>\r\n",
    )
    assert start.channel.caller.number == "+4940999"


async def test_a_stranger_is_challenged_whatever_name_it_takes(app: Application, asterisk_node: AsteriskNode) -> None:
    before = {channel.id for channel in await app.do(ListChannels())}
    with RawCaller("127.0.0.66", asterisk_node.sip_port) as caller:
        for sender in (b"<sip:anonymous@anonymous.invalid>", b"<sip:nobody@127.0.0.1>", b"<sip:t7@127.0.0.1>"):
            await asyncio.to_thread(caller.invite, "+4930555", sender)
            assert await asyncio.to_thread(caller.status) == 401
    assert {channel.id for channel in await app.do(ListChannels())} <= before


async def test_a_call_that_comes_while_the_engine_is_away_is_taken_when_it_is_back(asterisk_node: AsteriskNode) -> None:
    async with open_bank("127.0.0.21") as bank:
        async with open_application(asterisk_node) as app:
            await app.want(TRUNK)
            app.objects = {}
        await bank.add_phone(p.AddPhone(phone="caller", uri="sip:+4940123@127.0.0.21"))
        bank.order(p.PlaceCall(phone="caller", call="c1", uri=f"sip:100@127.0.0.1:{asterisk_node.sip_port}"))
        await bank.call_reaches("c1", p.CallState.EARLY)
        async with open_application(asterisk_node) as app:
            assert (await app.inbox.wait(StasisStart)).channel.dialplan.exten == "100"
            app.objects = dict.fromkeys(TRUNK)


async def test_without_an_engine_the_caller_hears_an_apology_and_the_call_ends(asterisk_node: AsteriskNode) -> None:
    async with open_bank("127.0.0.21") as bank:
        async with open_application(asterisk_node) as app:
            await app.want(TRUNK)
            app.objects = {}
        await bank.add_phone(p.AddPhone(phone="caller", uri="sip:+4940123@127.0.0.21"))
        bank.order(p.PlaceCall(phone="caller", call="c1", uri=f"sip:100@127.0.0.1:{asterisk_node.sip_port}"))
        await bank.wait(p.MediaFlows)
        ended = await bank.call_reaches("c1", p.CallState.DISCONNECTED, seconds_max=30)
        assert ended.code == 503
        async with open_application(asterisk_node) as app:
            app.objects = dict.fromkeys(TRUNK)
