"""The ports of the embedded servers: nobody needs to choose them, but they should stay the same where they can."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from launch.ports import LOOPBACK, free_port, is_free

FILE: Final = "server-ports.json"
SERVERS: Final = ("postgresql", "valkey")


def server_ports(run_dir: Path) -> Mapping[str, int]:
    """The ports as last chosen. Raises FileNotFoundError before the first choice."""
    return {name: int(port) for name, port in json.loads((run_dir / FILE).read_text()).items()}


def choose_server_ports(run_dir: Path) -> Mapping[str, int]:
    """For servers that are about to start: the same as last time, or new ones where somebody took them meanwhile."""
    last: Mapping[str, int] = {}
    with suppress(OSError, ValueError):
        last = server_ports(run_dir)
    chosen: dict[str, int] = {}
    for name in SERVERS:
        port = last.get(name, 0)
        chosen[name] = port if port and is_free(LOOPBACK, port) else free_port()
    (run_dir / FILE).write_text(json.dumps(chosen))
    return chosen
