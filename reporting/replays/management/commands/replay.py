"""`manage.py replay 2026-06-01 --with changed.json --staffing 3=+2`: what if?"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ccplatform.kernel.problems import Problem
from reporting.replays.recorded import recorded_day
from reporting.replays.running import replay
from reporting.replays.table import table


def staffing(text: str) -> tuple[int, int]:
    """`3=+2`: two agents more in queue 3; `3=-1`: one fewer."""
    queue, _, change = text.partition("=")
    try:
        return int(queue), int(change)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write it like 3=+2 or 3=-1") from error


class Command(BaseCommand):
    help = "Runs a recorded day through the routing core again, with another configuration or staffing, and prints metrics side by side."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", nargs="?", type=date.fromisoformat, help="local date, like 2026-06-01")
        parser.add_argument("--with", dest="changed", type=Path, help="JSON: an overlay of the configuration, lists merged by id")
        parser.add_argument("--staffing", type=staffing, action="append", default=[], metavar="QUEUE=+N")
        parser.add_argument("--zone", default="UTC", help="time zone of the day")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--demo", action="store_true", help="a synthetic day: 500 agents, 60,000 callers")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["day"] is None and not options["demo"]:
            raise CommandError("say which day, or --demo")
        try:
            day = None if options["demo"] else recorded_day(options["day"], ZoneInfo(options["zone"]), options["seed"])
            replayed = replay(day, _overlay(options["changed"]), dict(options["staffing"]))
        except Problem as problem:
            words = [str(problem.detail), *(str(word) for told in problem.errors.values() for word in told)]
            raise CommandError("; ".join(dict.fromkeys(words))) from problem
        self.stdout.write(msgspec.json.encode(replayed).decode() if options["json"] else table(replayed))


def _overlay(path: Path | None) -> dict[str, object]:
    if path is None:
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
