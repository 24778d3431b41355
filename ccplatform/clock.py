"""What happens by the clock: Celery's beat as a thread of the worker (docs/adr/0007), its schedule in the database."""

from __future__ import annotations

import logging
import threading
from typing import Any

from celery import Celery
from celery.beat import Service
from django.db import DatabaseError, InterfaceError, close_old_connections
from django_celery_beat.schedulers import DatabaseScheduler
from kombu.exceptions import OperationalError

RETRY_SECONDS = 5.0

log = logging.getLogger(__name__)


class Scheduler(DatabaseScheduler):  # type: ignore[misc]  # django-celery-beat has no types
    """Works on after PostgreSQL was away: outside of a request nobody else gives a broken connection up."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        close_old_connections()
        return super().tick(*args, **kwargs)


class Clock:
    """Ticks until `stop`. `celery worker --beat` would start a second process for this, as large as the worker itself."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._stopped = threading.Event()
        self._service: Service | None = None
        self._thread = threading.Thread(target=self._tick, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._service is not None:
            self._service.stop()

    def _tick(self) -> None:
        while not self._stopped.is_set():
            self._service = Service(self._app, scheduler_cls=self._app.conf.beat_scheduler)
            try:
                self._service.start()
            except (DatabaseError, InterfaceError, OperationalError, OSError) as error:
                log.warning("the clock stands still, because a server is away: %s", error)
                self._stopped.wait(RETRY_SECONDS)
