from __future__ import annotations

import os
import pwd
from pathlib import Path

from launch.accounts import Unprivileged, may_enter, reachable_copy

SOMEBODY = pwd.struct_passwd(("somebody", "x", 64000, 64000, "", "/", "/bin/false"))


def test_an_account_may_enter_where_every_directory_lets_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "open").mkdir(mode=0o711)
    (tmp_path / "closed").mkdir(mode=0o700)
    above = may_enter(tmp_path.parent, SOMEBODY)  # pytest closes its own folder to others
    assert may_enter(tmp_path / "open", SOMEBODY) == above
    assert not may_enter(tmp_path / "closed", SOMEBODY)
    assert not may_enter(tmp_path / "closed" / "to be made", SOMEBODY)


def test_links_are_followed_to_where_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "closed")
    assert not may_enter(tmp_path / "link", SOMEBODY)


def test_an_ordinary_user_runs_servers_as_himself(tmp_path: Path) -> None:
    who = Unprivileged()
    assert who.command(["postgres"]) == ["postgres"]
    assert reachable_copy(tmp_path, ["bin"], tmp_path / "copy", who) == tmp_path


def test_software_behind_a_closed_door_is_copied_once(tmp_path: Path) -> None:
    base = tmp_path / "closed"
    (base / "wheel" / "bin").mkdir(parents=True)
    (base / "wheel" / "bin" / "server").write_text("#!")
    base.chmod(0o700)
    who = Unprivileged(("switch",), (pwd.getpwnam("nobody").pw_uid, 1))
    into = tmp_path / "software"
    assert reachable_copy(base, ["wheel"], into, who) == into
    assert reachable_copy(base, ["wheel"], into, who) == into
    assert os.path.samefile(base / "wheel/bin/server", into / "wheel/bin/server"), "a hard link costs no space"
