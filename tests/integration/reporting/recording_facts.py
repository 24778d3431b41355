"""What the tests of this folder share: a stream in Redis as the engine writes it, and the tables as plain values."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import msgspec
from redis import Redis

from contracts import wire
from contracts.facts import FactEnvelope, encode
from reporting.facts.models import Fact, RecorderMark
from reporting.facts.services.rebuild import HISTORY
from reporting.facts.services.recorder import Recorder


def ship(redis: Redis, envelopes: Iterable[FactEnvelope]) -> None:
    pipeline = redis.pipeline()
    for envelope in envelopes:
        pipeline.xadd(wire.FACTS_STREAM, {"f": encode(envelope)})
    pipeline.execute()


def record_all(redis: Redis) -> Recorder:
    """A recorder that has read everything the stream holds now."""
    recorder = Recorder(redis, threading.Event())
    while redis.xlen(wire.FACTS_STREAM) and recorder.behind():
        recorder.step()
    return recorder


def history() -> dict[str, list[dict[str, Any]]]:
    """Every derived row as a plain value, by table, in a fixed order."""
    tables: dict[str, list[Any]] = {model._meta.db_table: list(model.objects.values()) for model in HISTORY}
    return {table: sorted(rows, key=msgspec.json.encode) for table, rows in tables.items()}


def recorded() -> list[tuple[int, int]]:
    return list(Fact.objects.order_by("epoch", "seq").values_list("epoch", "seq"))


def marks() -> dict[int, int]:
    return dict(RecorderMark.objects.values_list("epoch", "seq"))


def acknowledged(redis: Redis) -> str | None:
    value = redis.get(wire.FACTS_RECORDED_KEY)
    return value.decode() if isinstance(value, bytes) else None
