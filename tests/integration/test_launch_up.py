"""A whole center: started as `make up` starts it, hurt, seen to recover, ended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import pytest

from launch.identity import ProcessIdentity
from launch.places import CHECKOUT
from launch.supervisor import ProcessStatus
from tests.support.running_center import RunningCenter


def identity(process: ProcessStatus) -> ProcessIdentity:
    assert process.identity is not None
    return process.identity


def when(center: RunningCenter, name: str, good: Callable[[ProcessStatus], bool]) -> ProcessStatus:
    """The first status of a process that satisfies; the test's own time-out ends a hang."""
    while not good(process := center.process(name)):
        time.sleep(0.02)
    return process


def test_up_prints_the_address_and_the_sign_in_of_every_role(running_center: RunningCenter) -> None:
    again = running_center.launch("up")
    assert again.returncode == 0
    assert "already running" in again.stdout
    assert f"http://localhost:{running_center.environment['CC_WEB_PORT']}" in again.stdout
    for row in running_center.sign_ins():
        assert (str(row["username"]) in again.stdout) == (not row.get("headless"))


def test_the_center_says_it_is_well(running_center: RunningCenter) -> None:
    with urllib.request.urlopen(f"{running_center.url}/healthz") as answer:
        assert answer.status == 200


def test_status_names_what_runs_and_ends_with_0(running_center: RunningCenter) -> None:
    status = running_center.launch("status")
    assert status.returncode == 0
    for name in ("postgresql", "valkey", "asterisk", "engine", "recorder", "worker", "web"):
        assert name in status.stdout
    assert str(running_center.state_dir / "log") in status.stdout


def test_a_command_can_be_run_with_the_centers_settings(running_center: RunningCenter) -> None:
    done = running_center.launch("run", "manage.py", "migrate", "--check")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["engine", "web", "worker", "recorder"])
def test_a_killed_process_comes_back_while_asterisk_goes_on(running_center: RunningCenter, name: str) -> None:
    asterisk, before = running_center.process("asterisk"), running_center.process(name)
    identity(before).signal(signal.SIGKILL)
    after = when(running_center, name, lambda now: now.restarts == before.restarts + 1 and now.state == "healthy")
    assert identity(after) != identity(before)
    assert running_center.process("asterisk") == asterisk


def test_up_lets_the_web_process_of_a_running_center_read_a_new_front_end(running_center: RunningCenter) -> None:
    (running_center.state_dir / "run" / "front-end").write_text("other sources")
    before = {name: running_center.process(name).identity for name in ("asterisk", "engine", "web")}
    again = running_center.launch("up")
    assert again.returncode == 0, f"{again.stdout}{again.stderr}"
    assert "Web starts again with the new front end" in again.stdout
    after = {name: running_center.process(name).identity for name in before}
    assert after.pop("web") != before.pop("web")
    assert after == before, "calls go on"
    with urllib.request.urlopen(f"{running_center.url}/sign-in") as page:
        assets = re.findall(r'(?:src|href)="(/static/app/[^"]+)"', page.read().decode())
    assert assets
    for asset in assets:
        with urllib.request.urlopen(running_center.url + asset) as answer:
            assert answer.status == 200
    assert "Web starts again" not in running_center.launch("up").stdout


def test_status_whose_reader_has_gone_says_nothing_on_standard_error(running_center: RunningCenter) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "launch", "status"],
            cwd=CHECKOUT,
            env={**os.environ, **running_center.given},
            stdout=nobody,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_secrets_are_for_their_owner_alone_and_stand_in_no_log(running_center: RunningCenter) -> None:
    files = [*(running_center.state_dir / "secrets").iterdir(), running_center.state_dir / "center.env"]
    assert {path.name: path.stat().st_mode & 0o077 for path in files if not path.name.endswith(".crt")} == {
        path.name: 0 for path in files if not path.name.endswith(".crt")
    }
    secrets = [path.read_text().strip() for path in files if path.parent.name == "secrets" and not path.name.startswith("tls")]
    logs = "".join(path.read_text(errors="replace") for path in (running_center.state_dir / "log").iterdir() if path.is_file())
    assert not [secret for secret in secrets if secret in logs]


def test_a_center_whose_supervisor_was_killed_is_taken_over_by_the_next_up(running_center: RunningCenter) -> None:
    status = running_center.group().status()
    assert status is not None
    orphan = identity(running_center.process("engine"))
    status.supervisor.signal(signal.SIGKILL)
    status.supervisor.wait(10)
    assert orphan.alive(), "calls go on"
    again = running_center.launch("up")
    assert again.returncode == 0, f"{again.stdout}{again.stderr}"
    assert not orphan.alive()


def test_down_ends_everything_and_up_finds_it_all_again(running_center: RunningCenter) -> None:
    left = [identity(running_center.process(name)) for name in ("asterisk", "engine", "recorder", "worker", "web")]
    passwords = {row["username"]: row["password"] for row in running_center.sign_ins()}
    assert running_center.launch("down").returncode == 0
    assert not [process for process in left if process.alive()]
    assert running_center.launch("status").returncode == 1
    assert running_center.launch("down").returncode == 0, "a second time does no harm"
    assert running_center.launch("up").returncode == 0
    assert {row["username"]: row["password"] for row in running_center.sign_ins()} == passwords
