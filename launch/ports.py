"""TCP and UDP ports: finding a free one, and saying who holds a taken one."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, Literal

Transport = Literal["tcp", "udp"]
LOOPBACK: Final = "127.0.0.1"
_KINDS: Final = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
_TCP_LISTEN: Final = "0A"


def free_port(host: str = LOOPBACK) -> int:
    """A port that was free a moment ago, for TCP and for UDP: telephones are met at both."""
    while True:
        with closing(socket.socket(_family(host), socket.SOCK_STREAM)) as probe:
            probe.bind((host, 0))
            port = int(probe.getsockname()[1])
        if is_free(host, port, "udp"):
            return port


def is_free(host: str, port: int, transport: Transport = "tcp") -> bool:
    """Whether a server could listen there now."""
    with closing(socket.socket(_family(host), _KINDS[transport])) as probe:
        if transport == "tcp":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def accepts(host: str, port: int, timeout_seconds: float = 1.0) -> bool:
    """Whether somebody answers there."""
    with suppress(OSError), socket.create_connection((host, port), timeout=timeout_seconds):
        return True
    return False


def holder_of(port: int, transport: Transport = "tcp") -> str | None:
    """Name and process id of the program that holds a port, as in "nginx (process 812)"; None when we may not know."""
    inodes = _socket_inodes(port, transport)
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with suppress(OSError):
            if any(inode in inodes for inode in _open_sockets(process)):
                return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return None


def _socket_inodes(port: int, transport: Transport) -> set[str]:
    """The sockets bound to a port, from proc_net(5): local address in field 2, state in 4, inode in 10."""
    found = set()
    for table in (transport, f"{transport}6"):
        with suppress(OSError):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                listening = transport == "udp" or fields[3] == _TCP_LISTEN
                if listening and int(fields[1].rsplit(":", 1)[1], 16) == port:
                    found.add(fields[9])
    return found


def _open_sockets(process: Path) -> list[str]:
    inodes = []
    for descriptor in (process / "fd").iterdir():
        with suppress(OSError):
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                inodes.append(target[8:-1])
    return inodes


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
