"""Where the two sides of a bench meet: addresses on the loopback interface, and what a center looks like from outside."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field

CALLER_ADDRESS = "127.0.0.2"
AGENT_ADDRESS = "127.0.0.3"


@dataclass(slots=True)
class Center:
    """`address`: where its SIP listens; `number`: what leads straight into the queue."""

    name: str
    address: tuple[str, int]
    number: str
    process_ids: list[int] = field(default_factory=list)


def free_udp_port(address: str = "127.0.0.1") -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
