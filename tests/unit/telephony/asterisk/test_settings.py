import stat
from pathlib import Path

import pytest

from telephony.asterisk.settings import BadSetting, ensure_password, from_environment


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
