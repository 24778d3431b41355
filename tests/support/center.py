"""A small center for tests: the engine as its own process, between a real Asterisk and a real Valkey; phones on loopback."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisAwayError
from redis.exceptions import TimeoutError as RedisSlowError

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS
from benchmarks.sip_phones import Dialog, Phones
from contracts import facts as f
from contracts import wire
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
    TrunkConfiguration,
)
from contracts.flows import Enqueue, Flow, Greeting, Menu, Prompt
from contracts.intents import Intent, IntentEnvelope, IntentOutcome, SetPresence
from contracts.live import LiveState
from contracts.vocabulary import DeviceKind, Presence
from telephony.ari.protocol import AriResponse
from telephony.ari.requests import ListBridges
from tests.support.asterisk import AsteriskNode

Kind = TypeVar("Kind")
Answer = TypeVar("Answer")

#: what is waited for comes in milliseconds; this only ends a test that has failed
PATIENCE_S = 60.0
DIRECT = "+4940555099"
"""Leads straight into the queue."""
OUR_NUMBER = "+4940555000"
"""Shown to those who are called."""
MENU = "+4940555100"
"""Leads through a greeting and a menu; key 1 is the queue."""


def small_center(
    version: int,
    agents: int,
    agent_port: int,
    *,
    wrap_up_seconds: int = 0,
    record: bool = False,
    outbound: str = "",
    rescue_seconds: int = 20,
) -> CenterConfiguration:
    """One queue, `agents` on SIP phones a1@, a2@ ... at AGENT_ADDRESS:agent_port, one trunk for CALLER_ADDRESS.

    `outbound`: "host:port" that takes calls to the outside."""
    everybody = range(1, agents + 1)
    sound = Prompt(language="en", text="beep", media="sound:beep")
    menu = Flow(
        id=1,
        version=1,
        name="Menu",
        entry="hello",
        nodes=[
            Greeting(id="hello", prompts=[sound], next="choice"),
            Menu(id="choice", prompts=[sound], choices={"1": "line"}, labels={"1": "Billing"}, otherwise="line"),
            Enqueue(id="line", queue=1, language="en"),
        ],
    )
    return CenterConfiguration(
        version=version,
        published_at=0,
        queues=[
            QueueConfiguration(
                id=1,
                name="Billing",
                wrap_up_seconds=wrap_up_seconds,
                record=record,
                offer_seconds=20,
                caller_id=OUR_NUMBER,
                rescue_seconds=rescue_seconds,
            )
        ],
        agents=[AgentConfiguration(id=n, name=f"Agent {n}", queues=[1], devices=[n]) for n in everybody],
        devices=[
            DeviceConfiguration(id=n, kind=DeviceKind.SIP_FIXED, agent=n, contact=f"sip:a{n}@{AGENT_ADDRESS}:{agent_port}")
            for n in everybody
        ],
        trunks=[TrunkConfiguration(id=1, name="loopback", source_addresses=[CALLER_ADDRESS], codecs=["alaw"], outbound_address=outbound)],
        numbers=[NumberConfiguration(id=1, number=DIRECT, queue=1), NumberConfiguration(id=2, number=MENU, flow=1)],
        flows=[menu],
    )


class SmallCenter:
    """`callers` and `agents` are phones; `facts` is what the engine has said since this object was made."""

    def __init__(self, node: AsteriskNode, redis: Redis, redis_url: str, folder: Path, callers: Phones, agents: Phones) -> None:
        self.node, self.redis, self.callers, self.agents = node, redis, callers, agents
        self.redis_url = redis_url
        self.folder = folder
        self.facts: list[f.FactEnvelope] = []
        #: where the agents' phones are
        self.agents_node = node
        #: of the configuration that was published first
        self.version = 0
        #: where the engine finds ARI; a test may put something in between
        self.ari_url = node.settings.ari_url
        self._position = "0"
        self._process: asyncio.subprocess.Process | None = None

    # -- the engine's process

    async def start(self) -> None:
        """Start the engine; return when it has found Asterisk."""
        began = len(self.facts)
        with (self.folder / "engine.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "acd", env=self._environment(), stderr=log)
        await self.fact(f.PbxFound, lambda found: not found.devices_only, since=began)

    async def joined(self, legs: int) -> None:
        """Return when a bridge of Asterisk's holds so many legs; Asterisk is asked until it does."""
        async with self.patience(f"bridge with {legs} legs"), self.node.ari(app="witness") as ari:
            while True:
                outcome = await ari.ask(ListBridges())
                assert isinstance(outcome, AriResponse)
                if legs in [len(bridge.channels) for bridge in outcome.answer() if bridge.id.startswith("cc-")]:
                    return
                await asyncio.sleep(0.02)

    async def start_unheard(self) -> None:
        """Start the engine while Redis is away; return when its log says that it has found Asterisk."""
        (self.folder / "engine.log").write_text("")
        with (self.folder / "engine.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "acd", env=self._environment(), stderr=log)
        await self.logged("Asterisk is there")

    def detach(self) -> asyncio.subprocess.Process:
        """The engine that runs; from now on it is the caller's."""
        assert self._process is not None
        process, self._process = self._process, None
        return process

    async def start_standby(self) -> None:
        """Start one more engine beside the one that leads; return when it stands by and Redis knows."""
        with (self.folder / "engine.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "acd", env=self._environment(), stderr=log)
        await self.logged("this one stands by")
        async with self.patience("heartbeat of the second engine"):
            key = wire.HEARTBEAT_KEY.format(process=wire.STANDBY.format(pid=self._process.pid))
            while not await self.redis.exists(key):  # noqa: ASYNC110  # a key has no news to await
                await asyncio.sleep(0.01)

    async def ended(self) -> int:
        """Wait until the engine has ended by itself; its exit code."""
        assert self._process is not None
        return await self.comes(self._process.wait(), "end of the engine")

    async def ask(self, *arguments: str) -> tuple[int, str]:
        """Run the program once more beside the engine: its exit code and what it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "acd", *arguments),
            env=self._environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        words, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, words.decode()

    def _environment(self) -> dict[str, str]:
        two = {} if self.agents_node is self.node else {"CC_NODES": "2", "CC_AGENTS_ARI_URL": self.agents_node.settings.ari_url}
        return {
            **os.environ,
            **two,
            "REDIS_URL": self.redis_url,
            "CC_STATE_DIR": str(self.folder),
            "CC_ARI_URL": self.ari_url,
            "CC_ARI_USER": self.node.settings.ari_user,
            "CC_ARI_PASSWORD_FILE": str(self.node.settings.ari_password_file),
        }

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def kill(self) -> None:
        """The end that no process can prepare for."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    def log(self) -> str:
        return (self.folder / "engine.log").read_text()

    async def logged(self, words: str, times: int = 1) -> None:
        """Return when the log says so: for what no fact tells. A file has no news to await, so it is looked at."""
        async with self.patience(f"{words!r} in the log"):
            while self.log().count(words) < times:  # noqa: ASYNC110  # see above
                await asyncio.sleep(0.01)

    # -- what it is told

    async def publish(self, configuration: CenterConfiguration) -> None:
        """Publish as the monolith does, and tell the engine when it runs."""
        await self.redis.set(wire.CONFIGURATION_KEY, msgspec.json.encode(configuration))

    async def intend(self, intent: Intent, *, by: int = 1, intent_id: str = "") -> IntentOutcome:
        """Send an intent and wait for its outcome."""
        reply_to = f"reply:{secrets.token_hex(4)}"
        envelope = IntentEnvelope(
            id=intent_id or secrets.token_hex(8), sent_at=time.time_ns() // 1000, by=by, intent=intent, reply_to=reply_to
        )
        async with self.redis.pubsub() as replies, self.patience(f"outcome of {intent}"):
            await replies.subscribe(reply_to)
            await replies.get_message(timeout=PATIENCE_S)
            await self.redis.xadd(wire.INTENTS_STREAM, {"i": msgspec.json.encode(envelope)})
            while (message := await replies.get_message(timeout=PATIENCE_S)) is None:
                pass
            return msgspec.json.decode(message["data"], type=IntentOutcome)

    async def connect(self, caller: str = "+49301234567") -> tuple[Dialog, Dialog]:
        """A caller and the agent who answered; both hear each other."""
        rung: asyncio.Queue[Dialog] = asyncio.Queue()

        def ring(dialog: Dialog) -> None:
            self.agents.answer(dialog)
            rung.put_nowait(dialog)

        began = len(self.facts)
        self.agents.on_ring = ring
        dialog = self.callers.call(DIRECT, caller=caller)
        agent = await self.comes(rung.get(), "ring of a phone")
        await self.comes(dialog.answered.wait(), "answer for the caller")
        await self.fact(f.InteractionConnected, since=began)
        return dialog, agent

    async def sign_in(self, *agents: int) -> None:
        """Return when they are ready. A node that has just been found may not have been asked yet whether it is there for phones."""
        async with self.patience(f"readiness of {agents}"):
            for agent in agents:
                while (outcome := await self.intend(SetPresence(agent=agent, presence=Presence.READY, device=agent))).refused is not None:
                    assert outcome.refused.code == "device_unreachable", outcome
                    await asyncio.sleep(0.05)

    # -- what it says

    @asynccontextmanager
    async def patience(self, what: str) -> AsyncIterator[None]:
        """What comes in milliseconds, or the test has failed: then with all that is known of the center."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                yield
        except TimeoutError:
            raise AssertionError(f"no {what}; {await self._story()}") from None

    async def comes(self, awaited: Awaitable[Answer], what: str) -> Answer:
        """What is awaited, see `patience`."""
        async with self.patience(what):
            return await awaited

    async def rings(self, rung: asyncio.Queue[Dialog]) -> Dialog:
        """The next phone that rings, of those that are put there."""
        return await self.comes(rung.get(), "ring of a phone")

    async def over(self, dialog: Dialog) -> None:
        """Return when this call of a phone has ended."""
        await self.comes(dialog.over.wait(), f"end of the call of {dialog.user} with {dialog.other}")

    async def _story(self) -> str:
        with suppress(RedisAwayError, RedisSlowError, TimeoutError):
            async with asyncio.timeout(1):
                await self._read_facts()
        dialogs = [*self.callers.recent, *self.agents.recent]
        phones = [f"{one.other} {'calls' if one.outgoing else 'rings'} {one.user}: {one.status} {_ways(one)}" for one in dialogs]
        return f"said were {self.kinds()}; the phones know {phones}; the engine's log ends with\n{self.log()[-3000:]}"

    async def fact(self, kind: type[Kind], where: Callable[[Kind], bool] = lambda _: True, *, since: int = 0) -> Kind:
        """The first fact of this kind that fits, among those already read from `since` on or as it comes."""
        position = since
        async with self.patience(kind.__name__):
            while True:
                while position < len(self.facts):
                    fact = self.facts[position].fact
                    position += 1
                    if isinstance(fact, kind) and where(fact):
                        return fact
                await self._read_facts()

    async def _read_facts(self) -> None:
        try:
            answer: Any = await self.redis.xread({wire.FACTS_STREAM: self._position}, block=200)
        except (RedisAwayError, RedisSlowError):
            await asyncio.sleep(0.05)  # somebody else starts the server again; there is nothing to await here
            return
        for entry, fields in answer[0][1] if answer else []:
            self._position = entry.decode()
            self.facts.append(f.decode(fields[b"f"]))

    async def arrivals(self) -> list[str]:
        """The interactions that have arrived so far."""
        entries: Any = await self.redis.xrange(wire.FACTS_STREAM)
        said = [f.decode(fields[b"f"]).fact for _, fields in entries]
        return [fact.interaction for fact in said if isinstance(fact, f.InteractionArrived)]

    def forget_place(self) -> None:
        """Read the stream from its beginning: it is another one."""
        self._position = "0"

    async def stream(self) -> list[tuple[int, int]]:
        """Epoch and number of every fact in Redis, as they lie there."""
        entries: Any = await self.redis.xrange(wire.FACTS_STREAM)
        return [(envelope.epoch, envelope.seq) for envelope in (f.decode(fields[b"f"]) for _, fields in entries)]

    async def snapshot(self) -> LiveState:
        raw: Any = await self.redis.get(wire.SNAPSHOT_KEY)
        return msgspec.json.decode(raw, type=LiveState)

    def kinds(self, since: int = 0) -> list[str]:
        return [type(envelope.fact).__name__ for envelope in self.facts[since:]]


def _ways(dialog: Dialog) -> str:
    """How far a phone's call has come."""
    ways = {"answered": dialog.answered.is_set(), "acknowledged": dialog.acknowledged.is_set()}
    ways |= {"cancelled": dialog.cancelled, "ended": dialog.ended}
    return " ".join(name for name, true in ways.items() if true)


@asynccontextmanager
async def small_center_of(
    node: AsteriskNode,
    redis_url: str,
    folder: Path,
    *,
    agents: int = 1,
    wrap_up_seconds: int = 0,
    record: bool = False,
    ari_url: str = "",
    agent_port: int = 0,
    agents_node: AsteriskNode | None = None,
    rescue_seconds: int = 20,
) -> AsyncIterator[SmallCenter]:
    """A running center whose agents are signed in and ready; ended in good order afterwards. `agents_node`: where their phones are."""
    at = agents_node or node
    callers, phones = Phones(CALLER_ADDRESS, ("127.0.0.1", node.sip_port)), Phones(AGENT_ADDRESS, ("127.0.0.1", at.sip_port))
    await callers.open()
    await phones.open()
    async with Redis.from_url(redis_url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S) as redis:
        center = SmallCenter(node, redis, redis_url, folder, callers, phones)
        center.ari_url = ari_url or center.ari_url
        center.agents_node = at
        (folder / "journal").mkdir(exist_ok=True)
        version = center.version = time.time_ns() // 1_000_000
        outbound = f"{CALLER_ADDRESS}:{callers.port}"
        await center.publish(
            small_center(
                version,
                agents,
                agent_port or phones.port,
                wrap_up_seconds=wrap_up_seconds,
                record=record,
                outbound=outbound,
                rescue_seconds=rescue_seconds,
            )
        )
        try:
            await center.start()
            await center.fact(f.ConfigurationAdopted, lambda fact: fact.version == version)
            await center.logged("SIP objects are as wanted", times=1 if agents_node is None else 2)
            await center.sign_in(*range(1, agents + 1))
            yield center
        finally:
            for dialog in [*callers.dialogs.values(), *phones.dialogs.values()]:
                (callers if dialog.outgoing else phones).hang_up(dialog)
            assert await center.stop() == 0, center.log()
            callers.close()
            phones.close()
