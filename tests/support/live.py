"""An engine for tests of the live web: it tells stories into Redis as the real one does, and answers intents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from redis.asyncio import Redis

from contracts import wire
from contracts.configuration import AgentConfiguration, CenterConfiguration, QueueConfiguration
from contracts.facts import FactEnvelope, encode
from contracts.intents import IntentEnvelope, IntentOutcome, Refusal
from contracts.live import LiveState
from contracts.reducer import apply

BILLING, TARIFFS = 1, 2
LENA, MEHMET = 1, 2


def configuration(version: int = 1) -> CenterConfiguration:
    """Two queues; Lena works for both, Mehmet for tariffs only."""
    return CenterConfiguration(
        version=version,
        published_at=0,
        queues=[QueueConfiguration(id=BILLING, name="Billing DE"), QueueConfiguration(id=TARIFFS, name="Tariffs")],
        agents=[
            AgentConfiguration(id=LENA, name="Lena Fischer", queues=[BILLING, TARIFFS]),
            AgentConfiguration(id=MEHMET, name="Mehmet Yilmaz", queues=[TARIFFS]),
        ],
    )


class TalkingEngine:
    """`state` is what the real engine's live state would be after what was told."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.state = LiveState()
        self.pbx = True

    async def publish(self, center: CenterConfiguration) -> None:
        await self.redis.set(wire.CONFIGURATION_KEY, msgspec.json.encode(center))

    async def tell(self, envelopes: Iterable[FactEnvelope]) -> None:
        for envelope in envelopes:
            apply(self.state, envelope)
            await self.redis.xadd(wire.FACTS_STREAM, {"f": encode(envelope)})

    async def live_on_silently(self, envelopes: Iterable[FactEnvelope]) -> None:
        """Facts that Redis never gets to see, because it loses them."""
        for envelope in envelopes:
            apply(self.state, envelope)

    async def snapshot(self) -> None:
        await self.redis.set(wire.SNAPSHOT_KEY, msgspec.json.encode(self.state))

    async def pulse(self) -> None:
        beat = wire.Heartbeat(epoch=self.state.epoch, seq=self.state.seq, at=self.state.at, pbx=self.pbx, version=self.state.version)
        await self.redis.publish(wire.PULSE_CHANNEL, msgspec.json.encode(beat))

    @asynccontextmanager
    async def answering(self, answer: Callable[[IntentEnvelope], Refusal | None]) -> AsyncIterator[list[IntentEnvelope]]:
        """Carries out intents; gives the list of those that came."""
        came: list[IntentEnvelope] = []

        async def listen() -> None:
            after = "0"
            while True:
                read: Any = await self.redis.xread({wire.INTENTS_STREAM: after}, block=1_000)
                for entry, fields in read[0][1] if read else ():
                    after = entry.decode()
                    envelope = msgspec.json.decode(fields[b"i"], type=IntentEnvelope)
                    came.append(envelope)
                    outcome = IntentOutcome(id=envelope.id, refused=answer(envelope))
                    await self.redis.publish(envelope.reply_to, msgspec.json.encode(outcome))

        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(listen())
            try:
                yield came
            finally:
                listening.cancel()
