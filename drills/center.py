"""A real center without the web for drills: Asterisk, Valkey, PostgreSQL, the engine and the recorder, each its own process."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from redis.asyncio import Redis

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, free_udp_port
from contracts import wire
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
    TrunkConfiguration,
)
from contracts.intents import Intent, IntentEnvelope, IntentOutcome, SetPresence
from contracts.vocabulary import DeviceKind, Presence
from drills.diary import Diary
from drills.media import Media
from drills.phones import TalkingPhones
from drills.servers import Running, RunningServer
from launch.places import CHECKOUT
from launch.ports import free_port
from launch.services import Postgres, Valkey
from launch.settings import CenterSettings, ensure_secret
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.settings import AGENTS, NODES_MAX, NodeSettings, from_environment

NUMBER: Final = "+4940555099"
QUEUE: Final = 1
RTP_PORTS: Final = 4_000
REPLY_S_MAX: Final = 10.0
WAITING_MAX: Final = 500
OFFER_S: Final = 20
LOOK_S: Final = 0.02


class DrillFailed(Exception):
    """What should have come did not; the text says what."""


def configuration(agents: int, agent_port: int, version: int) -> CenterConfiguration:
    """One queue of WAITING_MAX places, `agents` at phones a1@ .., one trunk for the callers' address."""
    everybody = range(1, agents + 1)
    return CenterConfiguration(
        version=version,
        published_at=0,
        queues=[
            QueueConfiguration(id=QUEUE, name="Drill", wrap_up_seconds=0, record=False, offer_seconds=OFFER_S, waiting_max=WAITING_MAX)
        ],
        agents=[AgentConfiguration(id=n, name=f"Agent {n}", queues=[QUEUE], devices=[n]) for n in everybody],
        devices=[
            DeviceConfiguration(id=n, kind=DeviceKind.SIP_FIXED, agent=n, contact=f"sip:a{n}@{AGENT_ADDRESS}:{agent_port}")
            for n in everybody
        ],
        trunks=[TrunkConfiguration(id=1, name="drill", source_addresses=[CALLER_ADDRESS], codecs=["alaw"])],
        numbers=[NumberConfiguration(id=1, number=NUMBER, queue=QUEUE)],
    )


