"""The whole center on free ports, brought up by the same command as an operator's, and taken down again."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launch.places import CHECKOUT

TRUNK_ADDRESS = "127.0.0.2"
"""From where the demo trunk's calls come."""
DESK_PHONE_ADDRESS = "127.0.0.3"
MENU_NUMBER = "+49405550100"
DIRECT_NUMBER = "+49405550199"
RTP_PORTS = 200


@dataclass(frozen=True)
class WholeCenter:
    base: str
    sip_port: int
    state: Path
    environment: Mapping[str, str]
    sign_ins: Mapping[str, Mapping[str, Any]]
    """Row of var/run/demo-sign-ins.json by user name."""

    def password(self, username: str) -> str:
        return str(self.sign_ins[username]["password"])

    def dial(self, number: str) -> str:
        return f"sip:{number}@127.0.0.1:{self.sip_port}"

    def log(self, process: str) -> str:
        path = self.state / "log" / f"{process}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def status(self) -> dict[str, Any]:
        """Rows of the supervisor's own account of its processes, by name."""
        rows: dict[str, Any] = {}
        for path in (self.state / "run").glob("*status*.json"):
            rows |= {row["name"]: row for row in json.loads(path.read_text())["processes"]}
        return rows


def free_ports(count: int) -> list[int]:
    """Ports that are free for TCP and UDP now; all different."""
    found: list[int] = []
    while len(found) < count:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            port = int(tcp.getsockname()[1])
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                continue
            if port not in found:
                found.append(port)
    return found


@contextmanager
def whole_center(**settings: str) -> Iterator[WholeCenter]:
    """`make up` with its own state and ports; `settings` are CC_* variables. Raises CalledProcessError with what it said."""
    # Short, because Unix socket paths end at 107 characters; not pytest's folder, whose names are long.
    state = Path(tempfile.mkdtemp(prefix="cc"))
    state.chmod(0o755)
    web, sip, ws, wss, first = free_ports(5)
    first = min(first - first % 2, 65_000 - RTP_PORTS)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CC_", "DATABASE_URL", "REDIS_URL", "DJANGO_"))}
    ours = {
        "CC_STATE_DIR": str(state),
        "CC_WEB_PORT": str(web),
        "CC_SIP_PORT": str(sip),
        "CC_WS_PORT": str(ws),
        "CC_WSS_PORT": str(wss),
        "CC_RTP_PORTS": f"{first}-{first + RTP_PORTS}",
    }
    environment = inherited | ours | settings
    command = [sys.executable, "-m", "launch"]
    try:
        up = subprocess.run([*command, "up"], env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        if up.returncode != 0:
            raise AssertionError(f"the center did not come up:\n{up.stdout[-3000:]}\n{up.stderr[-3000:]}")
        rows = json.loads((state / "run" / "demo-sign-ins.json").read_text())
        by_name = {row["username"]: row for row in rows}
        yield WholeCenter(f"http://localhost:{web}", sip, state, environment, by_name)
    finally:
        subprocess.run([*command, "down"], env=environment, cwd=CHECKOUT, capture_output=True, check=False)
        keep = os.environ.get("CC_TEST_KEEP_LOGS")
        if keep:
            shutil.copytree(state / "log", Path(keep) / state.name, dirs_exist_ok=True)
        shutil.rmtree(state, ignore_errors=True)
