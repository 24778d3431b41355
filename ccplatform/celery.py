"""The Celery application: `celery -A ccplatform worker --pool threads --concurrency 4`.

Its clock (`beat`) runs in it as a thread: start exactly one worker.
Threads, because jobs wait for files, servers and transcoding, and one process keeps the center small (docs/adr/0007). Apps declare
tasks in their `tasks.py` with `shared_task`; what runs by the clock stands in settings.CELERY_BEAT_SCHEDULE.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccplatform.settings")

app = Celery("ccplatform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect(dispatch_uid="companions")
def start_companions(**_: Any) -> None:
    """Once the worker takes jobs it says so in Redis and begins to tick, until it is told to end."""
    from ccplatform.clock import Clock
    from ccplatform.kernel.heartbeat import Heartbeat

    heartbeat, clock = Heartbeat("worker"), Clock(app)
    heartbeat.start()
    clock.start()

    def stop(**_: Any) -> None:
        heartbeat.stop()
        clock.stop()

    worker_shutting_down.connect(stop, weak=False, dispatch_uid="companions-end")
