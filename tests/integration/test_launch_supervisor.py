"""The supervisor with real processes that stand in for the center's."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from launch.identity import ProcessIdentity
from launch.supervisor import GroupStatus, ProcessSpec, ProcessStatus, Supervisor

SLEEPER = "import signal, sys; print('up', flush=True); signal.sigwait([signal.SIGTERM]); print('bye', flush=True)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
PARENT = "import os, signal, subprocess, sys; child = subprocess.Popen(['sleep', '600']);print(child.pid, flush=True); signal.pause()"


def spec(name: str, script: str, *, stop_seconds: float = 10.0) -> ProcessSpec:
    return ProcessSpec(name, (sys.executable, "-c", script), lambda _: True, stop_seconds=stop_seconds)


@asynccontextmanager
async def supervised(folder: Path, *specs: ProcessSpec) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(specs, folder / "status.json", folder, health_seconds=0.05)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(supervisor.run())
        try:
            yield supervisor
        finally:
            supervisor.stop()
            await running


async def status_when(folder: Path, good: Callable[[GroupStatus], bool]) -> GroupStatus:
    """The first status that satisfies; the test's own time-out ends a hang."""
    while True:
        status = GroupStatus.read(folder / "status.json")
        if status is not None and good(status):
            return status
        await asyncio.sleep(0.01)


def identity(status: ProcessStatus) -> ProcessIdentity:
    assert status.identity is not None
    return status.identity


async def test_a_group_becomes_healthy_and_ends_in_reverse_order(tmp_path: Path) -> None:
    ordered = (
        "import pathlib, signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]);"
        "pathlib.Path('{0}').touch(); signal.sigwait([signal.SIGTERM]); open('order', 'a').write('{0} ')"
    )

    def one(name: str) -> ProcessSpec:
        argv = (sys.executable, "-c", ordered.format(name))
        return ProcessSpec(name, argv, lambda _: (tmp_path / name).exists(), cwd=tmp_path)

    first, second = one("first"), one("second")
    async with supervised(tmp_path, first, second):
        await status_when(tmp_path, GroupStatus.all_healthy)
    assert (tmp_path / "order").read_text() == "second first "
    ended = await status_when(tmp_path, lambda status: True)
    assert [process.state for process in ended.processes] == ["stopped", "stopped"]


async def test_a_killed_process_comes_back_and_its_neighbour_is_left_alone(tmp_path: Path) -> None:
    async with supervised(tmp_path, spec("pbx", SLEEPER), spec("engine", SLEEPER)):
        before = await status_when(tmp_path, GroupStatus.all_healthy)
        identity(before.processes[1]).signal(signal.SIGKILL)
        after = await status_when(tmp_path, lambda s: s.processes[1].restarts == 1 and s.all_healthy())
    assert after.processes[0].identity == before.processes[0].identity
    assert after.processes[1].identity != before.processes[1].identity
    assert after.processes[1].last_exit == "signal 9"


async def test_a_process_that_ignores_the_request_is_killed_after_its_time(tmp_path: Path) -> None:
    async with supervised(tmp_path, spec("stubborn", STUBBORN, stop_seconds=0.1)):
        await status_when(tmp_path, lambda _: "up" in _log(tmp_path, "stubborn"))
    ended = await status_when(tmp_path, lambda status: True)
    assert ended.processes[0].last_exit == "signal 9"


async def test_what_a_killed_process_had_started_ends_too(tmp_path: Path) -> None:
    async with supervised(tmp_path, spec("worker", PARENT)):
        status = await status_when(tmp_path, lambda _: _log(tmp_path, "worker").endswith("\n"))
        child = ProcessIdentity.of(int(_log(tmp_path, "worker").split()[0]))
        identity(status.processes[0]).signal(signal.SIGKILL)
        await status_when(tmp_path, lambda s: s.processes[0].restarts == 1)
    assert child is not None
    assert child.wait(10)


async def test_a_program_that_does_not_exist_is_tried_again_until_it_does(tmp_path: Path) -> None:
    program = tmp_path / "program"
    async with supervised(tmp_path, ProcessSpec("late", (str(program),), lambda _: True)):
        failed = await status_when(tmp_path, lambda s: s.processes[0].state == "waiting")
        assert "No such file" in (failed.processes[0].last_exit or "")
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{SLEEPER}"\n')
        program.chmod(0o755)
        await status_when(tmp_path, GroupStatus.all_healthy)


async def test_a_process_that_stops_answering_is_called_unhealthy_and_recovers(tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    one = ProcessSpec("web", (sys.executable, "-c", SLEEPER), lambda _: answers.exists())
    async with supervised(tmp_path, one):
        await status_when(tmp_path, lambda s: s.processes[0].state == "starting")
        answers.touch()
        await status_when(tmp_path, GroupStatus.all_healthy)
        answers.unlink()
        await status_when(tmp_path, lambda s: s.processes[0].state == "unhealthy")
        answers.touch()
        await status_when(tmp_path, GroupStatus.all_healthy)


async def test_a_stop_that_comes_before_the_start_is_not_lost(tmp_path: Path) -> None:
    supervisor = Supervisor([spec("early", SLEEPER)], tmp_path / "status.json", tmp_path)
    supervisor.stop()
    await supervisor.run()
    ended = GroupStatus.read(tmp_path / "status.json")
    assert ended is not None
    assert ended.processes[0].state == "stopped"


def _log(folder: Path, name: str) -> str:
    path = folder / f"{name}.log"
    return path.read_text() if path.exists() else ""
