"""A whole center as `make up` starts it, with ports and a state directory of its own, once for a test session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launch.groups import Group
from launch.places import CHECKOUT
from launch.ports import free_port
from launch.settings import read_environment
from launch.supervisor import GroupStatus, ProcessStatus
from tests.support import webhooks

PORTS = ("CC_WEB_PORT", "CC_SIP_PORT", "CC_WS_PORT", "CC_WSS_PORT")


OF_THE_SESSION = frozenset({"DATABASE_URL", "REDIS_URL", "CC_SECRET_KEY", "DJANGO_SETTINGS_MODULE"})
"""What tests/support/plan.py and pytest-django have set for code inside this process; a center has its own."""


@dataclass(frozen=True)
class RunningCenter:
    """`environment` is what its processes read (contents of center.env)."""

    state_dir: Path
    given: dict[str, str] = field(repr=False)

    def launch(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """python -m launch for this center; its words are kept."""
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_SESSION}
        return subprocess.run(
            [sys.executable, "-m", "launch", *arguments],
            cwd=CHECKOUT,
            env={**kept, **self.given},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        return read_environment(self.state_dir / "center.env")

    @property
    def url(self) -> str:
        """Address of the web server, without a slash at the end."""
        return self.environment["CC_WEB_URL"]

    @property
    def sip_port(self) -> int:
        return int(self.environment["CC_SIP_PORT"])

    def sign_ins(self) -> list[dict[str, object]]:
        """Rows of demo-sign-ins.json: role, name, username, password and more."""
        rows: list[dict[str, object]] = json.loads((self.state_dir / "run" / "demo-sign-ins.json").read_text())
        return rows

    def password(self, username: str) -> str:
        return next(str(row["password"]) for row in self.sign_ins() if row["username"] == username)

    def group(self) -> Group:
        """Asterisk, engine, recorder, worker and web, as their supervisor sees them."""
        return Group("center", self.state_dir / "run" / "status.json", self.state_dir / "log" / "supervisor-center.log")

    def process(self, name: str) -> ProcessStatus:
        """One of the center's own processes, as `make status` shows it."""
        return _row(self.state_dir / "run" / "status.json", name)

    def pid(self, name: str) -> int | None:
        """None while the process is being restarted."""
        identity = self.process(name).identity
        return identity.pid if identity is not None else None

    def server(self, name: str) -> ProcessStatus:
        """postgresql or valkey, likewise."""
        return _row(self.state_dir / "run" / "servers.json", name)


def _row(file: Path, name: str) -> ProcessStatus:
    status = GroupStatus.read(file)
    assert status is not None, "the center runs"
    return next(process for process in status.processes if process.name == name)


@pytest.fixture(scope="session")
def running_center() -> Iterator[RunningCenter]:
    """Started once; tests that hurt it leave it healthy again. Its logs are shown when it does not start."""
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        given = {"CC_STATE_DIR": str(home / "var"), "CC_WEBHOOK_HOSTS": webhooks.HOST, **{name: str(free_port()) for name in PORTS}}
        center = RunningCenter(home / "var", given)
        try:
            started = center.launch("up")
            assert started.returncode == 0, f"{started.stdout}{started.stderr}"
            yield center
        finally:
            center.launch("down")
