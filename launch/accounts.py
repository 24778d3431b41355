"""Running a server as somebody else than root.

PostgreSQL refuses to run as root. As root we give it an account that every system has; nothing is added to the
system's list of users.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch.faults import LaunchFault, MissingTool

ACCOUNTS: Final = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Unprivileged:
    """How a command is run without root's rights, and who then owns its files. Both empty for an ordinary user."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def command(self, argv: Sequence[str]) -> list[str]:
        return [*self.prefix, *argv]

    def own(self, path: Path) -> None:
        """Give `path` and all below it to the account, where it is not yet."""
        if self.owner is None:
            return
        for entry in (path, *path.rglob("*")):
            found = entry.lstat()
            if (found.st_uid, found.st_gid) != self.owner:
                os.chown(entry, *self.owner, follow_symlinks=False)


def unprivileged(folder: Path) -> Unprivileged:
    """The best way to run a server whose files are in `folder`. Raises LaunchFault when there is none."""
    if os.geteuid() != 0:
        return Unprivileged()
    account = _account()
    if may_enter(folder, account):
        switch = ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--")
        return Unprivileged(_available(switch), (account.pw_uid, account.pw_gid))
    # Root's home is closed to others. In a user namespace root's files stay reachable while the process is not root.
    namespace = ("unshare", "--user", f"--map-user={account.pw_uid}", f"--map-group={account.pw_gid}", "--")
    tried = subprocess.run([*_available(namespace), "true"], capture_output=True, check=False)
    if tried.returncode == 0:
        return Unprivileged(namespace, (0, 0))
    raise LaunchFault(
        f"PostgreSQL does not run as root, and the user {account.pw_name} may not enter {folder}",
        "Set CC_STATE_DIR to a directory outside root's home, name a server with DATABASE_URL, or run as another user",
    )


def may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether `account` may pass through every directory down to `folder`."""
    for part in (folder.resolve(), *folder.resolve().parents):
        if not part.exists():
            continue
        found = part.stat()
        bit = stat.S_IXUSR if found.st_uid == account.pw_uid else stat.S_IXGRP if found.st_gid == account.pw_gid else stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def reachable_copy(base: Path, parts: Sequence[str], into: Path, who: Unprivileged) -> Path:
    """`base` itself, or `into` with copies of its `parts` (hard links where possible) when the account may not enter."""
    if who.owner is None or who.owner[0] == 0 or may_enter(base, pwd.getpwuid(who.owner[0])):
        return base
    if not into.exists():
        partial = into.with_name(f".{into.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        for part in parts:
            shutil.copytree(base / part, partial / part, symlinks=True, copy_function=_link_or_copy)
        partial.rename(into)
    return into


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _account() -> pwd.struct_passwd:
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LaunchFault("There is no user nobody on this system", "Run as an ordinary user instead of root")


def _available(command: tuple[str, ...]) -> tuple[str, ...]:
    if shutil.which(command[0]) is None:
        raise MissingTool(command[0], "it starts PostgreSQL without root's rights", "util-linux")
    return command
