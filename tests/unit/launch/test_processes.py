from __future__ import annotations

from pathlib import Path

from launch.processes import EmbeddedServers, center_specs
from launch.settings import CenterSettings

PORTS = {"postgresql": 5001, "valkey": 5002}


def environment(folder: Path, **given: str) -> dict[str, str]:
    settings = CenterSettings.read({"CC_STATE_DIR": str(folder), **given})
    return settings.environment("postgresql://database", "redis://:a-password@127.0.0.1:5002/0")


def test_a_center_is_five_processes_that_start_in_this_order(tmp_path: Path) -> None:
    names = [spec.name for spec in center_specs(environment(tmp_path))]
    assert names == ["asterisk", "engine", "recorder", "worker", "web"]


def test_demo_callers_are_one_more(tmp_path: Path) -> None:
    callers = center_specs(environment(tmp_path), demo_calls_per_minute=7)[-1]
    assert callers.name == "demo-calls"
    assert callers.argv[-2:] == ("--calls-per-minute", "7")


def test_no_secret_stands_in_a_command_line(tmp_path: Path) -> None:
    words = [word for spec in center_specs(environment(tmp_path)) for word in spec.argv]
    assert not [word for word in words if "password" in word]


def test_the_web_server_speaks_tls_when_the_center_does(tmp_path: Path) -> None:
    plain = center_specs(environment(tmp_path))[-1]
    assert "--ssl-certfile" not in plain.argv
    tls = center_specs(environment(tmp_path, CC_LISTEN="0.0.0.0"))[-1]
    assert tls.argv[tls.argv.index("--ssl-certfile") + 1] == str(tmp_path / "secrets" / "tls.crt")
    assert tls.argv[tls.argv.index("--host") + 1] == "0.0.0.0"


def test_a_process_that_nobody_answers_for_is_not_healthy(tmp_path: Path) -> None:
    closed = {**environment(tmp_path), "REDIS_URL": "redis://127.0.0.1:9/0", "CC_WEB_PORT": "9", "CC_WS_PORT": "9"}
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "ari_password").write_text("a-password")
    assert not any(spec.healthy(1) for spec in center_specs(closed))


def test_servers_that_the_surroundings_name_are_not_started(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    both = EmbeddedServers.of(CenterSettings.read({"CC_STATE_DIR": str(tmp_path)}), PORTS)
    assert [server.name for server in both.all()] == ["postgresql", "valkey"]
    given = {"CC_STATE_DIR": str(tmp_path), "DATABASE_URL": "postgresql://elsewhere"}
    assert [server.name for server in EmbeddedServers.of(CenterSettings.read(given), PORTS).all()] == ["valkey"]


def test_a_second_engine_is_a_process_of_its_own_right_after_the_first(tmp_path: Path) -> None:
    names = [spec.name for spec in center_specs(environment(tmp_path, CC_ENGINES="2"))]
    assert names[:3] == ["asterisk", "engine", "engine-2"]


def test_the_second_asterisk_is_for_agents(tmp_path: Path) -> None:
    specs = center_specs({**environment(tmp_path), "CC_NODES": "2"})
    assert [spec.name for spec in specs][:3] == ["asterisk", "asterisk-agents", "engine"]
    assert [spec.argv[-1] for spec in specs[:2]] == ["asterisk", "asterisk-agents"]
