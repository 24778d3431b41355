import stat
from pathlib import Path

import pytest

from telephony.asterisk.neighbours import Role
from telephony.asterisk.settings import AGENTS, BadSetting, ensure_password, from_environment


def test_a_node_without_settings_is_open_to_this_machine_only() -> None:
    node = from_environment({"CC_STATE_DIR": "/srv/cc"})
    assert (node.listen, node.http_listen, node.ari_permit) == ("127.0.0.1", "127.0.0.1", ("127.0.0.1/32",))
    assert (node.sip_port, node.ws_port, node.wss_port, node.rtp_first, node.rtp_last) == (5060, 8088, 8089, 10000, 10999)
    assert node.etc == Path("/srv/cc/asterisk/etc")
    assert node.ari_password_file == Path("/srv/cc/secrets/ari_password")
    assert node.ari_url == "http://127.0.0.1:8088"


def test_every_setting_is_read() -> None:
    node = from_environment(
        {
            "CC_STATE_DIR": "/srv/cc", "CC_LISTEN": "0.0.0.0", "CC_SIP_PORT": "5070", "CC_RTP_PORTS": "20000-20100", "CC_WS_PORT": "80",
            "CC_WSS_PORT": "443", "CC_HTTP_LISTEN": "10.0.0.2", "CC_ARI_PERMIT": "10.0.0.0/24, 10.0.1.7",
            "CC_EXTERNAL_ADDRESS": "192.0.2.1", "CC_LOCAL_NETS": "10.0.0.0/8",
            "CC_ENGINE_WAIT_SECONDS": "5", "CC_SOUNDS_DIR": "/snd", "CC_ARI_USER": "eng",
            "CC_PUBLIC_HOST": "center.example.test, 192.0.2.1",
        }
    )  # fmt: skip
    assert (node.listen, node.sip_port, node.rtp_first, node.rtp_last) == ("0.0.0.0", 5070, 20000, 20100)
    assert (node.ari_url, node.ari_permit) == ("http://10.0.0.2:80", ("127.0.0.1/32", "10.0.0.0/24", "10.0.1.7/32"))
    assert (node.external_address, node.local_nets, node.engine_wait_s) == ("192.0.2.1", ("10.0.0.0/8",), 5)
    assert node.public_hosts == ("center.example.test", "192.0.2.1")
    assert (node.sounds_dir, node.ari_user) == (Path("/snd"), "eng")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CC_SIP_PORT", "0"),
        ("CC_SIP_PORT", "65536"),
        ("CC_WS_PORT", "eighty"),
        ("CC_WSS_PORT", "-1"),
        ("CC_RTP_PORTS", "10000"),
        ("CC_RTP_PORTS", "2000-1000"),
        ("CC_LISTEN", "localhost"),
        ("CC_LISTEN", "127.0.0.1\n[evil]"),
        ("CC_HTTP_LISTEN", "::1"),
        ("CC_ARI_PERMIT", "10.0.0.0/33"),
        ("CC_ARI_USER", "a]\n[b"),
        ("CC_PUBLIC_HOST", "a b"),
        ("CC_PUBLIC_HOST", "good.example.test,bad/host"),
        ("CC_ENGINE_WAIT_SECONDS", "3601"),
        ("CC_SOUNDS_DIR", "/a;b"),
        ("CC_RECORDINGS_DIR", "/a\nb"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        from_environment({name: value})


def test_a_password_is_made_once_and_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "ari_password"
    node = from_environment({"CC_STATE_DIR": str(tmp_path), "CC_ARI_PASSWORD_FILE": str(path)})
    with pytest.raises(BadSetting, match="ARI password cannot be read"):
        node.ari_password()
    ensure_password(path)
    first = node.ari_password()
    ensure_password(path)
    assert node.ari_password() == first
    assert len(first) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_second_node_has_a_folder_and_ports_of_its_own() -> None:
    environ = {"CC_STATE_DIR": "/srv/cc", "CC_NODES": "2", "CC_LISTEN": "10.0.0.5", "CC_AGENTS_ADDRESS": "10.0.0.6"}
    callers, agents = from_environment(environ), from_environment(environ, AGENTS)
    assert (callers.role, agents.role) == (Role.CALLERS, Role.AGENTS)
    assert (callers.home, agents.home) == (Path("/srv/cc/asterisk"), Path("/srv/cc/asterisk-agents"))
    assert (agents.sip_port, agents.ws_port, agents.wss_port, agents.rtp_first) == (5070, 8098, 8099, 11000)
    assert callers.neighbour is not None
    assert agents.neighbour is not None
    assert (callers.neighbour.address, callers.neighbour.port, callers.neighbour.own_address) == ("10.0.0.6", 5070, "10.0.0.5")
    assert (agents.neighbour.address, agents.neighbour.port) == ("10.0.0.5", 5060)
    assert (callers.setting("CC_SIP_PORT"), agents.setting("CC_SIP_PORT")) == ("CC_SIP_PORT", "CC_AGENTS_SIP_PORT")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"CC_NODES": "3"}, "CC_NODES must be 1 or 2"),
        ({}, "CC_NODES is 1"),
        ({"CC_NODES": "2", "CC_AGENTS_SIP_PORT": "5060"}, "must differ"),
        ({"CC_NODES": "2", "CC_AGENTS_RTP_PORTS": "9"}, "CC_AGENTS_RTP_PORTS must be a range"),
    ],
)
def test_two_nodes_that_cannot_be_are_explained(environ: dict[str, str], words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        from_environment(environ, AGENTS)


def test_a_secret_that_could_be_read_as_more_is_refused(tmp_path: Path) -> None:
    settings = from_environment({"CC_STATE_DIR": str(tmp_path), "CC_NODES": "2", "CC_NODE_SECRET_FILE": str(tmp_path / "secret")})
    for given in ('x"]?1:1', "short", "ü" * 40):
        (tmp_path / "secret").write_text(given)
        with pytest.raises(BadSetting, match="letters, digits"):
            settings.node_secret()
    (tmp_path / "secret").write_text("a" * 40 + "\n")
    assert settings.node_secret() == "a" * 40
