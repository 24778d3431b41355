"""The doctor on the command line: `manage.py doctor`, 1 when something is bad."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccplatform.configuration.doctor.examining import examine

SIGNS = {"good": "ok  ", "warn": "look", "bad": "BAD ", "unknown": "?   "}


class Command(BaseCommand):
    help = "Looks at the center, its trunks, the network, the certificate and the disk, and says what to do."

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        for one in found:
            self.stdout.write(f"{SIGNS[one.tone]}  {one.title}: {one.found}")
            if one.advice and one.tone != "good":
                self.stdout.write(f"      {one.advice}")
        bad = sum(one.tone == "bad" for one in found)
        if bad:
            raise CommandError(f"{bad} to repair")
