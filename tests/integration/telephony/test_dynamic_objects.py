"""Trunks and devices appear, change and vanish while Asterisk runs, and are there again after its restart."""

import asyncio
import tempfile
from hashlib import md5
from pathlib import Path

from contracts.configuration import SIP_REALM, DeviceConfiguration, Registration, TrunkConfiguration
from contracts.vocabulary import DeviceKind
from launch.services import running
from telephony.ari.events import ContactStatusChange, StasisStart
from telephony.ari.requests import AnswerChannel, HangUpChannel, Originate
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.objects import device_objects, trunk_objects
from telephony.asterisk.settings import from_environment
from telephony.softphones import protocol as p
from telephony.softphones.bank import Bank, open_bank
from tests.support.ari import SECONDS_MAX, open_application
from tests.support.asterisk import AsteriskNode, node_environment

SECRET = "correct horse"


def ha1(username: str, secret: str) -> str:
    return md5(f"{username}:{SIP_REALM}:{secret}".encode()).hexdigest()


async def call_in(bank: Bank, node: AsteriskNode, number: str, name: str = "c1") -> None:
    if "caller" not in [said.phone for said in bank.heard if isinstance(said, p.PhoneAdded)]:
        await bank.add_phone(p.AddPhone(phone="caller", uri=f"sip:+4940123456@{bank_address(bank)}"))
    bank.order(p.PlaceCall(phone="caller", call=name, uri=f"sip:{number}@127.0.0.1:{node.sip_port}"))


def bank_address(bank: Bank) -> str:
    return f"127.0.0.1:{bank.port}"


async def registrations_say(node: AsteriskNode, words: str) -> None:
    """The registrar tells of a contact before the client has its 200, and nothing tells of that: the console is asked until it knows."""
    said = ""
    try:
        async with asyncio.timeout(SECONDS_MAX):
            while words not in (said := await asyncio.to_thread(node.console, "pjsip show registrations")):  # noqa: ASYNC110  # see above
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"never {words!r}: {said}") from None


async def test_a_trunk_by_source_address_works_at_once_and_only_while_it_is_wanted(asterisk_node: AsteriskNode) -> None:
    async with open_application(asterisk_node) as app, open_bank("127.0.0.21") as bank:
        await call_in(bank, asterisk_node, "+4930555")
        refused = await bank.call_reaches("c1", p.CallState.DISCONNECTED)
        assert refused.code == 401

        await app.want(trunk_objects(TrunkConfiguration(id=7, name="by address", source_addresses=["127.0.0.20", "127.0.0.21"])))
        await call_in(bank, asterisk_node, "+4930555", "c2")
        start = await app.inbox.wait(StasisStart)
        assert start.args == ["inbound"]
        assert start.channel.name.startswith("PJSIP/t7-")
        assert start.channel.dialplan.exten == "+4930555"
        assert start.channel.caller.number == "+4940123456"
        await app.do(AnswerChannel(channel_id=start.channel.id))
        await bank.call_reaches("c2", p.CallState.CONFIRMED)
        await app.do(HangUpChannel(channel_id=start.channel.id))
        await bank.call_reaches("c2", p.CallState.DISCONNECTED)

        await app.want({})
        await call_in(bank, asterisk_node, "+4930555", "c3")
        assert (await bank.call_reaches("c3", p.CallState.DISCONNECTED)).code == 401


