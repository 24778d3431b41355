"""Our side of the comparison: an Asterisk node, Valkey and the engine with its journal, as `make up` runs them, without the web.

The configuration lies in Redis as the web publishes it: one trunk, one number that leads straight into one queue, agents at SIP phones
at fixed addresses. As in the app_queue it is compared with, there is no wrap-up and nothing is recorded.
"""

from __future__ import annotations

import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import msgspec
import psutil
from redis.asyncio import Redis

from benchmarks.loopback import AGENT_ADDRESS, CALLER_ADDRESS, IMPATIENT_SECONDS, Center, free_udp_port
from benchmarks.processes import speaking
from contracts import wire
from contracts.configuration import (
    AgentConfiguration,
    CenterConfiguration,
    DeviceConfiguration,
    NumberConfiguration,
    QueueConfiguration,
    TrunkConfiguration,
)
from contracts.intents import IntentEnvelope, IntentOutcome, SetPresence
from contracts.vocabulary import DeviceKind, Presence
from launch.ports import free_port
from launch.services import Valkey, running
from telephony.asterisk.install import obtain
from telephony.asterisk.node import Node
from telephony.asterisk.settings import AGENTS, FIRST, NodeSettings, from_environment

NUMBER, IMPATIENT_NUMBER = "+4940555099", "+4940555098"
READY = "SIP objects are as wanted"
"""The engine's word that the phones and the trunk exist in Asterisk."""
RTP_PORTS = 1_000
REPLY_SECONDS_MAX = 10.0


def configuration(agents: int, agent_port: int, *, always_on: bool = False) -> CenterConfiguration:
    everybody = range(1, agents + 1)
    return CenterConfiguration(
        version=1,
        published_at=0,
        queues=[_queue(1, "Bench", 20), _queue(2, "Impatient", IMPATIENT_SECONDS)],
        agents=[AgentConfiguration(id=n, name=f"Agent {n}", queues=[1, 2], devices=[n], always_on=always_on) for n in everybody],
        devices=[
            DeviceConfiguration(id=n, kind=DeviceKind.SIP_FIXED, agent=n, contact=f"sip:a{n}@{AGENT_ADDRESS}:{agent_port}")
            for n in everybody
        ],
        trunks=[TrunkConfiguration(id=1, name="bench", source_addresses=[CALLER_ADDRESS], codecs=["alaw"])],
        numbers=[NumberConfiguration(id=1, number=NUMBER, queue=1), NumberConfiguration(id=2, number=IMPATIENT_NUMBER, queue=2)],
    )


def _queue(queue: int, name: str, ring_seconds: int) -> QueueConfiguration:
    return QueueConfiguration(id=queue, name=name, wrap_up_seconds=0, record=False, offer_seconds=ring_seconds, misses_max=0)


@asynccontextmanager
async def our_center(agents: int, agent_port: int, *, always_on: bool = False, nodes: int = 1) -> AsyncIterator[Center]:
    """A center with `agents` agents, signed in and ready, whose phones a1.. listen on AGENT_ADDRESS:agent_port.

    With two nodes they are called by the second one.
    """
    with tempfile.TemporaryDirectory(prefix="cc-") as folder, _servers(Path(folder), nodes) as (both, redis_url, servers):
        settings = both[0]
        async with Redis.from_url(redis_url) as redis:
            await redis.set(wire.CONFIGURATION_KEY, msgspec.json.encode(configuration(agents, agent_port, always_on=always_on)))
            environ = {
                **os.environ,
                "CC_STATE_DIR": folder,
                "CC_LISTEN": "127.0.0.1",
                "REDIS_URL": redis_url,
                "CC_ARI_URL": settings.ari_url,
                "CC_ARI_USER": settings.ari_user,
                "CC_ARI_PASSWORD_FILE": str(settings.ari_password_file),
                "CC_NODES": str(nodes),
                "CC_AGENTS_ARI_URL": both[-1].ari_url,
            }
            async with speaking([sys.executable, "-m", "acd"], READY, environ=environ) as engine:

                async def ready() -> None:
                    for agent in range(1, agents + 1):
                        await _sign_in(redis, agent)

                await ready()
                address = ("127.0.0.1", settings.sip_port)
                phones = ("127.0.0.1", both[-1].sip_port)
                yield Center("ccplatform", address, NUMBER, IMPATIENT_NUMBER, [engine.pid, *servers], phones, ready)


@contextmanager
def _servers(folder: Path, nodes: int) -> Iterator[tuple[list[NodeSettings], str, list[int]]]:
    first = random.randrange(12_000, 29_000, 2)
    environ = {
        "CC_STATE_DIR": str(folder),
        "CC_SIP_PORT": str(free_udp_port()),
        "CC_WS_PORT": str(free_port()),
        "CC_WSS_PORT": str(free_port()),
        "CC_RTP_PORTS": f"{first}-{first + RTP_PORTS}",
        "CC_NODES": str(nodes),
        "CC_AGENTS_SIP_PORT": str(free_udp_port()),
        "CC_AGENTS_WS_PORT": str(free_port()),
        "CC_AGENTS_WSS_PORT": str(free_port()),
        "CC_AGENTS_RTP_PORTS": f"{first + RTP_PORTS + 2}-{first + 2 * RTP_PORTS + 2}",
    }
    valkey = Valkey(folder / "valkey", free_port(), secrets.token_urlsafe())
    installation = obtain(lambda words: None)
    asterisks = [Node(from_environment(environ, name), installation) for name in (FIRST, AGENTS)[:nodes]]
    before = set(_children())
    with ExitStack() as servers:
        servers.enter_context(running(valkey, folder / "valkey.log"))
        for node in asterisks:
            servers.enter_context(running(node, folder / f"{node.settings.name}-console.log"))
        yield [node.settings for node in asterisks], valkey.url(), [pid for pid in _children() if pid not in before]


def _children() -> list[int]:
    return [process.pid for process in psutil.Process().children(recursive=True)]


async def _sign_in(redis: Redis, agent: int) -> None:
    reply_to = f"reply:{secrets.token_hex(4)}"
    intent = SetPresence(agent=agent, presence=Presence.READY, device=agent)
    envelope = IntentEnvelope(id=secrets.token_hex(8), sent_at=time.time_ns() // 1000, by=1, intent=intent, reply_to=reply_to)
    async with redis.pubsub() as replies:
        await replies.subscribe(reply_to)
        await replies.get_message(timeout=REPLY_SECONDS_MAX)
        await redis.xadd(wire.INTENTS_STREAM, {"i": msgspec.json.encode(envelope)})
        message = await replies.get_message(timeout=REPLY_SECONDS_MAX)
    if message is None:
        raise SystemExit("the engine does not answer")
    outcome = msgspec.json.decode(message["data"], type=IntentOutcome)
    if outcome.refused is not None:
        raise SystemExit(f"agent {agent} cannot sign in: {outcome.refused.code} {outcome.refused.detail}")
