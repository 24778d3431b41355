"""Where the two sides of a bench meet: addresses on the loopback interface, and what a center looks like from outside."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

CALLER_ADDRESS = "127.0.0.2"
AGENT_ADDRESS = "127.0.0.3"


IMPATIENT_SECONDS = 2
"""How long a phone rings for the callers of `impatient_number` before the next one does."""


async def _nobody() -> None:
    """Nothing to do."""


@dataclass(slots=True)
class Center:
    """`address`: where its SIP listens; `number`: what leads straight into the queue.

    `process_ids`: of everything that works for a call. `ready` makes every agent ready who is not any more.
    """

    name: str
    address: tuple[str, int]
    number: str
    impatient_number: str
    process_ids: list[int] = field(default_factory=list)
    phones_address: tuple[str, int] | None = None
    """Where its SIP listens for agents' phones, when that is elsewhere."""
    ready: Callable[[], Awaitable[None]] = _nobody


def free_udp_port(address: str = "127.0.0.1") -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
