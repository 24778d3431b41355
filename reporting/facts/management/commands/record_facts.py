"""`manage.py record_facts`: the recorder process. Ends at SIGTERM or SIGINT after the batch in hand."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from ccplatform.kernel.health import heartbeats
from ccplatform.kernel.redis import redis
from reporting.facts.services.recorder import Recorder
from reporting.facts.services.witness import witness

NICENESS: Final = 5
"""Facts may come a moment late; voices and rings, from the same processors, may not."""


class Command(BaseCommand):
    help = "Records the engine's facts in PostgreSQL, exactly once, for as long as it runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accept-gap",
            action="store_true",
            help="declare lost what is missing before the oldest fact that the stream holds, and end",
        )

        parser.add_argument(
            "--health", action="store_true", help="end with 0 when a recorder has renewed its heartbeat, with 1 when none has"
        )

    def handle(self, *args: Any, accept_gap: bool, health: bool, **options: Any) -> None:
        from django.conf import settings

        if health:
            self._say_health()
            return
        settings.CENTER.complain()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        recorder = Recorder(redis(), stop, witness)
        if not accept_gap:
            os.nice(NICENESS)
            recorder.run()
        elif not recorder.accept_gap():
            raise CommandError("Nothing is missing before the oldest fact of the stream.")

    def _say_health(self) -> None:
        """For a container's health check. Raises CommandError, which ends with 1."""
        beats = heartbeats()
        if beats is None:
            raise CommandError("Redis does not answer.")
        if not beats["recorder"]:
            raise CommandError("No recorder has shown its heartbeat.")
        self.stdout.write("The recorder is alive.")
