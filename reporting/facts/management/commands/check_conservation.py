"""`manage.py check_conservation`: does every visit have exactly one fate, and does history say what the facts say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.facts.services.conservation import discrepancies


class Command(BaseCommand):
    help = "Checks history against the facts. Exit code 1 and one line per discrepancy when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        found = discrepancies()
        for one in found:
            self.stdout.write(f"{one.code}: {one.detail}")
        if found:
            raise CommandError(f"{len(found)} discrepancies.")
        self.stdout.write("Everything adds up.")
