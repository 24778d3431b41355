from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

from launch.ports import LOOPBACK
from launch.ports_file import FILE, choose_server_ports, server_ports


def test_servers_get_the_same_ports_again(tmp_path: Path) -> None:
    first = choose_server_ports(tmp_path)
    assert choose_server_ports(tmp_path) == first
    assert server_ports(tmp_path) == first


def test_a_port_that_somebody_took_meanwhile_is_replaced(tmp_path: Path) -> None:
    first = choose_server_ports(tmp_path)
    with closing(socket.create_server((LOOPBACK, first["valkey"]))):
        second = choose_server_ports(tmp_path)
    assert second["valkey"] != first["valkey"]
    assert second["postgresql"] == first["postgresql"]


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    assert set(choose_server_ports(tmp_path)) == {"postgresql", "valkey"}
