from __future__ import annotations

import io
import json
import os
import socket
from contextlib import closing
from pathlib import Path

import pytest
from cryptography import x509

import launch.center
from launch.center import Center, demand_answers, demand_free_ports, recorded_environment, settings_of_running_center
from launch.faults import LaunchFault
from launch.identity import ProcessIdentity
from launch.ports import LOOPBACK, free_port
from launch.progress import Steps
from launch.settings import CenterSettings, write_environment
from launch.supervisor import GroupStatus, ProcessStatus

PORTS = ("CC_WEB_PORT", "CC_SIP_PORT", "CC_WS_PORT", "CC_WSS_PORT")


def settings(folder: Path, **given: str) -> CenterSettings:
    free = {name: str(free_port()) for name in PORTS}
    return CenterSettings.read({"CC_STATE_DIR": str(folder), **free, **given})


@pytest.mark.parametrize("name", PORTS)
def test_a_taken_port_is_named_with_its_holder_and_its_setting(tmp_path: Path, name: str) -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as somebody:
        port = somebody.getsockname()[1]
        with pytest.raises(LaunchFault) as fault:
            demand_free_ports(settings(tmp_path, **{name: str(port)}))
    assert f"TCP port {port} on 127.0.0.1 is taken by" in str(fault.value)
    assert f"(process {os.getpid()}). Stop that program, or choose another port such as: make up {name}={port + 1}." in str(fault.value)


def test_free_ports_are_no_fault(tmp_path: Path) -> None:
    demand_free_ports(settings(tmp_path))


def test_an_absent_database_is_said_without_its_password() -> None:
    with pytest.raises(LaunchFault, match=r"DATABASE_URL names cannot be used .*refused") as fault:
        demand_answers(f"postgresql://me:a-password@{LOOPBACK}:{free_port()}/db", "redis://")
    assert "a-password" not in str(fault.value)


def test_a_running_center_is_not_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch.center, "ensure_front_end", lambda progress: None)
    monkeypatch.setattr(launch.center, "built_from", lambda: "these sources")
    one = settings(tmp_path)
    one.make_folders()
    ours = ProcessIdentity.of(os.getpid())
    assert ours is not None
    GroupStatus(ours, [ProcessStatus("web", "web.log", "healthy")]).write(one.run_dir / "status.json")
    (one.run_dir / "front-end").write_text("these sources")
    people = [
        {"role": "agent", "name": "Lena Fischer", "username": "lena.fischer", "password": "pass-1"},
        {"role": "agent", "name": "Robot", "username": "robot.1", "password": "pass-2", "headless": True},
    ]
    (one.run_dir / "demo-sign-ins.json").write_text(json.dumps(people))
    said = io.StringIO()
    Center(one, Steps(said)).up()
    assert "already running" in said.getvalue()
    assert one.address in said.getvalue()
    assert "lena.fischer" in said.getvalue()
    assert "robot.1" not in said.getvalue(), "a headless agent is no one to sign in as"


def test_the_status_names_every_process_and_its_log(tmp_path: Path) -> None:
    one = settings(tmp_path)
    one.make_folders()
    ours = ProcessIdentity.of(os.getpid())
    assert ours is not None
    GroupStatus(ours, [ProcessStatus("web", "web.log", "unhealthy", restarts=3)]).write(one.run_dir / "status.json")
    said = io.StringIO()
    assert not Center(one, Steps(said)).status()
    assert "web " in said.getvalue()
    assert "unhealthy" in said.getvalue()
    assert "web.log" in said.getvalue()


def test_servers_that_are_not_ours_do_not_spoil_the_status(tmp_path: Path) -> None:
    one = settings(tmp_path)
    one.make_folders()
    ours = ProcessIdentity.of(os.getpid())
    assert ours is not None
    GroupStatus(ours, [ProcessStatus("web", "web.log", "healthy")]).write(one.run_dir / "status.json")
    center = Center(one, Steps(io.StringIO()))
    assert center.status()
    dead = ProcessIdentity(1, -1, "another")
    GroupStatus(dead, [ProcessStatus("postgresql", "postgresql.log", "healthy")]).write(one.run_dir / "servers.json")
    assert not center.status(), "our own servers were running and are not any more"


def test_what_up_was_told_need_not_be_told_again(tmp_path: Path) -> None:
    write_environment(tmp_path / "center.env", {"CC_WEB_PORT": "9000", "CC_PUBLIC_HOST": "desk.example"})
    found = settings_of_running_center({"CC_STATE_DIR": str(tmp_path), "CC_PUBLIC_HOST": "other.example"})
    assert (found.web_port, found.public_host) == (9000, "other.example")


def test_a_command_for_a_center_that_does_not_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LaunchFault, match="The center is not running"):
        recorded_environment(settings(tmp_path))


def test_a_self_signed_certificate_is_made_anew_when_the_center_gets_another_name(tmp_path: Path) -> None:
    for host, made in [("one.example", True), ("one.example", False), ("two.example", True)]:
        one = settings(tmp_path, CC_LISTEN="0.0.0.0", CC_PUBLIC_HOST=host)
        one.make_folders()
        assert one.tls_cert
        before = one.tls_cert.read_bytes() if one.tls_cert.exists() else b""
        Center(one, Steps(io.StringIO())).make_secrets()
        assert (one.tls_cert.read_bytes() != before) == made
        assert x509.load_pem_x509_certificate(one.tls_cert.read_bytes()).subject.rfc4514_string() == f"CN={host}"


def test_a_certificate_that_was_given_is_never_touched(tmp_path: Path) -> None:
    for name in ("mine.crt", "mine.key"):
        (tmp_path / name).write_text("mine")
    one = settings(tmp_path / "var", CC_TLS_CERT=str(tmp_path / "mine.crt"), CC_TLS_KEY=str(tmp_path / "mine.key"))
    one.make_folders()
    Center(one, Steps(io.StringIO())).make_secrets()
    assert (tmp_path / "mine.crt").read_text() == (tmp_path / "mine.key").read_text() == "mine"
