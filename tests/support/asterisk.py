"""A real Asterisk for tests: started when the first test asks, on free loopback ports, gone with the session."""

from __future__ import annotations

import random
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from launch.ports import free_port
from launch.services import running
from telephony.ari.config import APP, AriConfig
from telephony.ari.connection import AriClient
from telephony.ari.signals import AriSignal
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.settings import NodeSettings, from_environment

RTP_PORTS = 1_000


class AsteriskNode:
    """A running node: `settings`, `sip_port`, `ari()` and `console(command)` are what tests need of it."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self.settings: NodeSettings = node.settings
        self.sip_port = node.settings.sip_port

    def console(self, command: str) -> str:
        """What Asterisk's command line says."""
        return self._node.console(command)

    def ari_config(self, app: str = APP, senders: int = 2) -> AriConfig:
        """How an engine, or a test in its place, reaches ARI."""
        return AriConfig(
            url=self.settings.ari_url,
            user=self.settings.ari_user,
            password=self.settings.ari_password(),
            app=app,
            senders=senders,
        )

    @asynccontextmanager
    async def ari(self, deliver: Callable[[AriSignal], None] = lambda signal: None, app: str = APP) -> AsyncIterator[AriClient]:
        """A connected client of `app`."""
        async with AriClient(self.ari_config(app), deliver) as client:
            await client.ready()
            yield client


def node_environment(folder: Path) -> dict[str, str]:
    """CC_* variables of a node that keeps everything in `folder` and disturbs nobody."""
    first = random.randrange(12_000, 30_000, 2)
    return {
        "CC_STATE_DIR": str(folder),
        "CC_SIP_PORT": str(free_port()),
        "CC_WS_PORT": str(free_port()),
        "CC_WSS_PORT": str(free_port()),
        "CC_RTP_PORTS": f"{first}-{first + RTP_PORTS}",
        "CC_ENGINE_WAIT_SECONDS": "3",
    }


@pytest.fixture(scope="session")
def asterisk_node() -> Iterator[AsteriskNode]:
    """One node for the whole session. The first time on a machine this downloads Asterisk."""
    with tempfile.TemporaryDirectory(prefix="cc-ast-") as folder:
        node = Node(from_environment(node_environment(Path(folder))), obtain(print))
        with running(node, Path(folder) / "console.log"):
            yield AsteriskNode(node)