class DrillCenter:
    """`async with DrillCenter(agents)`: all up, everybody signed in and ready. `engines` are told by name.

    With `nodes` = 2 the agents' phones are at an Asterisk of their own, `agents_asterisk`; else that is None.
    """

    def __init__(self, agents: int, nodes: int = 1) -> None:
        self.agent_count: Final = agents
        self._folder = tempfile.TemporaryDirectory(prefix="cc-drill-")
        self.folder: Final = Path(self._folder.name)
        first = random.randrange(12_000, 26_000, 2)
        environ = {
            "CC_STATE_DIR": str(self.folder),
            "CC_SIP_PORT": str(free_udp_port()),
            "CC_WS_PORT": str(free_port()),
            "CC_WSS_PORT": str(free_port()),
            "CC_WEB_PORT": str(free_port()),
            "CC_RTP_PORTS": f"{first}-{first + RTP_PORTS}",
            "CC_NODES": str(nodes),
            "CC_AGENTS_SIP_PORT": str(free_udp_port()),
            "CC_AGENTS_WS_PORT": str(free_port()),
            "CC_AGENTS_WSS_PORT": str(free_port()),
            "CC_AGENTS_RTP_PORTS": f"{first + RTP_PORTS + 2}-{first + 2 * RTP_PORTS + 2}",
        }
        self.settings: Final = CenterSettings.read(environ)
        self.node: Final[NodeSettings] = from_environment(environ)
        self.agents_node: Final[NodeSettings] = from_environment(environ, AGENTS) if nodes == NODES_MAX else self.node
        self.media: Final = Media()
        self.engines: dict[str, Running] = {}
        #: added to the surroundings of processes that are started from now on
        self.extra: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        # PostgreSQL runs as an account of its own and must be able to enter.
        self.folder.chmod(0o711)
        self.settings.make_folders()
        ensure_secret(self.settings.secrets_dir / "secret_key")
        password = secrets.token_urlsafe()
        postgres = Postgres(self.folder / "postgres", free_port(), password, durable=False)
        valkey = Valkey(self.folder / "valkey", free_port(), password, durable=False)
        log = self.settings.log_dir
        self.postgres = RunningServer(postgres, log / "postgres.log")
        self.valkey = RunningServer(valkey, log / "valkey.log")
        self.asterisk = RunningServer(Node(self.node, obtain(lambda words: None)), log / "asterisk-console.log")
        two = self.agents_node is not self.node
        at_agents = Node(self.agents_node, obtain(lambda words: None))
        self.agents_asterisk = RunningServer(at_agents, log / "asterisk-agents-console.log") if two else None
        self.recorder = Running("recorder", log / "recorder.log")
        self.database_url, self.redis_url = postgres.url(), valkey.url()
        await asyncio.gather(self.postgres.start(), self.valkey.start(), self.asterisk.start())
        if self.agents_asterisk is not None:
            await self.agents_asterisk.start()
        await asyncio.to_thread(postgres.ensure_database)
        await asyncio.to_thread(self.manage, "migrate", "--verbosity=0")
        self.media.__enter__()
        self.callers = TalkingPhones(CALLER_ADDRESS, ("127.0.0.1", self.node.sip_port), self.media)
        self.agents = TalkingPhones(AGENT_ADDRESS, ("127.0.0.1", self.agents_node.sip_port), self.media)
        await self.callers.open()
        await self.agents.open()
        self.redis: Redis = Redis.from_url(self.redis_url)
        self.diary = Diary(self.folder / "journal")
        self.start_recorder()
        await self.publish()
        await self.start_engine()
        await self.until(lambda: len(self.diary.live.queues) == 1, "the configuration is adopted")
        await self.logged("SIP objects are as wanted", times=2 if two else 1)
        await self.sign_in()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for running in [*self.engines.values(), self.recorder, self.asterisk, self.agents_asterisk, self.valkey, self.postgres]:
            if running is not None and running.alive and await running.stop() != 0 and running.name.startswith("engine"):
                raise DrillFailed(f"{running.name} did not end in good order: {self.log_of(running.name)[-800:]}")
        self.callers.close()
        self.agents.close()
        self.media.__exit__(None, None, None)
        self.diary.close()
        await self.redis.aclose()
        self._folder.cleanup()

    # -- processes

    def environment(self) -> dict[str, str]:
        """What our processes read."""
        given = self.settings.environment(self.database_url, self.redis_url)
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "ccplatform.settings", "PYTHONUNBUFFERED": "1", **given, **self.extra}

    def manage(self, *arguments: str) -> str:
        """Run manage.py; what it said. Raises DrillFailed with that when it fails."""
        argv = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(argv, cwd=CHECKOUT, env=self.environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise DrillFailed(f"manage.py {' '.join(arguments)}: {(done.stdout + done.stderr).strip()[-800:]}")
        return done.stdout

    def start_recorder(self) -> None:
        self.recorder.spawn([sys.executable, "manage.py", "record_facts"], self.environment())

    def spawn_engine(self, name: str = "engine", extra: Mapping[str, str] | None = None) -> float:
        """Start an engine and wait for nothing; when that was (time.perf_counter)."""
        engine = self.engines.setdefault(name, Running(name, self.settings.log_dir / f"{name}.log"))
        began = time.perf_counter()
        engine.spawn([sys.executable, "-m", "acd"], {**self.environment(), **(extra or {})})
        return began

    async def start_engine(self, extra: Mapping[str, str] | None = None) -> None:
        """Start the engine; return when it has found Asterisk."""
        before = self.diary.live.epoch
        self.spawn_engine(extra=extra)
        await self.until(
            lambda: self.diary.live.epoch > before and all(self.diary.live.pbx.values()) and bool(self.diary.live.pbx), "the engine starts"
        )

    @property
    def engine(self) -> Running:
        return self.engines["engine"]

    def log_of(self, name: str = "engine") -> str:
        return (self.settings.log_dir / f"{name}.log").read_text(errors="replace")

    async def logged(self, words: str, name: str = "engine", times: int = 1) -> None:
        """Return when the engine's log says so."""
        await self.until(lambda: self.log_of(name).count(words) >= times, f"the log of {name} says {words!r}")

    async def until(self, holds: Callable[[], bool], words: str, seconds: float = 60.0) -> float:
        """Look until it holds; how long that took. Raises DrillFailed."""
        began = time.perf_counter()
        while True:
            self.diary.read()
            if holds():
                return time.perf_counter() - began
            if time.perf_counter() - began > seconds:
                raise DrillFailed(f"within {seconds:g} s it did not come true that {words}")
            await asyncio.sleep(LOOK_S)

    # -- what the engine is told

    async def publish(self) -> int:
        """Publish the configuration as a new version; which."""
        version = time.time_ns() // 1_000_000
        fresh = configuration(self.agent_count, self.agents.port, version)
        await self.redis.set(wire.CONFIGURATION_KEY, msgspec.json.encode(fresh))
        return version

    async def intend(self, intent: Intent, *, intent_id: str = "", times: int = 1, sent_s_ago: float = 0) -> list[IntentOutcome]:
        """Send an intent, `times` times, and wait for as many outcomes."""
        reply_to = f"reply:{secrets.token_hex(4)}"
        sent_at = time.time_ns() // 1_000 - round(sent_s_ago * 1e6)
        envelope = IntentEnvelope(id=intent_id or secrets.token_hex(8), sent_at=sent_at, by=1, intent=intent, reply_to=reply_to)
        outcomes: list[IntentOutcome] = []
        async with self.redis.pubsub(ignore_subscribe_messages=False) as replies:
            await replies.subscribe(reply_to)
            await replies.get_message(timeout=REPLY_S_MAX)
            for _ in range(times):
                await self.redis.xadd(wire.INTENTS_STREAM, {"i": msgspec.json.encode(envelope)})
            until = time.monotonic() + REPLY_S_MAX
            while len(outcomes) < times:
                message: Any = await replies.get_message(timeout=max(0.0, until - time.monotonic()))
                if message is not None:
                    outcomes.append(msgspec.json.decode(message["data"], type=IntentOutcome))
                elif time.monotonic() > until:
                    raise DrillFailed(f"the engine does not answer {type(intent).__name__}")
        return outcomes

    async def make_ready(self) -> None:
        """Every agent wants work."""
        for agent in range(1, self.agent_count + 1):
            await self.intend(SetPresence(agent=agent, presence=Presence.READY, device=agent))

    async def sign_in(self) -> None:
        await self.make_ready()
        await self.until(lambda: len(self.diary.free()) == self.agent_count, "all agents are ready")
