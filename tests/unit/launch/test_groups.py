from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from launch.faults import LaunchFault
from launch.groups import RESTARTS_BEFORE_GIVING_UP, Group, last_line
from launch.identity import ProcessIdentity
from launch.supervisor import GroupStatus, ProcessStatus

GONE = ProcessIdentity(pid=1, started_ticks=-1, boot="another")


def ourselves() -> ProcessIdentity:
    identity = ProcessIdentity.of(os.getpid())
    assert identity is not None
    return identity


def group(folder: Path) -> Group:
    return Group("center", folder / "status.json", folder / "log")


def quiet(_: str) -> None:
    pass


def test_a_status_reads_back_as_it_was_written(tmp_path: Path) -> None:
    status = GroupStatus(ourselves(), [ProcessStatus("engine", "engine.log", "healthy", 1.5, 2, "signal 9", ourselves())])
    status.write(tmp_path / "status.json")
    assert GroupStatus.read(tmp_path / "status.json") == status


@pytest.mark.parametrize("content", ["", "{", "[]", '{"supervisor": null, "processes": []}', '{"supervisor": {"pid": 1}}'])
def test_a_damaged_status_is_no_status(tmp_path: Path, content: str) -> None:
    (tmp_path / "status.json").write_text(content)
    assert GroupStatus.read(tmp_path / "status.json") is None


def test_a_status_whose_supervisor_is_gone_does_not_count(tmp_path: Path) -> None:
    GroupStatus(GONE, [ProcessStatus("engine", "engine.log", "healthy")]).write(tmp_path / "status.json")
    assert group(tmp_path).status() is None


def test_a_process_that_keeps_dying_is_named_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    log.write_text("starting\nthe trunk is not configured\n\n")
    dying = ProcessStatus("engine", str(log), "waiting", 0, RESTARTS_BEFORE_GIVING_UP, "exit code 1")
    GroupStatus(ourselves(), [ProcessStatus("web", "", "healthy"), dying]).write(tmp_path / "status.json")
    with pytest.raises(LaunchFault, match=r"engine is waiting, it ended 5 times, last with exit code 1; .*trunk is not configured"):
        group(tmp_path).wait_until_healthy(quiet)


def test_waiting_ends_when_the_time_is_over(tmp_path: Path) -> None:
    slow = ProcessStatus("web", str(tmp_path / "none.log"), "starting")
    GroupStatus(ourselves(), [slow]).write(tmp_path / "status.json")
    with pytest.raises(LaunchFault, match="web is starting; its last words: it wrote nothing"):
        group(tmp_path).wait_until_healthy(quiet, timeout_seconds=0)


def test_processes_whose_supervisor_was_killed_are_ended(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as orphan:
        identity = ProcessIdentity.of(orphan.pid)
        GroupStatus(GONE, [ProcessStatus("engine", "", "healthy", identity=identity)]).write(tmp_path / "status.json")
        assert group(tmp_path).stop(quiet)
        assert orphan.wait(10) != 0
    assert not group(tmp_path).stop(quiet), "the second time there is nothing to end"


def test_a_process_that_does_not_come_back_is_a_fault(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as web:
        identity = ProcessIdentity.of(web.pid)
        GroupStatus(ourselves(), [ProcessStatus("web", str(tmp_path / "none.log"), "healthy", identity=identity)]).write(
            tmp_path / "status.json"
        )
        with pytest.raises(LaunchFault, match="web is healthy; its last words"):
            group(tmp_path).restart("web", quiet, timeout_seconds=0)
        assert web.wait(10) != 0


def test_the_last_line_of_a_log_is_short(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("x" * 5000)
    assert len(last_line(tmp_path / "log")) == 300
