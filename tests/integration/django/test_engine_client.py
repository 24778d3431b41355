"""Asking the engine: a stand-in reads the stream and answers as the real one does."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from ccplatform.kernel import engine
from ccplatform.kernel.engine import Accepted, NoAnswer, ask, may, open_engine
from contracts.intents import IntentEnvelope, IntentOutcome, Refusal, SetPresence
from contracts.permissions import ROLE_PERMISSIONS, Role
from contracts.vocabulary import Presence
from contracts.wire import INTENTS_STREAM

READY = SetPresence(agent=7, presence=Presence.READY)


def answering(url: str, outcome: Callable[[IntentEnvelope], Refusal | None]) -> threading.Thread:
    """Reads one intent and publishes its outcome."""

    def serve() -> None:
        with Redis.from_url(url) as redis:
            ((_, entries),) = redis.xread({INTENTS_STREAM: "0"}, count=1, block=10_000)
            envelope = msgspec.json.decode(entries[0][1][b"i"], type=IntentEnvelope)
            redis.publish(envelope.reply_to, msgspec.json.encode(IntentOutcome(id=envelope.id, refused=outcome(envelope))))

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


def test_an_intent_that_is_carried_out_is_accepted(center_redis: str) -> None:
    engine_thread = answering(center_redis, lambda envelope: None if envelope.by == 3 and envelope.intent == READY else Refusal(code="x"))
    assert ask(READY, by=3) == Accepted()
    engine_thread.join()


def test_a_refusal_comes_back_with_its_code(center_redis: str) -> None:
    engine_thread = answering(center_redis, lambda _: Refusal(code="device_unreachable", detail="d12"))
    assert ask(READY, by=3) == Refusal(code="device_unreachable", detail="d12")
    engine_thread.join()


def test_an_engine_that_is_away_is_no_answer(center_redis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ANSWER_SECONDS_MAX", 0.05)
    assert ask(READY, by=3) == NoAnswer()


def test_redis_away_is_said_at_once(redis_away: None) -> None:
    with pytest.raises(RedisConnectionError):
        ask(READY, by=3)


async def test_the_live_web_asks_over_one_subscription(center_redis: str) -> None:
    engine_thread = answering(center_redis, lambda _: None)
    async with open_engine() as client:
        assert await client.ask(READY, by=3) == Accepted()
    engine_thread.join()


def test_own_and_other_agents_take_different_permissions() -> None:
    agent, supervisor = ROLE_PERMISSIONS[Role.AGENT], ROLE_PERMISSIONS[Role.SUPERVISOR]
    assert may(agent, 7, READY)
    assert not may(agent, 8, READY)
    assert not may(agent, None, READY)
    assert may(supervisor, None, READY)
