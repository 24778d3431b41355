"""The way to the engine: intents go into a Redis stream, outcomes come back by publish/subscribe (contracts.wire).

`ask` is for views, `EngineClient` for the event loop of the live web. Both wait ANSWER_SECONDS_MAX at most; the engine itself
refuses an intent that has grown stale, so that no answer means "it will most likely not happen", never "it happens in an hour".
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
from redis.asyncio import Redis as AsyncRedis
from redis.client import PubSub

from ccplatform.kernel.instants import instant
from ccplatform.kernel.problems import Conflict, Problem, Unavailable
from ccplatform.kernel.redis import async_redis, redis
from ccplatform.kernel.refusals import sentence
from ccplatform.kernel.words import said
from contracts.ids import AgentId, InteractionId, QueueId
from contracts.intents import Intent, IntentEnvelope, IntentOutcome, Refusal
from contracts.live import LiveCallback
from contracts.outlook import Outlook, Question
from contracts.outlook import Reply as Answered
from contracts.permissions import Permission
from contracts.wire import (
    HEARTBEAT_KEY,
    INTENTS_STREAM,
    INTENTS_STREAM_LENGTH,
    QUESTIONS_STREAM,
    QUESTIONS_STREAM_LENGTH,
)

ANSWER_SECONDS_MAX = 2.0
CANCEL_AGAIN_SECONDS = 0.5
REPLY_CHANNEL = "cc:replies:{id}"
ID_BYTES = 12


@dataclass(frozen=True)
class Accepted:
    """The engine carries it out, or has done so."""


@dataclass(frozen=True)
class NoAnswer:
    """The engine is away or overloaded."""


Reply = Accepted | Refusal | NoAnswer


def may(permissions: frozenset[Permission], agent: AgentId | None, intent: Intent) -> bool:
    """Whether somebody with these permissions, who works as `agent`, may ask this of the engine."""
    own = agent is not None and getattr(intent, "agent", None) == agent
    return (intent.own if own else intent.other) in permissions


def may_cancel(permissions: frozenset[Permission], agent: AgentId | None, callback: LiveCallback | None) -> bool:
    """Whether it is the own call-back: ordered by this agent, or for it to make. One that is not there the engine itself refuses."""
    if callback is None or Permission.INTERACTION_ANY in permissions:
        return True
    return agent is not None and agent in (callback.by, callback.for_agent)


def ask(intent: Intent, *, by: int) -> Reply:
    """Sends an intent and waits for its outcome. Raises redis.exceptions.ConnectionError when Redis is away."""
    envelope = _envelope(intent, by, reply_to="")
    channel = REPLY_CHANNEL.format(id=envelope.id)
    with redis().pubsub(ignore_subscribe_messages=True) as replies:  # type: ignore[no-untyped-call]  # redis types it not
        # Subscribed before it is sent, or a quick engine would answer into the void.
        replies.subscribe(channel)
        tell(msgspec.structs.replace(envelope, reply_to=channel))
        message = _first(replies)
    return NoAnswer() if message is None else _reply(msgspec.json.decode(message, type=IntentOutcome))


def ask_about(*, queue: QueueId | None = None, interaction: InteractionId | None = None) -> Outlook | NoAnswer | None:
    """Who could take those who wait (contracts.outlook). None: there is no such queue, or the interaction does not wait.

    Raises redis.exceptions.ConnectionError when Redis is away.
    """
    key = secrets.token_hex(ID_BYTES)
    question = Question(id=key, reply_to=REPLY_CHANNEL.format(id=key), queue=queue, interaction=interaction)
    with redis().pubsub(ignore_subscribe_messages=True) as replies:  # type: ignore[no-untyped-call]  # redis types it not
        replies.subscribe(question.reply_to)
        redis().xadd(QUESTIONS_STREAM, {"q": msgspec.json.encode(question)}, maxlen=QUESTIONS_STREAM_LENGTH, approximate=True)
        message = _first(replies)
    return NoAnswer() if message is None else msgspec.json.decode(message, type=Answered).outlook


def _first(replies: PubSub) -> bytes | None:
    until = time.monotonic() + ANSWER_SECONDS_MAX
    while (left := until - time.monotonic()) > 0:
        message = replies.get_message(timeout=left)
        if message is not None:
            data: bytes = message["data"]
            return data
    return None


def send(intent: Intent, *, by: int) -> None:
    """Sends an intent whose outcome nobody waits for. Raises redis.exceptions.ConnectionError when Redis is away."""
    tell(_envelope(intent, by, reply_to=""))


def tell(envelope: IntentEnvelope) -> None:
    redis().xadd(INTENTS_STREAM, {"i": msgspec.json.encode(envelope)}, maxlen=INTENTS_STREAM_LENGTH, approximate=True)


def engine_is_there() -> bool:
    """By its heartbeat, which expires on its own when the engine dies. Raises when Redis is away."""
    return bool(redis().exists(HEARTBEAT_KEY.format(process="engine")))


def as_problem(reply: Refusal | NoAnswer) -> Problem:
    """What a view raises when the engine did not do what it was asked for."""
    if isinstance(reply, Refusal):
        return Conflict(reply.code, sentence(reply.code))
    return Unavailable(
        "engine_away",
        said(
            en="The engine does not answer. Calls go on; please try again in a moment.",
            de="Die Vermittlung antwortet nicht. Gespräche laufen weiter; bitte gleich noch einmal versuchen.",
        ),
    )


@dataclass
class EngineClient:
    """Many intents over one subscription, for one event loop. Made by `open_engine`."""

    _redis: AsyncRedis
    _channel: str
    _waiting: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)

    async def ask(self, intent: Intent, *, by: int) -> Reply:
        """Raises redis.exceptions.ConnectionError when Redis is away."""
        envelope = _envelope(intent, by, reply_to=self._channel)
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = answer
        try:
            async with asyncio.timeout(ANSWER_SECONDS_MAX):
                await self._redis.xadd(INTENTS_STREAM, {"i": msgspec.json.encode(envelope)}, maxlen=INTENTS_STREAM_LENGTH, approximate=True)
                return await answer
        except TimeoutError:
            return NoAnswer()
        finally:
            del self._waiting[envelope.id]

    def answered(self, raw: bytes) -> None:
        """An outcome came; whoever asked may have given up already."""
        outcome = msgspec.json.decode(raw, type=IntentOutcome)
        waiting = self._waiting.get(outcome.id)
        if waiting is not None and not waiting.done():
            waiting.set_result(_reply(outcome))


@asynccontextmanager
async def open_engine() -> AsyncIterator[EngineClient]:
    """Leaves when Redis breaks off (an ExceptionGroup with redis' ConnectionError); open it again then."""
    channel = REPLY_CHANNEL.format(id=secrets.token_hex(ID_BYTES))
    async with async_redis() as client, client.pubsub(ignore_subscribe_messages=True) as replies:
        await replies.subscribe(channel)
        engine = EngineClient(client, channel)
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(_listen(engine, replies))
            yield engine
            # More than once: a cancellation that meets an answer in the same instant may be swallowed by the library.
            while not listening.done():
                listening.cancel()
                await asyncio.wait([listening], timeout=CANCEL_AGAIN_SECONDS)


async def _listen(engine: EngineClient, replies: object) -> None:
    async for message in replies.listen():  # type: ignore[attr-defined]  # redis' PubSub has no precise types
        engine.answered(message["data"])


def _envelope(intent: Intent, by: int, *, reply_to: str) -> IntentEnvelope:
    return IntentEnvelope(id=secrets.token_hex(ID_BYTES), sent_at=instant(datetime.now(UTC)), by=by, intent=intent, reply_to=reply_to)


def _reply(outcome: IntentOutcome) -> Reply:
    return outcome.refused if outcome.refused is not None else Accepted()
