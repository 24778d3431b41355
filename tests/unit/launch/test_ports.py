from __future__ import annotations

import os
import socket
from contextlib import closing

from launch.ports import LOOPBACK, Transport, accepts, free_port, holder_of, is_free


def test_a_free_port_is_free_and_nobody_answers_there() -> None:
    port = free_port()
    assert is_free(LOOPBACK, port)
    assert not accepts(LOOPBACK, port)
    assert holder_of(port) is None


def test_a_listening_port_is_taken_by_us() -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as server:
        port = server.getsockname()[1]
        assert not is_free(LOOPBACK, port)
        assert accepts(LOOPBACK, port)
        assert (holder_of(port) or "").endswith(f"(process {os.getpid()})")


def test_a_datagram_port_is_another_port() -> None:
    udp: Transport = "udp"
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as server:
        server.bind((LOOPBACK, 0))
        port = server.getsockname()[1]
        assert not is_free(LOOPBACK, port, udp)
        assert (holder_of(port, udp) or "").endswith(f"(process {os.getpid()})")