async def test_a_trunk_that_changes_its_addresses_is_known_by_the_new_ones_only(asterisk_node: AsteriskNode) -> None:
    async with open_application(asterisk_node) as app, open_bank("127.0.0.21") as bank:
        await app.want(trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.21"])))
        await app.want(trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.22"])))
        await call_in(bank, asterisk_node, "100")
        assert (await bank.call_reaches("c1", p.CallState.DISCONNECTED)).code == 401
        await app.want(trunk_objects(TrunkConfiguration(id=7, name="t", source_addresses=["127.0.0.21"])))
        await call_in(bank, asterisk_node, "100", "c2")
        await app.inbox.wait(StasisStart)


async def test_a_pbx_that_logs_in_reaches_the_engine_whatever_number_it_shows(asterisk_node: AsteriskNode) -> None:
    trunk = TrunkConfiguration(id=8, name="PBX", username="berlin", digest=ha1("berlin", SECRET))
    async with open_application(asterisk_node) as app, open_bank() as bank:
        await app.want(trunk_objects(trunk))
        await bank.add_phone(p.AddPhone(phone="pbx", uri="sip:+4930777@127.0.0.1", username="berlin", secret=SECRET))
        bank.order(p.PlaceCall(phone="pbx", call="c1", uri=f"sip:200@127.0.0.1:{asterisk_node.sip_port}"))
        start = await app.inbox.wait(StasisStart)
        assert start.channel.name.startswith("PJSIP/berlin-")
        assert (start.channel.caller.number, start.channel.dialplan.exten) == ("+4930777", "200")


async def test_a_registered_phone_is_rung_and_its_secret_may_change(asterisk_node: AsteriskNode) -> None:
    device = DeviceConfiguration(id=3, kind=DeviceKind.SIP_REGISTERED, agent=1, username="k7", digest=ha1("k7", SECRET))
    async with open_application(asterisk_node) as app, open_bank() as bank:
        await app.want(device_objects(device))
        registrar = f"sip:127.0.0.1:{asterisk_node.sip_port}"
        await bank.add_phone(p.AddPhone(phone="desk", uri="sip:k7@127.0.0.1", registrar=registrar, username="k7", secret=SECRET))
        reachable = await app.inbox.wait(ContactStatusChange)
        assert (reachable.endpoint.resource, reachable.contact_info.contact_status) == ("k7", "NonQualified")
        await app.do(Originate(endpoint="PJSIP/k7", app="ccplatform", app_args="offer", channel_id="o1", caller_id='"Ada" <1>'))
        rang = await bank.wait(p.CallRang)
        assert '"Ada" <sip:1@' in rang.remote

        await app.want(device_objects(DeviceConfiguration(id=3, kind=device.kind, agent=1, username="k7", digest=ha1("k7", "new"))))
        bank.order(p.AddPhone(phone="old", uri="sip:k7@127.0.0.1", registrar=registrar, username="k7", secret=SECRET))
        assert (await bank.wait(p.PhoneRegistered, lambda said: said.phone == "old")).code in {401, 403}
        await bank.add_phone(p.AddPhone(phone="new", uri="sip:k7@127.0.0.1", registrar=registrar, username="k7", secret="new"))


async def test_an_agents_phone_reaches_the_echo_and_nothing_else(asterisk_node: AsteriskNode) -> None:
    device = DeviceConfiguration(id=3, kind=DeviceKind.SIP_REGISTERED, agent=1, username="k7", digest=ha1("k7", SECRET))
    async with open_application(asterisk_node) as app, open_bank() as bank:
        await app.want(device_objects(device))
        await bank.add_phone(p.AddPhone(phone="desk", uri="sip:k7@127.0.0.1", username="k7", secret=SECRET))
        for call, number in (("c1", "+4930555"), ("c2", "inbound"), ("c3", "s")):
            bank.order(p.PlaceCall(phone="desk", call=call, uri=f"sip:{number}@127.0.0.1:{asterisk_node.sip_port}"))
            assert (await bank.call_reaches(call, p.CallState.DISCONNECTED)).code == 404
        bank.order(p.PlaceCall(phone="desk", call="echo", uri=f"sip:*43@127.0.0.1:{asterisk_node.sip_port}"))
        await bank.call_reaches("echo", p.CallState.CONFIRMED)


async def test_a_phone_at_a_fixed_address_is_rung_without_registering_and_may_move(asterisk_node: AsteriskNode) -> None:
    def device(bank: Bank) -> DeviceConfiguration:
        return DeviceConfiguration(id=4, kind=DeviceKind.SIP_FIXED, agent=1, contact=f"sip:desk@{bank_address(bank)}")

    async with open_application(asterisk_node) as app, open_bank() as bank, open_bank() as other:
        for each in (bank, other):
            await each.add_phone(p.AddPhone(phone="desk", uri=f"sip:desk@{bank_address(each)}"))
        for leg, each in (("o1", bank), ("o2", other)):
            await app.want(device_objects(device(each)))
            await app.do(Originate(endpoint="PJSIP/d4", app="ccplatform", app_args="offer", channel_id=leg))
            await each.wait(p.CallRang)
        assert len([said for said in bank.heard if isinstance(said, p.CallRang)]) == 1


async def test_we_register_at_a_provider_and_know_its_calls_without_its_address(asterisk_node: AsteriskNode) -> None:
    """The node is its own provider: `out` is the account there, the trunk is what we have for it."""
    account = DeviceConfiguration(id=5, kind=DeviceKind.SIP_REGISTERED, agent=1, username="out", digest=ha1("out", SECRET))
    server = f"127.0.0.1:{asterisk_node.sip_port}"
    trunk = TrunkConfiguration(id=9, name="provider", registration=Registration(server=server, username="out", secret=SECRET))
    async with open_application(asterisk_node) as app:
        await app.want(device_objects(account) | trunk_objects(trunk))
        await app.inbox.wait(ContactStatusChange, lambda event: event.endpoint.resource == "out")
        await registrations_say(asterisk_node, "Registered")
        await app.do(Originate(endpoint="PJSIP/out", app="ccplatform", app_args="offer", channel_id="o1", caller_id="+4989111"))
        start = await app.inbox.wait(StasisStart)
        assert start.channel.name.startswith("PJSIP/t9-")
        assert (start.channel.dialplan.exten, start.channel.caller.number) == ("out", "+4989111")
        await app.want(device_objects(account))
        await registrations_say(asterisk_node, "No objects found")


async def test_objects_are_there_again_after_a_restart_of_asterisk() -> None:
    device = DeviceConfiguration(id=3, kind=DeviceKind.SIP_REGISTERED, agent=1, username="k7", digest=ha1("k7", SECRET))
    trunk = TrunkConfiguration(id=7, name="by address", source_addresses=["127.0.0.20", "127.0.0.21"])
    with tempfile.TemporaryDirectory(prefix="cc-ast-") as folder:
        node = Node(from_environment(node_environment(Path(folder))), obtain(print))
        asterisk = AsteriskNode(node)
        with running(node, Path(folder) / "console.log"):
            async with open_application(asterisk) as app:
                await app.want(device_objects(device) | trunk_objects(trunk))
                app.objects = {}
        with running(node, Path(folder) / "console.log"):
            async with open_application(asterisk) as app, open_bank("127.0.0.21") as bank:
                await call_in(bank, asterisk, "+4930555")
                assert (await app.inbox.wait(StasisStart)).channel.name.startswith("PJSIP/t7-")
                registrar = f"sip:127.0.0.1:{asterisk.sip_port}"
                await bank.add_phone(p.AddPhone(phone="desk", uri="sip:k7@127.0.0.1", registrar=registrar, username="k7", secret=SECRET))
