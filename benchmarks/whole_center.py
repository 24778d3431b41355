"""A whole center as `make up` starts it, the demo's people with it, in a state directory and on ports of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.places import CHECKOUT
from launch.ports import free_port
from launch.settings import read_environment

PORTS = ("CC_WEB_PORT", "CC_SIP_PORT", "CC_WS_PORT", "CC_WSS_PORT")


@contextmanager
def whole_center(state: Path) -> Iterator[str]:
    """`make up` and `make down`; the address in between. Raises SystemExit with its words when it does not start."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CC_", "DATABASE_URL", "REDIS_URL"))}
    environ = {**kept, "CC_STATE_DIR": str(state), **{name: str(free_port()) for name in PORTS}}

    def launch(verb: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "launch", verb]
        return subprocess.run(argv, cwd=CHECKOUT, env=environ, capture_output=True, text=True, check=False)

    try:
        if (done := launch("up")).returncode != 0:
            raise SystemExit(f"the center did not start:\n{done.stdout}{done.stderr}")
        yield read_environment(state / "center.env")["CC_WEB_URL"]
    finally:
        launch("down")
