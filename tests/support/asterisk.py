"""A real Asterisk for tests: started when the first test asks, on free loopback ports, gone with the session."""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.loopback import free_udp_port
from launch.ports import free_port
from launch.services import START_SECONDS_MAX, ending_with_us, running
from telephony.ari.config import APP, AriConfig
from telephony.ari.connection import AriClient
from telephony.ari.signals import AriSignal
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.settings import AGENTS, FIRST, NodeSettings, from_environment

RTP_PORTS = 1_000
ENGINE_WAIT_SECONDS = 8
"""How long a caller hears it ring while no engine is there: one that comes back has this long, also on a busy machine."""


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
        "CC_ENGINE_WAIT_SECONDS": str(ENGINE_WAIT_SECONDS),
    }


class AsteriskPair:
    """Two nodes of one center: `callers` takes calls, `agents` has the phones. `kill` and `start` end and begin one of them."""

    def __init__(self, folder: Path) -> None:
        environ = node_environment(folder) | {
            "CC_NODES": "2",
            "CC_AGENTS_SIP_PORT": str(free_udp_port()),
            "CC_AGENTS_WS_PORT": str(free_port()),
            "CC_AGENTS_WSS_PORT": str(free_port()),
            "CC_AGENTS_RTP_PORTS": "30000-31000",
        }
        installation = obtain(print)
        self._nodes = {name: Node(from_environment(environ, name), installation) for name in (FIRST, AGENTS)}
        self._console = folder / "console.log"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.callers, self.agents = (AsteriskNode(node) for node in self._nodes.values())

    def start(self, name: str) -> None:
        """Return when it answers."""
        node = self._nodes[name]
        node.prepare()
        with self._console.open("ab") as log:
            process = subprocess.Popen(ending_with_us(node.argv()), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")
        self._processes[name] = process
        deadline = time.monotonic() + START_SECONDS_MAX
        while not node.healthy():
            assert process.poll() is None, self._console.read_text()
            assert time.monotonic() < deadline
            time.sleep(0.02)  # a port has no news to await

    def kill(self, name: str) -> None:
        """The end that no process can prepare for."""
        self._processes[name].kill()
        self._processes[name].wait()

    def mend(self) -> None:
        """Start what a test that failed has left dead."""
        for name, process in list(self._processes.items()):
            if process.poll() is not None:
                self.start(name)

    def __enter__(self) -> AsteriskPair:
        for name in self._nodes:
            self.start(name)
        return self

    def __exit__(self, *_: object) -> None:
        for name, process in self._processes.items():
            if process.poll() is None:
                self.kill(name)


@pytest.fixture(scope="session")
def asterisk_pair() -> Iterator[AsteriskPair]:
    """Two nodes for the whole session; a test that kills one starts it again."""
    with tempfile.TemporaryDirectory(prefix="cc-two-") as folder, AsteriskPair(Path(folder)) as pair:
        yield pair


@pytest.fixture(scope="session")
def asterisk_node() -> Iterator[AsteriskNode]:
    """One node for the whole session. The first time on a machine this downloads Asterisk."""
    with tempfile.TemporaryDirectory(prefix="cc-ast-") as folder:
        node = Node(from_environment(node_environment(Path(folder))), obtain(print))
        with running(node, Path(folder) / "console.log"):
            yield AsteriskNode(node)


def nodes_of(request: pytest.FixtureRequest) -> tuple[AsteriskNode, AsteriskNode | None]:
    """By the fixture's parameter: the one node that has everything, or one for callers and one for agents."""
    if request.param == "one node":
        return request.getfixturevalue("asterisk_node"), None
    pair: AsteriskPair = request.getfixturevalue("asterisk_pair")
    return pair.callers, pair.agents
