"""What an idle center keeps in memory: engine, web and worker, the recorder beside them, after `make up` and a short warm-up.

RSS counts pages that processes share (the Python program, its libraries) once for each of them; PSS (proc_pid_smaps(5)) shares them
out, so that a sum of PSS is what the processes really take together. The goals are held against RSS, the larger figure.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import psutil

from benchmarks.goals import Goal, Note
from benchmarks.whole_center import whole_center
from launch.supervisor import GroupStatus

TOGETHER = ("engine", "web", "worker")
ALL = (*TOGETHER, "recorder")
TOGETHER_MB_MAX = 400.0
ENGINE_MB_MAX = 90.0
SUPERVISED = ("status.json", "servers.json")
WARM_UP_PAGES = ("/", "/sign-in", "/healthz", "/api/schema")
IDLE_SECONDS, IDLE_SECONDS_QUICK = 20, 5
"""Between the warm-up and the measurement: the worker's beat and the recorder have had work by then."""
MB = 1_000_000


class Memory(msgspec.Struct, frozen=True):
    """Bytes, of a process and all its children."""

    rss: int
    pss: int


async def run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    return await asyncio.to_thread(_run, quick, say)


def _run(quick: bool, say: Callable[[str], None]) -> list[Goal | Note]:
    say("make up, with a state of its own")
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:
        state = Path(folder) / "var"
        Path(folder).chmod(0o711)  # PostgreSQL does not run as root: its own account passes through here
        with whole_center(state) as url:
            for page in WARM_UP_PAGES:
                with urllib.request.urlopen(f"{url}{page}") as answer:
                    answer.read()
            say("idle")
            time.sleep(IDLE_SECONDS_QUICK if quick else IDLE_SECONDS)
            return rows(_measure(state))


def _measure(state: Path) -> dict[str, Memory]:
    status = GroupStatus.read(state / "run" / "status.json")
    assert status is not None, "the center runs"
    found = {process.name: process.identity for process in status.processes}
    measured = {}
    for name in ALL:
        identity = found[name]
        assert identity is not None, f"{name} runs"
        process = psutil.Process(identity.pid)
        each = [one.memory_full_info() for one in (process, *process.children(recursive=True))]
        measured[name] = _sum(each)
    watching = [GroupStatus.read(state / "run" / name) for name in SUPERVISED]
    measured["supervisors"] = _sum(psutil.Process(group.supervisor.pid).memory_full_info() for group in watching if group is not None)
    return measured


def _sum(processes: Iterable[Any]) -> Memory:
    each = list(processes)
    return Memory(rss=sum(one.rss for one in each), pss=sum(one.pss for one in each))


def rows(measured: Mapping[str, Memory]) -> list[Goal | Note]:
    """The lines of the table."""

    def together(names: Iterable[str], kind: Literal["rss", "pss"] = "rss") -> float:
        return sum(measured[name].rss if kind == "rss" else measured[name].pss for name in names) / MB

    return [
        Goal(
            name="idle memory of engine + web + worker, RSS",
            unit="MB",
            measured=together(TOGETHER),
            limit=TOGETHER_MB_MAX,
            said=f"<= {TOGETHER_MB_MAX:.0f} MB",
        ),
        Goal(
            name="idle memory of the engine, RSS",
            unit="MB",
            measured=together(("engine",)),
            limit=ENGINE_MB_MAX,
            said=f"<= {ENGINE_MB_MAX:.0f} MB",
        ),
        *(Note(name=f"  {name}, RSS", unit="MB", measured=together((name,)), said="(no goal)") for name in ("web", "worker")),
        Note(name="  recorder, RSS (besides)", unit="MB", measured=together(("recorder",)), said="(no goal)"),
        Note(name="  the two supervisors, RSS (besides)", unit="MB", measured=together(("supervisors",)), said="(no goal)"),
        Note(name="  all these, PSS", unit="MB", measured=together(measured, "pss"), said="(no goal)"),
    ]
