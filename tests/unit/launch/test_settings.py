from __future__ import annotations

from pathlib import Path

import pytest

from launch.faults import LaunchFault
from launch.settings import CenterSettings, ensure_secret, read_environment, write_environment


def environment(tmp_path: Path, **given: str) -> dict[str, str]:
    settings = CenterSettings.read({"CC_STATE_DIR": str(tmp_path), **given})
    return settings.environment("postgresql://database", "redis://cache")


def test_a_center_that_is_told_nothing_listens_on_loopback_without_tls(tmp_path: Path) -> None:
    settings = CenterSettings.read({"CC_STATE_DIR": str(tmp_path)})
    assert settings.address == "http://localhost:8000"
    ours = settings.environment("postgresql://database", "redis://cache")
    assert ours["CC_LISTEN"] == "127.0.0.1"
    assert ours["CC_ARI_URL"] == "http://127.0.0.1:8088"
    assert "CC_TLS_CERT" not in ours


def test_a_center_that_others_can_reach_speaks_tls_with_a_certificate_for_its_names(tmp_path: Path) -> None:
    settings = CenterSettings.read({"CC_STATE_DIR": str(tmp_path), "CC_LISTEN": "0.0.0.0", "CC_PUBLIC_HOST": "desk.example"})
    assert settings.address == "https://desk.example:8000"
    assert settings.local_address == "https://127.0.0.1:8000"
    assert settings.tls_cert == tmp_path / "secrets" / "tls.crt"
    assert "desk.example" in settings.certificate_hosts()
    assert "0.0.0.0" not in settings.certificate_hosts()


def test_a_certificate_that_is_given_is_used_also_on_loopback(tmp_path: Path) -> None:
    ours = environment(tmp_path, CC_TLS_CERT="/etc/cert.pem", CC_TLS_KEY="/etc/key.pem")
    assert ours["CC_TLS_CERT"] == "/etc/cert.pem"
    assert ours["CC_WEB_URL"] == "https://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CC_WEB_PORT", "http"),
        ("CC_WEB_PORT", "0"),
        ("CC_SIP_PORT", "65536"),
        ("CC_SIP_PORT", "5060 "),
        ("CC_WS_PORT", "-1"),
        ("CC_WSS_PORT", "٣"),
        ("CC_RTP_PORTS", "10000"),
        ("CC_RTP_PORTS", "11000-10000"),
        ("CC_LISTEN", "everywhere"),
        ("CC_PUBLIC_HOST", "one.example,two.example"),
        ("CC_PUBLIC_HOST", "https://desk.example"),
        ("CC_TLS_CERT", "only-one.pem"),
    ],
)
def test_a_value_that_cannot_be_understood_is_refused_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(LaunchFault, match=name):
        CenterSettings.read({"CC_STATE_DIR": str(tmp_path), name: value})


def test_the_address_of_a_server_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://somewhere\n")
    settings = CenterSettings.read({"DATABASE_URL_FILE": str(tmp_path / "url")})
    assert settings.database_url == "postgresql://somewhere"


def test_a_secrets_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LaunchFault, match=r"REDIS_URL_FILE names .*gone"):
        CenterSettings.read({"REDIS_URL_FILE": str(tmp_path / "gone")})


def test_settings_that_only_other_rooms_know_are_passed_on(tmp_path: Path) -> None:
    ours = environment(tmp_path, CC_ICE_SERVERS="stun:stun.example", CC_LAUNCH_STARTED="1", HOME="/home/someone")
    assert ours["CC_ICE_SERVERS"] == "stun:stun.example"
    assert "CC_LAUNCH_STARTED" not in ours
    assert "HOME" not in ours


def test_a_secret_key_that_is_given_replaces_the_generated_one(tmp_path: Path) -> None:
    ours = environment(tmp_path, CC_SECRET_KEY="mine")
    assert ours["CC_SECRET_KEY"] == "mine"
    assert "CC_SECRET_KEY_FILE" not in ours


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = ensure_secret(tmp_path / "key")
    assert len(first) >= 43
    assert ensure_secret(tmp_path / "key") == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_written_environment_reads_back_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    variables = {"CC_PUBLIC_HOST": "a b", "DATABASE_URL": "postgresql://u:it's@h/d", "CC_EMPTY": "", "CC_HASH": "a#b"}
    write_environment(tmp_path / "center.env", variables)
    assert read_environment(tmp_path / "center.env") == variables
    assert (tmp_path / "center.env").stat().st_mode & 0o777 == 0o600


def test_folders_with_secrets_and_recordings_are_closed_to_others(tmp_path: Path) -> None:
    settings = CenterSettings.read({"CC_STATE_DIR": str(tmp_path / "var")})
    settings.make_folders()
    settings.make_folders()
    assert (settings.secrets_dir.stat().st_mode & 0o777, (tmp_path / "var/recordings").stat().st_mode & 0o777) == (0o700, 0o700)


@pytest.mark.parametrize("given", ["0", "4", "two", "-1"])
def test_a_number_of_engines_that_cannot_be_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(LaunchFault, match=r"CC_ENGINES is .* and must be a number from 1 to 3"):
        environment(tmp_path, CC_ENGINES=given)


def test_a_second_asterisk_is_told_to_all_processes_with_ports_of_its_own(tmp_path: Path) -> None:
    assert "CC_AGENTS_SIP_PORT" not in environment(tmp_path)
    ours = environment(tmp_path, CC_NODES="2", CC_AGENTS_WS_PORT="9000")
    assert (ours["CC_NODES"], ours["CC_AGENTS_SIP_PORT"], ours["CC_AGENTS_RTP_PORTS"]) == ("2", "5070", "11000-11999")
    assert ours["CC_AGENTS_ARI_URL"] == "http://127.0.0.1:9000"
    assert ours["CC_NODE_SECRET_FILE"] == str(tmp_path / "secrets" / "node_secret")
    with pytest.raises(LaunchFault, match="CC_NODES"):
        environment(tmp_path, CC_NODES="3")
