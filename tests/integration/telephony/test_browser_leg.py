"""What a browser's softphone meets: registration over ws and wss, and an offer it can answer on this machine."""

import ssl

import pytest

from contracts.configuration import DeviceConfiguration
from contracts.vocabulary import DeviceKind
from telephony.ari.events import ContactStatusChange
from telephony.ari.requests import Originate
from telephony.asterisk.objects import device_objects
from tests.integration.telephony.test_dynamic_objects import SECRET, ha1
from tests.support.ari import open_application
from tests.support.asterisk import AsteriskNode
from tests.support.browser_sip import open_softphone_stub

DEVICE = DeviceConfiguration(id=3, kind=DeviceKind.BROWSER, agent=1, username="b3", digest=ha1("b3", SECRET))


@pytest.mark.parametrize("secure", [False, True])
async def test_a_softphone_registers_and_is_offered_opus_dtls_and_loopback(asterisk_node: AsteriskNode, secure: bool) -> None:
    settings = asterisk_node.settings
    url = f"wss://127.0.0.1:{settings.wss_port}/ws" if secure else f"ws://127.0.0.1:{settings.ws_port}/ws"
    tls = ssl.create_default_context(cafile=settings.tls_cert) if secure else None
    async with open_application(asterisk_node) as app:
        await app.want(device_objects(DEVICE, settings.listen))
        async with open_softphone_stub(url, "b3", SECRET, tls) as phone:
            assert await phone.register() == 200
            await app.inbox.wait(ContactStatusChange, lambda event: event.contact_info.contact_status == "NonQualified")
            await app.do(
                Originate(
                    endpoint="PJSIP/b3",
                    app="ccplatform",
                    app_args="offer",
                    formats="opus,ulaw",
                    variables={"PJSIP_HEADER(add,X-Interaction)": "i1"},
                )
            )
            invite = await phone.next_request("INVITE")
            await app.inbox.wait(ContactStatusChange, lambda event: event.contact_info.contact_status == "Reachable")
        gone = await app.inbox.wait(ContactStatusChange, lambda event: event.contact_info.contact_status == "Removed")
    assert "X-Interaction: i1" in invite
    assert "m=audio" in invite
    assert "UDP/TLS/RTP/SAVPF" in invite
    assert invite.index("opus/48000") < invite.index("PCMU/8000")
    assert "a=fingerprint:SHA-256" in invite
    assert "c=IN IP4 127.0.0.1" in invite
    assert " 127.0.0.1 " in "".join(line for line in invite.splitlines() if line.startswith("a=candidate"))
    assert gone.endpoint.resource == "b3"


async def test_a_wrong_secret_does_not_register(asterisk_node: AsteriskNode) -> None:
    async with open_application(asterisk_node) as app:
        await app.want(device_objects(DEVICE))
        async with open_softphone_stub(f"ws://127.0.0.1:{asterisk_node.settings.ws_port}/ws", "b3", "wrong") as phone:
            assert await phone.register() in {401, 403}
