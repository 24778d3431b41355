import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from acd.engine.leadership import LEASE_S, NANOSECONDS, START_S, Leadership, Lease, Standing, standing, until_leading
from launch.identity import ProcessIdentity

#: takes the lock, says so, and stays
LEADER = """
import sys
from pathlib import Path
from acd.engine.leadership import Leadership
with Leadership(Path(sys.argv[1])) as leadership:
    print(leadership.look(), flush=True)
    leadership.renew()
    sys.stdin.read()
"""


class Clock:
    def __init__(self) -> None:
        self.now_ns = 1_000 * NANOSECONDS

    def __call__(self) -> int:
        return self.now_ns

    def pass_s(self, seconds: float) -> None:
        self.now_ns += round(seconds * NANOSECONDS)


def leader_of_its_own(folder: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", LEADER, str(folder)]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == Standing.LEAD
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_one_leads_and_the_other_waits(tmp_path: Path) -> None:
    with Leadership(tmp_path) as first, Leadership(tmp_path) as second:
        assert first.look() is Standing.LEAD
        assert second.look() is Standing.WAIT
        assert first.look() is Standing.LEAD


def test_who_leads_is_named_in_the_lease(tmp_path: Path) -> None:
    clock = Clock()
    with Leadership(tmp_path, clock) as first, Leadership(tmp_path, clock) as second:
        assert second.lease() is None
        first.look()
        lease = second.lease()
        assert lease == Lease(clock.now_ns + round(START_S * NANOSECONDS), ProcessIdentity.of(os.getpid()))  # type: ignore[arg-type]  # it exists
        first.renew()
        lease = second.lease()
        assert lease is not None
        assert lease.until_ns == clock.now_ns + round(LEASE_S * NANOSECONDS)


def test_a_leader_that_is_gone_is_followed_at_once(tmp_path: Path) -> None:
    with Leadership(tmp_path) as second:
        with Leadership(tmp_path) as first:
            first.look()
            assert second.look() is Standing.WAIT
        assert second.look() is Standing.LEAD


def test_a_lease_that_ran_out_calls_for_the_leaders_end_but_gives_no_leadership() -> None:
    lease = Lease(100, ProcessIdentity(1, 1, "boot"))
    assert standing(locked=False, lease=lease, now_ns=100) is Standing.WAIT
    assert standing(locked=False, lease=lease, now_ns=101) is Standing.END_THE_LEADER
    assert standing(locked=False, lease=None, now_ns=101) is Standing.WAIT
    assert standing(locked=True, lease=lease, now_ns=101) is Standing.LEAD


def test_a_stopped_leader_is_ended_and_followed(tmp_path: Path) -> None:
    clock = Clock()
    process = leader_of_its_own(tmp_path)
    try:
        process.send_signal(signal.SIGSTOP)
        with Leadership(tmp_path, clock) as second:
            lease = second.lease()
            assert lease is not None
            clock.now_ns = lease.until_ns
            second.end_the_leader()
            assert second.look() is Standing.WAIT
            clock.pass_s(0.001)
            assert second.look() is Standing.END_THE_LEADER
            second.end_the_leader()
            assert process.wait() == -signal.SIGKILL
            assert second.look() is Standing.LEAD
    finally:
        end(process)


def test_a_process_that_only_has_the_leaders_number_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    with Leadership(tmp_path, clock) as second:
        own = ProcessIdentity.of(os.getpid())
        assert own is not None
        other = Lease(clock.now_ns - 1, ProcessIdentity(own.pid, own.started_ticks + 1, own.boot))
        second.lease = lambda: other  # type: ignore[method-assign]  # the number was given to us since
        second.end_the_leader()
    assert "cannot be ended from here" in caplog.text


def test_a_holder_that_never_signs_is_known_by_the_kernel_and_has_as_long_as_a_start(tmp_path: Path) -> None:
    clock = Clock()
    with Leadership(tmp_path, clock) as first, Leadership(tmp_path, clock) as second:
        first.look()
        assert first._memory is not None
        first._memory[0:8] = bytes(8)
        assert second.lease() == Lease(clock.now_ns + round(START_S * NANOSECONDS), ProcessIdentity.of(os.getpid()))  # type: ignore[arg-type]  # it exists
        clock.pass_s(START_S)
        assert second.look() is Standing.WAIT
        clock.pass_s(0.001)
        assert second.look() is Standing.END_THE_LEADER


async def test_whoever_stands_by_leads_when_the_leader_dies(tmp_path: Path) -> None:
    process = await asyncio.to_thread(leader_of_its_own, tmp_path)
    try:
        with Leadership(tmp_path) as second:
            async with asyncio.TaskGroup() as tasks:
                waiting = tasks.create_task(until_leading(second))
                await asyncio.sleep(0)  # its first look, which finds the leader
                process.kill()
            assert waiting.result()
    finally:
        end(process)


async def test_whoever_comes_first_leads_at_once(tmp_path: Path) -> None:
    with Leadership(tmp_path) as only:
        assert not await until_leading(only)


async def test_a_leader_at_work_renews_its_lease(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acd.engine.leadership.RENEW_S", 0.0)
    clock, renewed = Clock(), asyncio.Event()
    with Leadership(tmp_path, clock) as leadership:
        leadership.look()
        renew: Callable[[], None] = leadership.renew

        def noticed() -> None:
            renew()
            renewed.set()

        monkeypatch.setattr(leadership, "renew", noticed)
        async with asyncio.TaskGroup() as tasks:
            holding = tasks.create_task(leadership.hold())
            await renewed.wait()
            holding.cancel()
        lease = leadership.lease()
        assert lease is not None
        assert lease.until_ns == clock.now_ns + round(LEASE_S * NANOSECONDS)
