from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from launch.faults import DiskFull, LaunchFault
from launch.places import CHECKOUT, cache_dir, demand_space, locked, private_temporary_dir, state_dir


def test_the_state_lies_in_the_checkout_unless_named(tmp_path: Path) -> None:
    assert state_dir({}) == CHECKOUT / "var"
    assert state_dir({"CC_STATE_DIR": str(tmp_path)}) == tmp_path


def test_the_cache_follows_xdg_then_home(tmp_path: Path) -> None:
    assert cache_dir({"XDG_CACHE_HOME": str(tmp_path / "x"), "HOME": str(tmp_path)}) == tmp_path / "x" / "ccplatform"
    assert cache_dir({"HOME": str(tmp_path)}) == tmp_path / ".cache" / "ccplatform"


def test_a_relative_cache_is_ignored_as_the_specification_says(tmp_path: Path) -> None:
    assert cache_dir({"XDG_CACHE_HOME": "relative", "HOME": str(tmp_path)}) == tmp_path / ".cache" / "ccplatform"


def test_a_user_without_a_home_gets_a_private_temporary_folder(tmp_path: Path) -> None:
    place = cache_dir({"HOME": "/nonexistent", "TMPDIR": str(tmp_path)})
    assert place == tmp_path / f"ccplatform-{os.getuid()}" / "ccplatform"
    assert place.parent.stat().st_mode & 0o777 == 0o700


def test_a_temporary_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"ccplatform-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LaunchFault, match="belongs to another user"):
        private_temporary_dir({"TMPDIR": str(tmp_path)})


def test_a_cache_that_cannot_be_made_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LaunchFault, match="XDG_CACHE_HOME"):
        cache_dir({"XDG_CACHE_HOME": str(tmp_path / "file")})


def test_a_step_that_would_fill_the_disk_is_refused(tmp_path: Path) -> None:
    demand_space(tmp_path, 1)
    with pytest.raises(DiskFull, match=r"MB free and the next step needs 999999999 MB\. Free some space"):
        demand_space(tmp_path, 999_999_999)


def test_a_lock_is_free_again_when_its_holder_was_killed(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from launch.places import locked\n"
        f"with locked(pathlib.Path({str(tmp_path / 'lock')!r})): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with locked(tmp_path / "lock"):
        pass
