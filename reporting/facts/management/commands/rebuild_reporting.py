"""`manage.py rebuild_reporting`: all history anew from the facts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting.facts.services.rebuild import rebuild


class Command(BaseCommand):
    help = "Derives all history anew from the facts, in one transaction; recording waits meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} facts read.")
