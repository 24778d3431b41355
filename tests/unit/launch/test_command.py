from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from launch.command import main
from launch.places import CHECKOUT


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert {"up", "down", "status", "test", "lint", "lock", "bench", "ensure"} <= set(capsys.readouterr().out.split())


@pytest.mark.parametrize("number", ["-1", "601", "many", "٣"])
def test_a_strange_number_of_calls_is_refused(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["up", f"--demo-calls={number}"])
    assert ended.value.code == 2
    assert "from 0 to 600" in capsys.readouterr().err


def test_what_runs_before_the_environment_needs_only_the_standard_library() -> None:
    script = (
        "import sys; import launch.command; "
        "strange = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names) - {'launch', '__main__'}; "
        "sys.exit(', '.join(sorted(name for name in strange if not name.startswith('_'))) or 0)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_python_that_is_too_old_is_told_so() -> None:
    script = "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0);runpy.run_module('launch', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Python 3.11 or later is needed and this is 3.9. Name another one: make up PYTHON=python3.12\n"


def test_down_where_nothing_ever_ran_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC_STATE_DIR", str(tmp_path / "var"))
    monkeypatch.setattr("launch.command.is_current", lambda: True)
    assert main(["down"]) == 0
    assert main(["status"]) == 1


def test_a_fault_is_one_sentence_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CC_STATE_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("CC_WEB_PORT", "nowhere")
    monkeypatch.setattr("launch.command.is_current", lambda: True)
    assert main(["up"]) == 1
    assert capsys.readouterr().err == "CC_WEB_PORT is 'nowhere' and must be a port from 1 to 65535. Correct CC_WEB_PORT.\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/var/run"), "/srv/var/run cannot be used: it belongs to another user"),
    ],
)
def test_a_fault_of_the_disk_is_one_sentence_wherever_it_happens(
    error: OSError, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("launch.command.is_current", lambda: True)
    monkeypatch.setattr("launch.center.settings_of_running_center", fail)
    assert main(["down"]) == 1
    assert capsys.readouterr().err.startswith(words)


def test_another_system_is_refused_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("launch.command.is_current", lambda: False)
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    assert main(["up"]) == 1
    assert capsys.readouterr().err == (
        "This is Darwin, and only Debian 12 and 13 are prepared by make up. Run the center in containers instead, see docker/README.md.\n"
    )


def test_demo_calls_need_a_center(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CC_STATE_DIR", str(tmp_path / "var"))
    monkeypatch.setattr("launch.command.is_current", lambda: True)
    assert main(["demo-calls", "--calls-per-minute", "6"]) == 1
    assert main(["run", "manage.py", "check"]) == 1
    assert capsys.readouterr().err == "The center is not running. Start it first: make up.\n" * 2
