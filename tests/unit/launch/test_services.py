"""Addresses and files; tests/integration/test_launch_services.py runs the servers."""

from __future__ import annotations

from pathlib import Path

from launch.services import Postgres, Valkey, ending_with_us


def test_a_password_with_signs_is_quoted_in_the_address() -> None:
    assert Postgres(Path("/p"), 5001, "a/b@c").url("other") == "postgresql://ccplatform:a%2Fb%40c@127.0.0.1:5001/other"
    assert Valkey(Path("/v"), 5002, "a-b_c").url() == "redis://:a-b_c@127.0.0.1:5002/0"


def test_the_password_of_valkey_is_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    server = Valkey(tmp_path, 5002, "a-password")
    server.prepare()
    assert not [word for word in server.argv() if "a-password" in word]
    configuration = tmp_path / "valkey.conf"
    assert "requirepass a-password\n" in configuration.read_text()
    assert "appendonly yes" in configuration.read_text()
    assert configuration.stat().st_mode & 0o777 == 0o600


def test_a_server_of_a_test_ends_with_it_also_behind_a_change_of_user() -> None:
    assert ending_with_us(["server", "-x"]) == ["setpriv", "--pdeathsig", "INT", "--", "server", "-x"]
    assert ending_with_us(["setpriv", "--reuid=1", "--", "server"]) == [
        "setpriv",
        "--reuid=1",
        "--",
        "setpriv",
        "--pdeathsig",
        "INT",
        "--",
        "server",
    ]
