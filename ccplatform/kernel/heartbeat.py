"""A process that serves in the background shows by a key in Redis that it lives (contracts.wire.HEARTBEAT_KEY)."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

from redis.exceptions import RedisError

from ccplatform.kernel.redis import redis
from contracts.wire import HEARTBEAT_KEY, HEARTBEAT_SECONDS


class Heartbeat:
    """Renews the key until `stop`. While Redis is away it keeps trying: the key is back as soon as Redis is."""

    def __init__(self, process: str) -> None:
        self._key = HEARTBEAT_KEY.format(process=process)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{process}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def _beat(self) -> None:
        pid = os.getpid()
        while True:
            # That Redis is away is said by everybody who needs it more than a heartbeat does.
            with suppress(RedisError):
                redis().set(self._key, pid, ex=HEARTBEAT_SECONDS)
            if self._stopped.wait(HEARTBEAT_SECONDS / 3):
                return
