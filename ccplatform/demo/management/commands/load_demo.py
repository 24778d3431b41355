from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ccplatform.demo import sign_ins
from ccplatform.demo.loading import load


class Command(BaseCommand):
    help = "Makes the demo center when the database holds no account yet, and writes who may sign in (mode 600)."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.CENTER.state_dir / "run"
        made = load(folder)
        said = "The demo center is made" if made else "There is a center already; nothing was changed"
        self.stdout.write(f"{said}. Sign-ins: {folder / sign_ins.FILE}")
