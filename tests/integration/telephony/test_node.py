"""What of a node is open, and how it says that it cannot start."""

import http.client
import socket
import ssl
from base64 import b64encode

import msgspec
import pytest

from launch.faults import LaunchFault
from telephony.ari.protocol import AriResponse
from telephony.ari.requests import ListModules
from telephony.asterisk.check import NotWell, check
from telephony.asterisk.modules import MODULES
from telephony.asterisk.ports import demand_free_ports
from tests.support.asterisk import AsteriskNode


def get(node: AsteriskNode, path: str, *, tls: bool = False, source: str = "127.0.0.1") -> int:
    """The HTTP status, with the right credentials."""
    settings = node.settings
    credentials = b64encode(f"{settings.ari_user}:{settings.ari_password()}".encode()).decode()
    connection = (
        http.client.HTTPSConnection(
            "127.0.0.1", settings.wss_port, source_address=(source, 0), context=ssl.create_default_context(cafile=settings.tls_cert)
        )
        if tls
        else http.client.HTTPConnection("127.0.0.1", settings.ws_port, source_address=(source, 0))
    )
    try:
        connection.request("GET", path, headers={"Authorization": f"Basic {credentials}"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_only_permitted_addresses_reach_ari_with_tls_or_without(asterisk_node: AsteriskNode) -> None:
    assert get(asterisk_node, "/ari/asterisk/info") == 200
    assert get(asterisk_node, "/ari/asterisk/info", source="127.0.0.9") == 403
    assert get(asterisk_node, "/ari/asterisk/info", source="127.0.0.9", tls=True) == 403
    assert get(asterisk_node, "/ws", source="127.0.0.9", tls=True) == 426  # a browser may upgrade


@pytest.mark.parametrize("path", ["/httpstatus", "/static/index.html", "/manager", "/rawman", "/phoneprov/x", "/uploads"])
def test_nothing_else_is_served(asterisk_node: AsteriskNode, path: str) -> None:
    assert get(asterisk_node, path) == 404


def test_the_node_listens_where_it_was_told_and_nowhere_else(asterisk_node: AsteriskNode) -> None:
    settings = asterisk_node.settings
    with socket.socket() as probe:
        probe.bind(("127.0.0.77", settings.sip_port))  # free: nothing is bound to every address
    assert f"127.0.0.1:{settings.sip_port}" in asterisk_node.console("pjsip show transports")


async def test_just_the_named_modules_are_loaded(asterisk_node: AsteriskNode) -> None:
    async with asterisk_node.ari() as ari:
        response = await ari.ask(ListModules())
    assert isinstance(response, AriResponse)
    running = {module.name for module in response.answer() if module.status == "Running"}
    assert {name for name in running if name.endswith(".so")} == set(MODULES)


def test_no_application_that_dials_is_there(asterisk_node: AsteriskNode) -> None:
    known = {line.split(":")[0].strip() for line in asterisk_node.console("core show applications").splitlines()}
    assert {"Stasis", "Echo"} <= known
    assert known.isdisjoint({"Dial", "Originate", "System", "TrySystem", "AGI", "Exec", "ChanSpy", "Page", "FollowMe"})


def test_prompts_and_music_are_found(asterisk_node: AsteriskNode) -> None:
    sounds = asterisk_node.settings.home / "data" / "sounds"
    for name in ("en/hello-world.wav", "en/digits/1.wav", "de/vm-sorry.gsm", "custom/apology-en.wav"):
        assert (sounds / name).is_file(), name
    assert "default" in asterisk_node.console("moh show classes")


def test_a_taken_port_is_one_clear_sentence(asterisk_node: AsteriskNode) -> None:
    with pytest.raises(LaunchFault, match=rf"UDP port {asterisk_node.sip_port} on 127.0.0.1 is taken by .*CC_SIP_PORT"):
        demand_free_ports(asterisk_node.settings)


def test_the_check_says_what_is_wrong(asterisk_node: AsteriskNode) -> None:
    assert "answers on" in check(asterisk_node.settings)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = msgspec.structs.replace(asterisk_node.settings, ws_port=probe.getsockname()[1])  # bound, not listening
        with pytest.raises(NotWell, match="does not answer"):
            check(nobody)
