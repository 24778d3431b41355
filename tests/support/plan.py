"""Which servers this test session will have, decided before Django reads its settings; started when a test asks.

Nothing of the developer's own center is used: a DATABASE_URL of the surroundings is put aside here.
"""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launch.ports import LOOPBACK
from launch.services import Postgres, Valkey


class ReservedPort:
    """A free TCP port on loopback that nobody else is given until `release`."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind((LOOPBACK, 0))
        self.number: int = self._socket.getsockname()[1]

    def release(self) -> None:
        """Let a server have it now."""
        self._socket.close()


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """`home` is short, is entered by PostgreSQL's own account, and goes with the process."""

    home: Path
    postgres_port: ReservedPort
    valkey_port: ReservedPort
    password: str

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.home / "postgres", self.postgres_port.number, self.password, durable=False)

    @property
    def valkey(self) -> Valkey:
        return Valkey(self.home / "valkey", self.valkey_port.number, self.password, durable=False)

    def environment(self) -> dict[str, str]:
        """What the product's processes and settings read."""
        return {
            "CC_STATE_DIR": str(self.home / "var"),
            "CC_SECRET_KEY": self.password,
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.valkey.url(),
        }


def _plan() -> SessionPlan:
    home = Path(_folder.name)
    home.chmod(0o711)
    return SessionPlan(home, ReservedPort(), ReservedPort(), secrets.token_urlsafe())


_folder = tempfile.TemporaryDirectory(prefix="cc-")
PLAN = _plan()
for _name in [name for name in os.environ if name.startswith(("CC_", "DATABASE_URL", "REDIS_URL")) and name != "CC_DEBIAN_MIRROR"]:
    del os.environ[_name]
os.environ.update(PLAN.environment())
