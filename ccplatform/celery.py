"""The Celery application: `celery -A ccplatform worker --pool threads --concurrency 4 --beat`.

Threads, because jobs wait for files, servers and ffmpeg-like programs, and one process keeps the center small (docs/adr/0007).
Apps declare tasks in their `tasks.py` with `shared_task`; what runs by the clock stands in their `schedule` there.
"""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccplatform.settings")

app = Celery("ccplatform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
