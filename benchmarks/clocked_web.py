"""The web process with the engine's clock: `uvicorn benchmarks.clocked_web:application`.

Each pulse of the engine says what time it is; in between time passes as usual. So a bench that tells a week in minutes is believed: days
begin, sessions end, and what is told counts as fresh. Only the clocks are other ones; everything else is ccplatform.asgi.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, tzinfo
from typing import Self

import msgspec
from django.utils import timezone

from benchmarks.web_center import CLOCK
from ccplatform.asgi import application
from ccplatform.boards.api import views
from ccplatform.realtime import admission, hub
from ccplatform.realtime.replica import Replica
from contracts.wire import Heartbeat

__all__ = ["application"]


class EngineClock:
    """`ahead` of this machine, in microseconds."""

    ahead = int(os.environ[CLOCK]) - time.time_ns() // 1000

    @classmethod
    def now(cls) -> int:
        return time.time_ns() // 1000 + cls.ahead

    @classmethod
    def is_told(cls, at: int) -> None:
        cls.ahead = at - time.time_ns() // 1000


class EngineTime(datetime):
    """datetime, but for now()."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(EngineClock.now() / 1_000_000, tz)


_hear = Replica.hear


def hear(self: Replica, raw: bytes) -> None:
    """The one place where the engine's time comes in."""
    EngineClock.is_told(msgspec.json.decode(raw, type=Heartbeat).at)
    _hear(self, raw)


Replica.hear = hear  # type: ignore[method-assign]  # this process only, see above
hub.now = EngineClock.now
timezone.now = lambda: EngineTime.now(UTC)
for module in (admission, views):
    vars(module)["datetime"] = EngineTime
